// SPDX-License-Identifier: GPL-3.0-or-later
// Thorlabs motorised filter wheels FW102C and FW212C.
//
// Source: Thorlabs, "FW102C/FW212C User Guide" rev. M (2023-10-04), the table of commands and queries, as
// others cite it; 115200 baud. A command ends with a carriage return and is echoed with it; the answer
// follows, ended by a carriage return, then the prompt "> ". A command that is refused is answered by
// "Command error CMD_NOT_DEFINED" or "Command error CMD_ARG_INVALID". Used: *idn? pos? pos= pcount? pcount=
// speed? speed= trig? trig= sensors? sensors=. What each of them was compared with: docs/devices.md.
#pragma once

#include "drivers/interfaces/filter_wheel.h"
#include "drivers/transport/link.h"

#include <chrono>
#include <memory>

namespace waferglow::drivers {

struct Fw102cSettings {
    int positions = 0;  ///< 6 or 12: the wheel is told so; 0: as many as it says
    bool fast = true;   ///< else slow, for heavy filters
    /// The trigger connector gives a pulse, rather than taking one that turns the wheel.
    bool trigger_output = false;
    /// The wheel's sensors shine in the infrared, which cameras see: they are off while it stands, unless
    /// this is set.
    bool sensors_always_on = false;
    std::chrono::milliseconds answer_timeout{1000};
};

/// Connects, sets what the settings say and asks whether it holds; nothing turns. See FilterWheel.
[[nodiscard]] std::unique_ptr<FilterWheel> make_fw102c_wheel(std::unique_ptr<Link> link,
                                                             const Fw102cSettings& settings);

}  // namespace waferglow::drivers
