// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/obis/obis_laser.h"

#include <array>
#include <utility>

namespace waferglow::drivers {

std::string obis_error_text(int code) {
    // Operator's Manual, "Error Codes and Description Strings".
    static constexpr std::array<std::pair<int, const char*>, 16> kTexts = {{
        {-400, "query unavailable"},
        {-350, "queue overflow"},
        {-321, "out of memory"},
        {-310, "system error"},
        {-257, "file to open not named"},
        {-256, "file does not exist"},
        {-241, "device unavailable"},
        {-221, "settings conflict; the laser does not do this in its present state"},
        {-220, "invalid parameter"},
        {-203, "command protected"},
        {-200, "execution error, command out of order; is the interlock closed and the key on?"},
        {-109, "parameter missing"},
        {-102, "syntax error"},
        {-100, "unrecognised command or query"},
        {500, "fault in the laser controller"},
        {510, "I2C bus fault"},
    }};
    for (const auto& [known, text] : kTexts) {
        if (known == code) return text;
    }
    return "unknown error";
}

std::string obis_fault_text(std::uint32_t faults) {
    // Operator's Manual, "Fault Code Bit Definitions".
    static constexpr std::array<std::pair<std::uint32_t, const char*>, 8> kBits = {{
        {0x0001, "base plate temperature"},
        {0x0002, "diode temperature"},
        {0x0004, "internal temperature"},
        {0x0008, "power supply of the laser"},
        {0x0010, "I2C bus"},
        {0x0020, "over-current"},
        {0x0200, "warm-up limit"},
        {0x4000, "photodiode"},
    }};
    std::string text;
    for (const auto& [bit, name] : kBits) {
        if ((faults & bit) == 0) continue;
        if (!text.empty()) text += ", ";
        text += name;
    }
    return text.empty() ? "see SYSTem:FAULt? in the laser's manual" : text;
}

}  // namespace waferglow::drivers
