// SPDX-License-Identifier: GPL-3.0-or-later
// Whether dies lie where the fields and staggers of a grid have them.
//
// The pose moves, turns and stretches the grid as a whole; it can't mend a wrong stagger or a street between
// fields that is wider than told. Half of the dies would then be measured beside themselves.
#pragma once

#include "libinspect/geometry/die_grid.h"
#include "libinspect/registration/internal/die_kernel.h"

#include <optional>
#include <span>

namespace waferglow {

/// By how much the street between fields is wider than told, pitches; what one tile tells of it.
struct StreetStep {
    double wider = 0.0;
    double variance = 0.0;  ///< of `wider`
};

/// How the dies of one tile lie against a grid, in pitches, -0.5 to 0.5.
struct StepsMisfit {
    double odd_rows_right = 0.0;         ///< of odd rows against even ones, beyond what the grid says
    double odd_cols_up = 0.0;            ///< of odd columns against even ones
    double columns = 0.0;                ///< root mean square over columns of where they lie along x
    double rows = 0.0;                   ///< over rows, along y
    std::optional<StreetStep> street_x;  ///< nothing where the tile shows too little of two fields
    std::optional<StreetStep> street_y;
};

/// From cells of one tile, measured by the period method under a lattice that fits in the mean.
[[nodiscard]] StepsMisfit steps_misfit(const DieCells& cells, const GridSteps& steps);

/// Throws Error(job) with what the tiles show where the median tile lies so far off that its dies can't be
/// measured. Nothing is said without tiles.
void check_steps(std::span<const StepsMisfit> tiles, const DieGrid& grid);

}  // namespace waferglow
