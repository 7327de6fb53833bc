// SPDX-License-Identifier: GPL-3.0-or-later
// A pilot tile while the pose is being found, and the cells measured in it.
#pragma once

#include "libinspect/registration/internal/die_kernel.h"
#include "libinspect/registration/internal/motion_fit.h"
#include "libinspect/registration/pose.h"

#include <cstdint>
#include <limits>
#include <span>

namespace waferglow {

/// A pilot tile and what is known of it so far. Confined to one thread at a time.
struct Pilot {
    PilotTile tile;
    TileMotion motion;
    StagePoint lag;  ///< displacement of the dies against the pose at hand, modulo the lattice, um
    DieCells cells;
    DieKernel::Scratch kernel_scratch;
    MotionScratch motion_scratch;
};

/// Measures cells of a pilot, dies or not, under a pose: those of all its rows, or of rows evenly spread over
/// it that hold `enough` of them.
void measure_cells(Pilot& pilot, const DieKernel& kernel, const TileLattice& lattice,
                   const RegistrationSetup& setup, const ShadingSlopes& slopes,
                   std::int32_t enough = std::numeric_limits<std::int32_t>::max());

/// A lattice without rotation and excess scale whose dies lie as those of `lattice` in the image's middle.
[[nodiscard]] TileLattice untilted(const TileLattice& lattice, const DieGrid& grid, const CameraInfo& camera);

/// Measures cells of all rows, the same columns in each.
void measure_rectangle(Pilot& pilot, const DieKernel& kernel, const TileLattice& lattice,
                       const RegistrationSetup& setup, const ShadingSlopes& slopes);

/// Without a flat: the fall-off of the light as the dies of pilots that were found show it themselves.
[[nodiscard]] Shading shading_of_dies(std::span<const Pilot> pilots, const CameraInfo& camera);

}  // namespace waferglow
