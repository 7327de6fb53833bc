// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/xml_document.h"

#include "libinspect/base/internal/utf8.h"
#include "libinspect/formats/byte_stream.h"
#include "libinspect/formats/internal/text_scan.h"

#include <algorithm>
#include <utility>

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

/// Is it UTF-16 or UTF-32, with a byte-order mark or without?
bool is_wide(std::string_view text) {
    const std::string_view start = text.substr(0, 4);
    return start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF") ||
           start.find('\0') != std::string_view::npos;
}

/// Makes all values of a document, whose depth is bounded, valid UTF-8.
void mend_values(pugi::xml_node node) {
    if (!is_utf8(node.value())) {
        const std::string mended = to_utf8(std::string_view(node.value()));
        node.type() == pugi::node_element ? node.text().set(mended.c_str()) : node.set_value(mended.c_str());
    }
    for (pugi::xml_attribute each = node.first_attribute(); each; each = each.next_attribute()) {
        if (!is_utf8(each.value())) each.set_value(to_utf8(std::string_view(each.value())).c_str());
    }
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) mend_values(child);
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
    const bool wide = is_wide(text_);
    if (!wide) text_ = to_utf8(std::move(text_));
    // "&#xD800;" stands for half a character, which pugixml takes at its word.
    const bool references = wide || text_.find("&#") != std::string::npos;
    const pugi::xml_parse_result result = document_.load_buffer_inplace(
        text_.data(), text_.size(), pugi::parse_default | pugi::parse_embed_pcdata,
        wide ? pugi::encoding_auto : pugi::encoding_utf8);
    if (!result) {
        throw Error(ErrorKind::input,
                    fmt::format("{} line {} (byte {}): is not well-formed XML ({}); is it cut off?",
                                path_.string(), line_of(result.offset), result.offset, result.description()));
    }
    if (too_deep(document_))
        fail(fmt::format("nests elements deeper than {}; this is no wafer map", kMostDepth));
    if (references) mend_values(document_);
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

std::string text_of(pugi::xml_node node) {
    std::string text = node.value();  // of an element: its first piece, where no other child is before it
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
    }
    return std::string(without_blanks(text));
}

std::string_view attribute_of(pugi::xml_node node, const char* name) {
    return without_blanks(node.attribute(name).value());
}

}  // namespace waferglow
