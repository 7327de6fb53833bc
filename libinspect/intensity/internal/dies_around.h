// SPDX-License-Identifier: GPL-3.0-or-later
// Where the dies around one lie if columns are staggered, and what its pixels see of them. Internal to this
// room.
#pragma once

#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/internal/raster_light.h"
#include "libinspect/intensity/windows.h"

#include <array>
#include <vector>

namespace waferglow {

/// A die near another one.
struct DisplacedDie {
    DieIndex at;       ///< counted from the other
    PixelPoint by_px;  ///< from centre to centre
};

/// The dies whose light may reach the cell of a die, in the order of DiesAround::of. Streets between fields
/// are taken to be no wider than others.
[[nodiscard]] std::array<std::vector<DisplacedDie>, 4> displaced_dies(const TileLattice& lattice);

/// Fills what a plan says of the dies around. Immutable, thread-safe.
class AroundPlanner {
  public:
    /// `blur_px` with the slant of tilted dies.
    AroundPlanner(const TileLattice& lattice, double blur_x_px, double blur_y_px);

    /// How far to both sides of a die no other one comes nearer than the plan's guard to its background
    /// pixels: half a pitch at most; negative where none remain.
    [[nodiscard]] double free_half_px(const WindowPlan& plan) const;
    /// Writes `plan.around`, whose axes, streets and choice are known.
    void plan(WindowPlan& plan) const;

  private:
    [[nodiscard]] double street_cv2(const WindowPlan& plan) const;

    std::array<std::vector<DisplacedDie>, 4> dies_;
    RasterLight light_x_, light_y_;
};

/// Light of all dies in the background pixels of a cell, in light of one die, the mean over its places.
[[nodiscard]] double light_in_streets(const WindowPlan& plan);

}  // namespace waferglow
