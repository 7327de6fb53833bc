// SPDX-License-Identifier: GPL-3.0-or-later
// A wheel that turns one of several filters into the light path before camera and spectrometer.
#pragma once

#include "drivers/interfaces/device.h"

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

namespace waferglow::drivers {

struct FilterWheelCapabilities {
    int positions = 0;                 ///< numbered from 1 on
    std::vector<std::string> names{};  ///< of the positions, where the driver knows them; empty: it does not
};

/// See Device for threads and faults. A wheel hurts nobody: making it safe leaves it where it stands, with
/// what shines in it by itself off.
class FilterWheel : public Device {
  public:
    [[nodiscard]] virtual FilterWheelCapabilities capabilities() const = 0;
    /// Turns to a position, waits until the wheel stands and asks where. Throws Error(usage) for a position
    /// that it does not have, Error(device) where it stands elsewhere or does not arrive in time, and
    /// Error(cancelled) where `stop` is requested before it turns.
    virtual void move_to(int position, std::chrono::milliseconds timeout, std::stop_token stop) = 0;
    /// As the wheel reports it, 1 to `positions`. Somebody may have turned it by hand.
    [[nodiscard]] virtual int position() const = 0;
};

}  // namespace waferglow::drivers
