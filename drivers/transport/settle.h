// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting for a stage that is asked for its position over a link.
#pragma once

#include "drivers/interfaces/stage.h"

#include <functional>
#include <stop_token>
#include <string>

namespace waferglow::drivers {

/// How a driver looks at its stage; each call is one exchange.
struct StageProbe {
    std::string device;  ///< for messages
    std::function<StagePose()> position;
    std::function<void()> halt;
    std::function<std::string()>
        condition;  ///< for the message of a time-out: what the device says of itself
};

/// Returns when the position has stayed within the window of `rule` around `target` for its settle time.
/// Throws Error(device) after the time-out, with the distance that is left, and halts first; Error(cancelled)
/// on a request to stop, after halting.
void wait_until_settled(const StageProbe& probe, const StagePose& target, const SettleRule& rule,
                        const std::stop_token& stop);

/// Asks `finished` every few milliseconds until it says yes. Halts and throws as above, naming `what`.
void wait_until(const StageProbe& probe, const std::string& what, const std::function<bool()>& finished,
                std::chrono::milliseconds timeout, const std::stop_token& stop);

}  // namespace waferglow::drivers
