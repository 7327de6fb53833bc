// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/escape.h"

#include "libinspect/base/internal/utf8.h"

#include <algorithm>

namespace waferglow {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";

bool is_control(char c) {
    const auto code = static_cast<unsigned char>(c);
    return (code < 0x20U && c != '\n' && c != '\t') || code == 0x7FU;
}

}  // namespace

std::string valid_utf8(std::string_view text) {
    std::string valid;
    valid.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = utf8_sequence(text);
        if (length == 0 || (length == 1 && is_control(text.front()))) {
            valid += kReplacement;
        } else {
            valid += text.substr(0, length);
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return valid;
}

std::string escape_html(std::string_view text) {
    std::string escaped;
    for (const char c : valid_utf8(text)) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            case '\'':
                escaped += "&#39;";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

}  // namespace waferglow
