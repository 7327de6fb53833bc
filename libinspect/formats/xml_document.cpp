// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/xml_document.h"

#include "libinspect/formats/byte_stream.h"
#include "libinspect/formats/text_scan.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {
namespace {

// An element takes 64 bytes in memory and an attribute 40, however short they are in the file. A map has one
// element a row, one with coordinates one a die with two attributes.
constexpr std::ptrdiff_t kMostElements = 24'000'000;
constexpr std::ptrdiff_t kMostAttributes = 40'000'000;
constexpr int kMostDepth = 64;

/// Deepest nesting of the elements in a tree, walked without recursion.
bool too_deep(pugi::xml_node root) {
    int depth = 0;
    pugi::xml_node node = root;
    while (node) {
        if (pugi::xml_node child = node.first_child()) {
            node = child;
            if (++depth > kMostDepth) return true;
            continue;
        }
        while (node && node != root && !node.next_sibling()) {
            node = node.parent();
            --depth;
        }
        if (!node || node == root) return false;
        node = node.next_sibling();
    }
    return false;
}

}  // namespace

XmlDocument::XmlDocument(const std::filesystem::path& path) : path_(path), text_(read_bytes(path)) {
    const auto fail = [this](const std::string& what) {
        throw Error(ErrorKind::input, fmt::format("{}: {}", path_.string(), what));
    };
    const auto elements = std::ranges::count(text_, '<');
    const auto attributes = std::ranges::count(text_, '=');
    if (elements > kMostElements || attributes > kMostAttributes) {
        fail(fmt::format("has {} elements and {} attributes, more than a wafer map needs", elements,
                         attributes));
    }
    const pugi::xml_parse_result result = document_.load_buffer_inplace(
        text_.data(), text_.size(), pugi::parse_default | pugi::parse_embed_pcdata);
    if (!result) {
        throw Error(ErrorKind::input,
                    fmt::format("{} line {} (byte {}): is not well-formed XML ({}); is it cut off?",
                                path_.string(), line_of(result.offset), result.offset, result.description()));
    }
    if (too_deep(document_))
        fail(fmt::format("nests elements deeper than {}; this is no wafer map", kMostDepth));
}

std::int64_t XmlDocument::line_of(std::ptrdiff_t offset) const {
    const auto end = std::clamp<std::ptrdiff_t>(offset, 0, static_cast<std::ptrdiff_t>(text_.size()));
    return 1 + std::count(text_.begin(), text_.begin() + end, '\n');
}

Error XmlDocument::error_at(pugi::xml_node node, std::string_view complaint) const {
    return {ErrorKind::input,
            fmt::format("{} line {}: {}", path_.string(), line_of(node.offset_debug()), complaint)};
}

std::string_view local_name(pugi::xml_node node) {
    const std::string_view name = node.name();
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_of(pugi::xml_node node, std::string_view name) {
    pugi::xml_node child = node.first_child();
    while (child && local_name(child) != name) child = child.next_sibling();
    return child;
}

pugi::xml_node next_of(pugi::xml_node node, std::string_view name) {
    do {
        node = node.next_sibling();
    } while (node && local_name(node) != name);
    return node;
}

std::string_view attribute_of(pugi::xml_node node, const char* name) {
    return without_blanks(node.attribute(name).value());
}

}  // namespace waferglow
