// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/located_pilots.h"

#include "libinspect/geometry/channel.h"
#include "libinspect/scan/internal/channel_tiles.h"

#include <span>
#include <utility>

namespace waferglow {
namespace {

/// The locator of a channel. Where its kind leaves open how dies look against the streets, the pilots among
/// its `tiles` tell.
std::unique_ptr<TileLocator> locator_of(const ScanJob& job, std::size_t channel, RegistrationSetup setup,
                                        const PoseEstimate& estimate, const PilotFrames& pilots,
                                        std::span<const std::size_t> tiles) {
    const GridSight sight = info_of(job.channels[channel].kind).grid_sight;
    std::unique_ptr<TileLocator> locator = make_locator(sight, setup, estimate);
    if (setup.contrast != DieContrast::unknown) return locator;
    const std::unique_ptr<TileLocator::Scratch> scratch = locator->make_scratch();
    std::vector<TileRegistration> found;
    for (std::size_t i = 0; i < pilots.chosen.size(); ++i) {
        const StagePoint reported = job.tiles[tiles[pilots.chosen[i]]].position;
        found.push_back(locator->locate(pilots.views[i], reported, nullptr, *scratch));
    }
    setup.contrast = contrast_of(found, job.grid);
    return setup.contrast == DieContrast::unknown ? std::move(locator) : make_locator(sight, setup, estimate);
}

}  // namespace

RegistrationSetup registration_setup(const ScanJob& job, const DiePresence& presence, std::size_t channel) {
    const Image* dark = job.dark_of(channel);
    const Image* flat = job.flat_of(channel);
    return {.grid = job.grid,
            .presence = &presence,
            .camera = job.camera,
            .dark = dark == nullptr ? ImageView{} : dark->view(),
            .flat = flat == nullptr ? ImageView{} : flat->view(),
            .contrast = can(job.channels[channel], &ChannelKindInfo::glows) ? DieContrast::bright
                                                                            : DieContrast::unknown};
}

TileLattice lattice_of(const ScanJob& job, const GridPose& pose, std::size_t tile,
                       const TileRegistration& registration) {
    const StagePoint reported = job.tiles[tile].position;
    return lattice_in_tile(job.grid, pose, job.camera,
                           {reported.x + registration.shift_x_um, reported.y + registration.shift_y_um});
}

LocatedPilots locate_pilots(TileSource& source, const DiePresence& presence, std::size_t channel,
                            const PoseEstimate& estimate, const PilotRequest& request,
                            const std::stop_token& stop) {
    const ScanJob& job = source.job();
    const std::vector<std::size_t> tiles = tiles_of(job, channel);
    const RegistrationSetup setup = registration_setup(job, presence, channel);
    LocatedPilots result{
        .frames = load_pilots(source, tiles, setup, request, stop), .locator = {}, .pilots = {}};
    result.locator = locator_of(job, channel, setup, estimate, result.frames, tiles);
    const std::unique_ptr<TileLocator::Scratch> scratch = result.locator->make_scratch();
    for (std::size_t i = 0; i < result.frames.chosen.size(); ++i) {
        const std::size_t tile = tiles[result.frames.chosen[i]];
        const ImageView image = result.frames.views[i];
        const TileRegistration where =
            result.locator->locate(image, job.tiles[tile].position, nullptr, *scratch);
        result.pilots.push_back({image, lattice_of(job, estimate.pose, tile, where)});
    }
    return result;
}

}  // namespace waferglow
