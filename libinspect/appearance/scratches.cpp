// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/internal/scratches.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace waferglow::appearance {
namespace {

constexpr double kLeastStraightness = 0.5;
constexpr double kMostTurn_rad = 0.26;  // 15 degrees: short pieces tell their direction no better
constexpr double kSide_px = 2.5;        // off the other's axis

bool drawn_out(const Spot& spot) {
    return spot.features[Feature::straightness] >= kLeastStraightness &&
           spot.features.touches != Touches::none;
}

/// Distance of a point from the line through `spot` along its axis, um.
double off_axis_um(const PlacedSpot& s, WaferPoint center, WaferPoint p) {
    const double dx = p.x - center.x - s.spot->x_um;
    const double dy = p.y - center.y - s.spot->y_um;
    return std::abs(dy * std::cos(s.spot->angle_rad) - dx * std::sin(s.spot->angle_rad));
}

bool collinear(const PlacedSpot& a, const PlacedSpot& b, const DieGrid& grid, double pixel_um) {
    double turn = std::fmod(std::abs(a.spot->angle_rad - b.spot->angle_rad), std::numbers::pi);
    turn = std::min(turn, std::numbers::pi - turn);
    if (turn > kMostTurn_rad) return false;
    const WaferPoint ca = grid.center(a.die);
    const WaferPoint cb = grid.center(b.die);
    const double most = kSide_px * pixel_um + 0.5 * std::max(a.spot->features[Feature::width_um],
                                                             b.spot->features[Feature::width_um]);
    return off_axis_um(a, ca, {cb.x + b.spot->x_um, cb.y + b.spot->y_um}) <= most &&
           off_axis_um(b, cb, {ca.x + a.spot->x_um, ca.y + a.spot->y_um}) <= most;
}

/// Sets of spots that belong together.
class Groups {
  public:
    explicit Groups(std::size_t count) : parent_(count) {
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    }
    std::size_t of(std::size_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) {
        const std::size_t p = of(a);
        const std::size_t q = of(b);
        parent_[std::max(p, q)] = std::min(p, q);
    }

  private:
    std::vector<std::size_t> parent_;
};

}  // namespace

std::vector<std::size_t> join_lines(std::span<const PlacedSpot> spots, const DieGrid& grid, double pixel_um) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < spots.size(); ++i) {
        if (drawn_out(*spots[i].spot)) order.push_back(i);
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return spots[i].die; });
    Groups groups(spots.size());
    const auto of_die = [&](DieIndex die) {
        return std::ranges::equal_range(order, die, {}, [&](std::size_t i) { return spots[i].die; });
    };
    for (const std::size_t i : order) {
        const DieIndex die = spots[i].die;
        for (const DieIndex next : {DieIndex{die.row, die.col + 1}, DieIndex{die.row + 1, die.col - 1},
                                    DieIndex{die.row + 1, die.col}, DieIndex{die.row + 1, die.col + 1}}) {
            for (const std::size_t j : of_die(next)) {
                if (collinear(spots[i], spots[j], grid, pixel_um)) groups.join(i, j);
            }
        }
    }
    std::vector<std::size_t> members(spots.size(), 0);
    for (const std::size_t i : order) ++members[groups.of(i)];
    std::vector<std::size_t> number(spots.size(), kNoLine);
    std::vector<std::size_t> line(spots.size(), kNoLine);
    std::size_t lines = 0;
    for (std::size_t i = 0; i < spots.size(); ++i) {
        const std::size_t group = groups.of(i);
        if (members[group] < 2) continue;
        if (number[group] == kNoLine) number[group] = lines++;
        line[i] = number[group];
    }
    return line;
}

}  // namespace waferglow::appearance
