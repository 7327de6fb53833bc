// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/scan_pose.h"

#include "libinspect/scan/internal/channel_tiles.h"
#include "libinspect/scan/internal/dark_check.h"
#include "libinspect/scan/internal/located_pilots.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace waferglow {

PoseEstimate find_scan_pose(TileSource& source, const DiePresence& presence, std::size_t channel,
                            const PilotOptions& options) {
    const ScanJob& job = source.job();
    const std::vector<std::size_t> tiles = tiles_of(job, channel);
    RegistrationSetup setup = registration_setup(job, presence, channel);
    std::optional<DiePresence> cells;  // only test structures and marks tell them from the dies
    if (!job.layout.kinds().empty()) setup.cells = &cells.emplace(job.grid, job.wafer);
    const PilotFrames frames =
        load_pilots(source, tiles, setup, {.keep_going = options.keep_going}, options.stop);
    std::vector<PilotTile> pilots;
    for (std::size_t i = 0; i < frames.chosen.size(); ++i)
        pilots.push_back({frames.views[i], job.tiles[tiles[frames.chosen[i]]].position});
    const PoseEstimate estimate = find_pose(pilots, setup);
    if (job.dark) {
        const PilotTile& middle = *std::ranges::min_element(pilots, {}, [](const PilotTile& pilot) {
            return std::hypot(pilot.reported.x, pilot.reported.y);
        });
        check_dark(job.dark->view(), middle.image, middle.reported, setup, estimate);
    }
    return estimate;
}

}  // namespace waferglow
