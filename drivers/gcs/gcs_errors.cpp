// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/gcs/gcs_stage.h"

#include <array>
#include <utility>

namespace waferglow::drivers {

std::string gcs_error_text(int code) {
    // MS249E 8.7; those that a stage command can cause.
    static constexpr std::array<std::pair<int, const char*>, 18> kTexts = {{
        {0, "no error"},
        {1, "parameter syntax error"},
        {2, "unknown command"},
        {3, "command too long"},
        {4, "error while scanning"},
        {5, "unallowable move on an unreferenced axis, or with servo off; home the stage first"},
        {7, "position out of limits"},
        {8, "velocity out of limits"},
        {10, "stopped by command"},
        {15, "invalid axis identifier; check the axis names in the tool file"},
        {17, "parameter out of range"},
        {23, "illegal axis"},
        {24, "incorrect number of parameters"},
        {51, "the axis is under the control of a joystick; switch the joystick off"},
        {83, "the joystick is active; switch it off"},
        {84, "the motor is off"},
        {216, "on a limit switch"},
        {-1024, "motion error: position error too large, the servo was switched off"},
    }};
    for (const auto& [known, text] : kTexts) {
        if (known == code) return text;
    }
    return "unknown error";
}

}  // namespace waferglow::drivers
