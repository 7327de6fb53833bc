// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/internal/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

namespace waferglow {
namespace {

/// Code points of the bytes 0x80 to 0x9F in Windows-1252, as the WHATWG encoding standard has them: the five
/// that have no character stay control codes. From 0xA0 on it is Latin-1.
constexpr std::array<std::uint16_t, 32> kWindows1252{
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

unsigned byte_at(std::string_view text, std::size_t i) {
    return static_cast<unsigned char>(text[i]);
}

void append_code_point(std::string& out, unsigned code) {
    if (code >= 0x800U) {
        out += static_cast<char>(0xE0U | code >> 12U);
        out += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
    } else {
        out += static_cast<char>(0xC0U | code >> 6U);
    }
    out += static_cast<char>(0x80U | (code & 0x3FU));
}

/// Bytes at the beginning of `text` that are valid UTF-8.
std::size_t valid_bytes(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t eight = 0;  // mostly there is nothing but ASCII
        if (text.size() - at >= sizeof(eight)) {
            std::memcpy(&eight, text.data() + at, sizeof(eight));
            if ((eight & 0x8080808080808080U) == 0) {
                at += sizeof(eight);
                continue;
            }
        }
        const std::size_t bytes = utf8_sequence(text.substr(at));
        if (bytes == 0) break;
        at += bytes;
    }
    return at;
}

}  // namespace

std::size_t utf8_sequence(std::string_view text) {
    if (text.empty()) return 0;
    const unsigned first = byte_at(text, 0);
    if (first < 0x80U) return 1;
    const std::size_t length = first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : 2;
    if (first < 0xC2U || first > 0xF4U || text.size() < length) return 0;
    const unsigned least = first == 0xE0U ? 0xA0U : first == 0xF0U ? 0x90U : 0x80U;
    const unsigned most = first == 0xEDU ? 0x9FU : first == 0xF4U ? 0x8FU : 0xBFU;
    if (byte_at(text, 1) < least || byte_at(text, 1) > most) return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if ((byte_at(text, i) & 0xC0U) != 0x80U) return 0;
    }
    return length;
}

bool is_utf8(std::string_view text) {
    return valid_bytes(text) == text.size();
}

std::string to_utf8(std::string text) {
    std::size_t at = valid_bytes(text);
    if (at == text.size()) return text;
    const std::string_view from = text;
    std::string out(from.substr(0, at));
    out.reserve(text.size() + text.size() / 8);
    while (at < from.size()) {
        const unsigned byte = byte_at(from, at++);
        append_code_point(out, byte < 0xA0U ? kWindows1252[byte - 0x80U] : byte);
        const std::size_t valid = valid_bytes(from.substr(at));
        out += from.substr(at, valid);
        at += valid;
    }
    return out;
}

std::string to_utf8(std::string_view text) {
    return to_utf8(std::string(text));
}

std::optional<std::string> to_windows_1252(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        const std::size_t bytes = utf8_sequence(rest);
        if (bytes == 0 || bytes > 3) return std::nullopt;
        unsigned code = byte_at(rest, 0);
        if (bytes > 1) code &= bytes == 2 ? 0x1FU : 0x0FU;
        for (std::size_t i = 1; i < bytes; ++i) code = code << 6U | (byte_at(rest, i) & 0x3FU);
        const auto* const special = std::ranges::find(kWindows1252, code);
        if (special != kWindows1252.end()) {
            code = 0x80U + static_cast<unsigned>(special - kWindows1252.begin());
        } else if (code > 0xFFU || (code >= 0x80U && code < 0xA0U)) {
            return std::nullopt;
        }
        out += static_cast<char>(code);
        at += bytes;
    }
    return out;
}

}  // namespace waferglow
