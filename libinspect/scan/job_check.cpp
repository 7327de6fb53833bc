// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/job_check.h"

#include "libinspect/base/error.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/scan/internal/channel_tiles.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {

void check_channels(const ScanJob& job) {
    for (std::size_t channel = 0; channel < job.channels.size(); ++channel) {
        const bool needed = can(job.channels[channel], &ChannelKindInfo::judged);
        if (!needed || !tiles_of(job, channel).empty()) continue;
        throw Error(ErrorKind::input,
                    fmt::format("channel '{}' has no tile, and dies are judged by it: add its tiles to the "
                                "list, or take the channel out",
                                job.channels[channel].name));
    }
}

void check_measured(const DieMap& map, std::span<const Channel> channels) {
    for (const Channel& channel : channels) {
        if (!can(channel, &ChannelKindInfo::judged)) continue;
        const Layer* light = map.find(layer_name(channel, Quantity::sum));
        if (light == nullptr || std::ranges::any_of(light->values, [](float sum) { return sum == sum; }))
            continue;
        throw Error(ErrorKind::job,
                    fmt::format("channel '{}': none of its tiles shows a die whole where the grid has one; "
                                "check x0_um, y0_um, rows, cols and the tiles' positions",
                                channel.name));
    }
}

void check_scale(const ScanJob& job, const GridPose& pose) {
    constexpr double kMostScale = 0.006;  // stages err by some 0.1 %
    const double off = pose.scale - 1.0;
    if (std::abs(off) <= kMostScale) return;
    throw Error(ErrorKind::job,
                fmt::format("dies lie {:.2f} % {} in the images than the pitch of {} x {} um says: correct "
                            "pixel_um, {} (by the dies it is {:.5g}), or the pitch",
                            100.0 * std::abs(off), off < 0.0 ? "closer together" : "further apart",
                            job.grid.pitch_x_um, job.grid.pitch_y_um, job.camera.pixel_um,
                            job.camera.pixel_um / pose.scale));
}

}  // namespace waferglow
