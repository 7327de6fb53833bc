// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/transport/link_error.h"

#include "drivers/transport/link.h"

#include <fmt/format.h>

namespace waferglow::drivers {

std::string printable(std::string_view bytes) {
    constexpr std::size_t kLongest = 60;
    std::string text;
    for (const char c : bytes.substr(0, kLongest)) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '\r') {
            text += "\\r";
        } else if (c == '\n') {
            text += "\\n";
        } else if (code < 0x20 || code > 0x7e) {
            text += fmt::format("\\x{:02X}", code);
        } else {
            text += c;
        }
    }
    if (bytes.size() > kLongest) text += fmt::format("... ({} bytes)", bytes.size());
    return text;
}

Error link_error(const std::string& link, const std::string& command, const std::string& what) {
    return Error(ErrorKind::device, fmt::format("{}: '{}': {}", link, printable(command), what));
}

}  // namespace waferglow::drivers
