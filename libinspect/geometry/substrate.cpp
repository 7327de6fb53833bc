// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/geometry/substrate.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kNone = std::numeric_limits<double>::infinity();

double usable_flat_um(const Wafer& wafer, double flat_mm) {
    if (flat_mm <= 0.0) return kNone;
    return 1000.0 * flat_distance_mm(wafer.diameter_mm, flat_mm) - wafer.flat_exclusion_um();
}

std::vector<WaferPoint> rectangle(double half_x_um, double half_y_um) {
    return {
        {half_x_um, -half_y_um}, {half_x_um, half_y_um}, {-half_x_um, half_y_um}, {-half_x_um, -half_y_um}};
}

/// A circle that flats and a notch cut; lengths from the middle, infinite where there is none.
struct RoundEdge {
    double radius_um = 0.0;
    double primary_um = kNone;    ///< nothing is below -primary
    double secondary_um = kNone;  ///< nor right of this
    double notch_tip_um = kNone;  ///< nor where -y > tip + |x|
};

std::vector<WaferPoint> round_edge(const RoundEdge& edge, int segments) {
    std::vector<WaferPoint> points;
    points.reserve(static_cast<std::size_t>(segments));
    for (int i = 0; i < segments; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / segments;
        const double c = std::cos(angle);
        const double s = std::sin(angle);
        // Along a ray at an angle from its normal a chord lies at distance / cos(angle).
        double r = edge.radius_um;
        if (s < 0.0) r = std::min(r, edge.primary_um / -s);
        if (c > 0.0) r = std::min(r, edge.secondary_um / c);
        if (-s > std::abs(c)) r = std::min(r, edge.notch_tip_um / (-s - std::abs(c)));
        points.push_back({r * c, r * s});
    }
    return points;
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
    if (const Panel* panel = std::get_if<Panel>(&shape_))
        return rectangle(500.0 * panel->width_mm, 500.0 * panel->height_mm);
    const auto& wafer = std::get<Wafer>(shape_);
    const auto flat_um = [&wafer](double flat_mm) {
        return flat_mm > 0.0 ? 1000.0 * flat_distance_mm(wafer.diameter_mm, flat_mm) : kNone;
    };
    const double tip_um =
        wafer.notch_depth_mm > 0.0 ? wafer.radius_um() - 1000.0 * wafer.notch_depth_mm : kNone;
    return round_edge({.radius_um = wafer.radius_um(),
                       .primary_um = flat_um(wafer.primary_flat_mm),
                       .secondary_um = flat_um(wafer.secondary_flat_mm),
                       .notch_tip_um = tip_um},
                      segments);
}

std::vector<WaferPoint> Substrate::usable_outline_um(int segments) const {
    if (std::holds_alternative<Panel>(shape_)) return rectangle(usable_half_x_um_, usable_half_y_um_);
    return round_edge({.radius_um = usable_half_x_um_,
                       .primary_um = primary_um_,
                       .secondary_um = secondary_um_,
                       .notch_tip_um = notch_tip_um_},
                      segments);
}

}  // namespace waferglow
