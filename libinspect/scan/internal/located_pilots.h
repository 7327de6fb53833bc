// SPDX-License-Identifier: GPL-3.0-or-later
// Pilot tiles of a channel with the place of their dies: what the passes of a channel learn from.
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/registration/internal/tile_locator.h"
#include "libinspect/registration/pose.h"
#include "libinspect/scan/internal/pilot_frames.h"
#include "libinspect/scan/tile_source.h"

#include <cstddef>
#include <memory>
#include <stop_token>
#include <vector>

namespace waferglow {

/// How tiles of `channel` are located: with its own frames.
[[nodiscard]] RegistrationSetup registration_setup(const ScanJob& job, const DiePresence& presence,
                                                   std::size_t channel);
/// Where the dies of a tile lie that was located so.
[[nodiscard]] TileLattice lattice_of(const ScanJob& job, const GridPose& pose, std::size_t tile,
                                     const TileRegistration& registration);

struct LocatedPilot {
    ImageView image;  ///< of LocatedPilots::frames
    TileLattice lattice;
};

struct LocatedPilots {
    PilotFrames frames;
    std::unique_ptr<TileLocator> locator;  ///< of all tiles of the channel
    std::vector<LocatedPilot> pilots;
};

/// Loads pilots of `channel` (see load_pilots) and locates them.
[[nodiscard]] LocatedPilots locate_pilots(TileSource& source, const DiePresence& presence,
                                          std::size_t channel, const PoseEstimate& estimate,
                                          const PilotRequest& request, const std::stop_token& stop);

}  // namespace waferglow
