// SPDX-License-Identifier: GPL-3.0-or-later
// A motorised stage that carries the wafer: x and y, and where it has them z (focus) and theta.
#pragma once

#include "drivers/interfaces/device.h"
#include "libinspect/geometry/frames.h"

#include <chrono>
#include <optional>
#include <stop_token>

namespace waferglow::drivers {

/// How far one axis goes: um, or radians for theta.
struct AxisLimits {
    double min = 0.0;
    double max = 0.0;
    friend bool operator==(const AxisLimits&, const AxisLimits&) = default;
};

struct StageCapabilities {
    AxisLimits x_um;
    AxisLimits y_um;
    std::optional<AxisLimits> z_um;       ///< none: no such axis
    std::optional<AxisLimits> theta_rad;  ///< none: no such axis
    double max_speed_um_s = 0.0;
    double resolution_um = 0.0;
};

/// Where the stage is or shall go. z and theta are left alone where they have no value.
struct StagePose {
    StagePoint xy_um{};
    std::optional<double> z_um;
    std::optional<double> theta_rad;
};

/// When a stage counts as having arrived: the reported position stays within `window_um` of the target for
/// `settle`.
struct SettleRule {
    double window_um = 0.5;
    std::chrono::milliseconds settle{20};
    std::chrono::milliseconds timeout{10000};
};

/// See Device for threads and faults.
class Stage : public Device {
  public:
    [[nodiscard]] virtual StageCapabilities capabilities() const = 0;
    /// Finds the reference marks of all axes. The stage moves. Blocks until done; cancelled by `stop`, which
    /// also halts.
    virtual void home(std::stop_token stop) = 0;
    [[nodiscard]] virtual bool is_homed() const = 0;
    /// Starts a move and returns. Throws Error(usage) for a target beyond the soft limits; nothing moves
    /// then.
    virtual void start_move(const StagePose& target) = 0;
    /// Waits until the target of the last move is reached by `rule`. Throws Error(device) on a timeout, with
    /// the distance that is left, and Error(cancelled) after halting the stage when `stop` is requested.
    virtual void wait_in_position(const SettleRule& rule, std::stop_token stop) = 0;
    [[nodiscard]] virtual StagePose position() const = 0;
    /// Halts all axes at once.
    virtual void halt() = 0;
};

}  // namespace waferglow::drivers
