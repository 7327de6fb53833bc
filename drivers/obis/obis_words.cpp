// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/obis/obis_laser.h"

#include <algorithm>
#include <array>
#include <utility>

namespace waferglow::drivers {

std::string obis_addressed(const std::string& command, int remote_place) {
    if (remote_place == 0) return command;
    std::string text = command;
    text.insert(std::min(text.find_first_of(":?"), text.size()), std::to_string(remote_place));
    return text;
}

std::string obis_error_text(int code) {
    // Operator's Manual, appendix C, "Error Codes and Description Strings".
    static constexpr std::array<std::pair<int, const char*>, 19> kTexts = {{
        {-400, "query unavailable"},
        {-350, "queue overflow"},
        {-321, "out of memory"},
        {-310, "system error"},
        {-257, "file to open not named"},
        {-256, "file does not exist"},
        {-241, "device unavailable; is a laser at this place of the remote or box?"},
        {-221, "settings conflict; the laser does not do this in its present state"},
        {-220, "invalid parameter"},
        {-203, "command protected"},
        {-200, "execution error, command out of order; is the interlock closed and the key on?"},
        {-109, "parameter missing"},
        {-102, "syntax error"},
        {-100, "unrecognised command or query"},
        {0, "no error"},
        {500, "fault of the bus between remote and laser"},
        {510, "I2C bus fault"},
        {520, "controller time-out"},
        {900, "time-out of a message between remote and laser"},
    }};
    constexpr int kFirstOfBus = 500;  // these are sent as "ERR500" or "ERR-500"
    if (code <= -kFirstOfBus) code = -code;
    for (const auto& [known, text] : kTexts) {
        if (known == code) return text;
    }
    return "unknown error";
}

std::string obis_fault_text(std::uint32_t faults) {
    // Operator's Manual, appendix C, "Fault Code Bit Definitions".
    static constexpr std::array<std::pair<std::uint32_t, const char*>, 20> kBits = {{
        {0x000001, "base plate temperature"},
        {0x000002, "diode temperature"},
        {0x000004, "internal temperature"},
        {0x000008, "power supply of the laser"},
        {0x000010, "I2C bus"},
        {0x000020, "over-current"},
        {0x000040, "checksum of the memory"},
        {0x000080, "memory restored to its defaults"},
        {0x000100, "buffer overflow"},
        {0x000200, "warm-up limit"},
        {0x000400, "driver of the cooler"},
        {0x000800, "bus between remote and laser"},
        {0x001000, "diode temperature off its set-point"},
        {0x002000, "set power not reached"},
        {0x004000, "photodiode"},
        {0x008000, "fatal fault"},
        {0x010000, "start-up"},
        {0x020000, "reset by the watchdog"},
        {0x040000, "field calibration"},
        {0x100000, "over-power"},
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
