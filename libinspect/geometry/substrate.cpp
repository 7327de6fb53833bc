// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/geometry/substrate.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kNone = std::numeric_limits<double>::infinity();

double usable_flat_um(const Wafer& wafer, double flat_mm) {
    if (flat_mm <= 0.0) return kNone;
    return 1000.0 * flat_distance_mm(wafer.diameter_mm, flat_mm) - wafer.flat_exclusion_um();
}

}  // namespace

void validate(const Panel& panel) {
    const auto check = [](bool good, const char* field, double value, const char* rule) {
        if (!good)
            throw Error(ErrorKind::input, fmt::format("panel: {} = {} must be {}", field, value, rule));
    };
    const auto is_length = [](double value) { return std::isfinite(value) && value > 0.0; };
    check(is_length(panel.width_mm), "width_mm", panel.width_mm, "a positive length");
    check(is_length(panel.height_mm), "height_mm", panel.height_mm, "a positive length");
    check(panel.edge_exclusion_mm >= 0.0 &&
              panel.edge_exclusion_mm < 0.5 * std::min(panel.width_mm, panel.height_mm),
          "edge_exclusion_mm", panel.edge_exclusion_mm, "zero or more and fit the panel");
}

Substrate::Substrate(const Wafer& wafer)
    : shape_(wafer),
      usable_half_x_um_(wafer.usable_radius_um()),
      usable_half_y_um_(wafer.usable_radius_um()),
      primary_um_(usable_flat_um(wafer, wafer.primary_flat_mm)),
      secondary_um_(usable_flat_um(wafer, wafer.secondary_flat_mm)),
      notch_tip_um_(wafer.notch_depth_mm > 0.0 ? wafer.usable_radius_um() - 1000.0 * wafer.notch_depth_mm
                                               : kNone) {}

Substrate::Substrate(const Panel& panel)
    : shape_(panel),
      usable_half_x_um_(500.0 * panel.width_mm - 1000.0 * panel.edge_exclusion_mm),
      usable_half_y_um_(500.0 * panel.height_mm - 1000.0 * panel.edge_exclusion_mm),
      primary_um_(kNone),
      secondary_um_(kNone),
      notch_tip_um_(kNone) {}

bool Substrate::inside_edge(const WaferRect& rect) const {
    const double reach_x = std::max(-rect.left, rect.right);
    const double reach_y = std::max(-rect.bottom, rect.top);
    if (std::holds_alternative<Panel>(shape_))
        return reach_x <= usable_half_x_um_ && reach_y <= usable_half_y_um_;
    if (reach_x * reach_x + reach_y * reach_y > usable_half_x_um_ * usable_half_x_um_) return false;
    return -rect.bottom <= primary_um_ && rect.right <= secondary_um_;
}

bool Substrate::in_notch(const WaferRect& rect) const {
    const double nearest_x = std::max({0.0, rect.left, -rect.right});
    return -rect.bottom > notch_tip_um_ + nearest_x;
}

double Substrate::eccentricity(WaferPoint p) const {
    if (std::holds_alternative<Panel>(shape_))
        return std::max(std::abs(p.x) / usable_half_x_um_, std::abs(p.y) / usable_half_y_um_);
    return std::hypot(p.x, p.y) / usable_half_x_um_;
}

int Substrate::zone(WaferPoint p, int zones) const {
    return static_cast<int>(std::min(eccentricity(p) * zones, static_cast<double>(zones - 1)));
}

std::vector<WaferPoint> Substrate::outline_um(int segments) const {
    if (const Panel* panel = std::get_if<Panel>(&shape_)) {
        const double x = 500.0 * panel->width_mm;
        const double y = 500.0 * panel->height_mm;
        return {{x, -y}, {x, y}, {-x, y}, {-x, -y}};
    }
    return waferglow::outline_um(std::get<Wafer>(shape_), segments);
}

}  // namespace waferglow
