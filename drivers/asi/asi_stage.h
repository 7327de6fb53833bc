// SPDX-License-Identifier: GPL-3.0-or-later
// Microscope stages on the MS-2000 and RM-2000 controllers of Applied Scientific Instrumentation (ASI).
//
// Source: ASI, asiimaging.com/docs: "Quick Start on Serial Commands" (command_quick_start), and of the
// command pages setlow, setup, where, status, halt (2024-12-08), sethome; error codes: "ASI Tiger System
// Instruction Manual" (2015-03-09), "RS-232 Communication". A command ends with a carriage return, an answer
// with carriage return and line feed; positions count tenths of a micrometre, limits and speeds mm and mm/s.
// An answer begins with ":A", or is ":N-<code>". Used: WHO (N) VERSION (V) MOVE (M) WHERE (W) STATUS (/) HALT
// (\) HOME (!) HERE (H) SETLOW (SL) SETUP (SU) SPEED (S). HALT is answered by :N-21 where it stopped a move.
// WHERE answers in the order of the hardware, which is x, y, z on these controllers. HERE moves the limits
// with the coordinates. What each of them was compared with, too: docs/devices.md.
#pragma once

#include "drivers/interfaces/stage.h"
#include "drivers/transport/link.h"

#include <memory>
#include <string>

namespace waferglow::drivers {

struct AsiSettings {
    bool has_z = false;
    bool flip_x = false;  ///< the stage's x runs against ours
    bool flip_y = false;
    /// Where the stage stands after HOME, which runs into the upper limit switches, in its own directions.
    double home_x_um = 50000.0;
    double home_y_um = 50000.0;
    std::chrono::milliseconds answer_timeout{1000};
    std::chrono::milliseconds home_timeout{60000};
};

/// Connects and reads limits and speed; nothing moves. See Stage. z is not homed: focus drives often have no
/// switch that the objective would survive.
[[nodiscard]] std::unique_ptr<Stage> make_asi_stage(std::unique_ptr<Link> link, const AsiSettings& settings);

}  // namespace waferglow::drivers
