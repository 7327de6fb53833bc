// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/colour_filter.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace waferglow::simulated {
namespace {

constexpr double kReach_nm = 120.0;  // of the table, from the edge
constexpr double kTableStep_nm = 0.25;
constexpr double kStretchStep = 0.06;

double radians(double degrees) {
    return degrees * std::numbers::pi / 180.0;
}

}  // namespace

ColourFilter::ColourFilter(const FilterSettings& settings, const LineWidths& line)
    : settings_(settings), line_(line) {
    settings.curve.check();
    const bool sound = settings.curve.high > settings.curve.low && settings.corner_angle_deg >= 0.0 &&
                       settings.corner_angle_deg < 60.0 && std::abs(settings.tilt_deg) < 20.0;
    if (!sound)
        throw Error(
            ErrorKind::input,
            "recording settings: the colour filter needs a transmission that rises, angles below 60 and "
            "a tilt below 20 degrees");
    for (double nm = -kReach_nm; nm <= kReach_nm; nm += kTableStep_nm) {
        narrow_.push_back(integrate(nm, 1.0 - kStretchStep));
        usual_.push_back(integrate(nm, 1.0));
        wide_.push_back(integrate(nm, 1.0 + kStretchStep));
    }
}

double ColourFilter::edge_nm(double u, double v) const {
    const double corner = radians(settings_.corner_angle_deg) / std::numbers::sqrt2;
    return settings_.curve.centre_at(
        std::sin(std::hypot(corner * u + radians(settings_.tilt_deg), corner * v)));
}

double ColourFilter::integrate(double from_edge_nm, double stretch) const {
    constexpr int kSteps = 200;
    constexpr double kReach = 4.5;  // sigmas
    double passed = 0.0;
    double all = 0.0;
    for (int i = -kSteps; i <= kSteps; ++i) {
        const double z = kReach * i / kSteps;
        const double sigma_nm = stretch * (z < 0.0 ? line_.short_sigma_nm : line_.long_sigma_nm);
        const double light = sigma_nm * std::exp(-0.5 * z * z);
        passed += light * transmission(settings_.curve.centre_nm + from_edge_nm + z * sigma_nm);
        all += light;
    }
    return passed / all;
}

double ColourFilter::interpolated(const std::vector<double>& table, double from_edge_nm) const {
    const double at = std::clamp((from_edge_nm + kReach_nm) / kTableStep_nm, 0.0,
                                 static_cast<double>(table.size()) - 1.001);
    const auto left = static_cast<std::size_t>(at);
    const double part = at - static_cast<double>(left);
    return table[left] + part * (table[left + 1] - table[left]);
}

double ColourFilter::passed(double peak_nm, double stretch, double u, double v) const {
    const double from_edge_nm = peak_nm - edge_nm(u, v);
    const double t = (stretch - 1.0) / kStretchStep;
    return 0.5 * t * (t - 1.0) * interpolated(narrow_, from_edge_nm) +
           (1.0 - t * t) * interpolated(usual_, from_edge_nm) +
           0.5 * t * (t + 1.0) * interpolated(wide_, from_edge_nm);
}

}  // namespace waferglow::simulated
