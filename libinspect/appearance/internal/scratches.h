// SPDX-License-Identifier: GPL-3.0-or-later
// Lines that run over several dies, joined in the wafer's frame.
#pragma once

#include "libinspect/appearance/spots.h"
#include "libinspect/geometry/die_grid.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow::appearance {

/// A spot and its die.
struct PlacedSpot {
    DieIndex die;
    const Spot* spot = nullptr;
};

/// For each spot the number of the line that it is a piece of, from 0 on in the order of their first spots;
/// kNoLine: of none. Spots of neighbouring dies belong together where both are drawn out, reach the edge of
/// their die, and each lies on the other's long axis. `pixel_um` bounds how well that is known.
inline constexpr std::size_t kNoLine = static_cast<std::size_t>(-1);
[[nodiscard]] std::vector<std::size_t> join_lines(std::span<const PlacedSpot> spots, const DieGrid& grid,
                                                  double pixel_um);

}  // namespace waferglow::appearance
