// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/transport/stage_pose.h"

#include "libinspect/base/error.h"

#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

void check_axis(const char* axis, double value, const std::optional<AxisLimits>& limits,
                const std::string& device) {
    if (!limits) {
        throw Error(ErrorKind::usage,
                    fmt::format("{}: there is no {} axis to move to {}", device, axis, value));
    }
    if (value >= limits->min && value <= limits->max) return;  // false for NaN
    throw Error(ErrorKind::usage,
                fmt::format("{}: the target {} = {} lies beyond the limits {} to {}; nothing moved", device,
                            axis, value, limits->min, limits->max));
}

}  // namespace

void check_target(const StagePose& target, const StageCapabilities& capabilities, const std::string& device) {
    check_axis("x_um", target.xy_um.x, capabilities.x_um, device);
    check_axis("y_um", target.xy_um.y, capabilities.y_um, device);
    if (target.z_um) check_axis("z_um", *target.z_um, capabilities.z_um, device);
    if (target.theta_rad) check_axis("theta_rad", *target.theta_rad, capabilities.theta_rad, device);
}

double distance_um(const StagePose& position, const StagePose& target) {
    constexpr double kRadiusUm = 50000.0;
    const auto off = [](const std::optional<double>& at, double wanted) {
        return at ? std::abs(*at - wanted) : std::numeric_limits<double>::quiet_NaN();
    };
    double far = 0.0;
    const auto add = [&far](double distance) {
        if (std::isnan(far)) return;
        far = distance <= far ? far : distance;  // NaN too
    };
    add(std::abs(position.xy_um.x - target.xy_um.x));
    add(std::abs(position.xy_um.y - target.xy_um.y));
    if (target.z_um) add(off(position.z_um, *target.z_um));
    if (target.theta_rad) add(kRadiusUm * off(position.theta_rad, *target.theta_rad));
    return far;
}

std::string pose_text(const StagePose& pose) {
    std::string text = fmt::format("x {:.3f}, y {:.3f}", pose.xy_um.x, pose.xy_um.y);
    if (pose.z_um) text += fmt::format(", z {:.3f}", *pose.z_um);
    text += " um";
    if (pose.theta_rad) text += fmt::format(", theta {:.6f} rad", *pose.theta_rad);
    return text;
}

}  // namespace waferglow::drivers
