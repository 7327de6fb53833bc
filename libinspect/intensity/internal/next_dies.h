// SPDX-License-Identifier: GPL-3.0-or-later
// Which dies spill light on which where the grid is not uniform. Internal to this room.
#pragma once

#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/windows.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow::kernel {

/// How far the dies next to those of a rectangle differ from the ones a pitch away that a plan's tables are
/// made for: across the wider street between two fields less light arrives. Staggered rows have tables of
/// their own (AxisPlan::next_row), and so have staggered columns (WindowPlan::around).
class NextDies {
  public:
    NextDies() = default;  ///< of a uniform grid
    NextDies(const TileLattice& lattice, const DieRect& rect, const WindowPlan& plan);

    /// False where fields make no difference: shares are 1.
    [[nodiscard]] bool has_fields() const { return !before_.empty(); }
    /// Shares of the light that arrives from the die before and after, by column of the rectangle; readable
    /// some columns farther.
    [[nodiscard]] const float* before() const { return before_.data(); }
    [[nodiscard]] const float* after() const { return after_.data(); }
    /// The same from the rows above and below; row -1 (as of std::size_t) is the one above the rectangle.
    [[nodiscard]] float above(std::size_t row) const { return has_fields() ? above_[row + 1] : 1.0F; }
    [[nodiscard]] float below(std::size_t row) const { return has_fields() ? below_[row + 1] : 1.0F; }

  private:
    std::vector<float> before_, after_, above_, below_;
};

}  // namespace waferglow::kernel
