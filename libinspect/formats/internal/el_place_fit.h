// SPDX-License-Identifier: GPL-3.0-or-later
// Whether places of EL records are places of this wafer's dies: in another unit, too far apart, turned or of
// another wafer they fall on dies all the same, only on wrong ones.
#pragma once

#include "libinspect/geometry/die_grid.h"
#include "libinspect/geometry/frames.h"

#include <filesystem>
#include <span>

namespace waferglow {

/// Throws Error(input) with what the places show (scale, turn) where more than a few of them would fall on
/// another die than the one they are meant for, and where most share a die with others. `places`: from the
/// wafer's centre, um, x right, y up; an offset that all have in common is borne.
void check_el_places(const std::filesystem::path& path, const DieGrid& grid,
                     std::span<const WaferPoint> places);

}  // namespace waferglow
