// SPDX-License-Identifier: GPL-3.0-or-later
// Where the die grid really lies over the whole wafer: scale * R(rotation) * nominal + offset.
//
// Use: choose_pilots -> find_pose on those tiles -> a TileLocator for every tile of the scan -> fit_pose over
// all results. The windows of the dies follow the pilots' pose plus each tile's own shift; the pose reported
// is the final fit. Everything here is deterministic for any number of threads.
//
// find_pose: (1) per tile the first harmonic of every die cell of an ideal, untilted lattice; rotation and
// scale are the peak of the joint periodogram of these fields, which needs neither a start value nor complete
// rows. (2) Rotation and scale from inside the tiles, free of stage jitter; then tile by tile outwards from
// the middle, each displacement taken modulo the pitch nearest to what the fit so far predicts. (3)
// Generalised least squares with the jitter as a random effect, its variance from the residuals. (4) The
// lattice gives the offset only modulo the pitch: the smallest is kept unless the pattern of lit cells
// against existing dies says otherwise (light where no die exists counts strongly, darkness where one exists
// weakly).
#pragma once

#include "libinspect/registration/tile_registration.h"

#include <cstddef>
#include <span>
#include <vector>

namespace waferglow {

/// One image taken to find the pose, and where the stage reported its middle.
struct PilotTile {
    ImageView image;
    StagePoint reported;
};

/// Positions (ascending) of at most `count` tiles to find the pose from: spread over the wafer, each with a
/// fair share of dies, the edges of the grid on all sides among them.
[[nodiscard]] std::vector<std::size_t> choose_pilots(std::span<const StagePoint> reported,
                                                     const RegistrationSetup& setup, std::size_t count = 16);

/// The pose from pilot tiles of the strongest channel. Throws Error(job) where none of them shows the grid.
[[nodiscard]] PoseEstimate find_pose(std::span<const PilotTile> pilots, const RegistrationSetup& setup);

/// A tile's result and where the stage reported it.
struct PlacedTile {
    StagePoint reported;
    TileRegistration registration;
};

/// The final pose over all tiles of all channels.
struct PoseFit {
    GridPose pose;
    /// What is left after each tile's own shift: root mean square over tiles of the mean misfit of its
    /// quadrants, an axis.
    double rms_um = 0.0;
    double jitter_rms_um = 0.0;  ///< root mean square of the tiles' shifts against this pose, an axis
    double offset_sigma_um = 0.0;
    double rotation_sigma_rad = 0.0;
    double scale_sigma = 0.0;
    int own = 0;
    int borrowed = 0;
    int predicted = 0;
};

/// Fits the pose to the results of a TileLocator that worked with `used`. Only tiles with a shift of their
/// own take part; without any, the pose used is returned. Sums run in the order given: sort by tile.
[[nodiscard]] PoseFit fit_pose(std::span<const PlacedTile> tiles, const PoseEstimate& used,
                               const CameraInfo& camera);

}  // namespace waferglow
