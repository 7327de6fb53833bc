// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/checked_frames.h"

#include "libinspect/geometry/channel_order.h"

namespace waferglow {

CheckedFrames::CheckedFrames(const ScanJob& the_job, const DieMap& map,
                             std::span<const TileEvidence> of_tiles, const GridPose& pose)
    : job(the_job),
      evidence(of_tiles),
      order(order_of_work(the_job.channels)),
      verdicts(the_job.tiles.size()) {
    for (std::size_t channel = 0; channel < job.channels.size(); ++channel)
        channels.emplace_back(job, channel, map, evidence, pose, verdicts);
}

bool CheckedFrames::usable(std::size_t tile) const {
    return evidence[tile].written && !verdicts[tile].refused() && channels[channel_of(tile)].lit();
}

void CheckedFrames::refuse_one(std::size_t one, std::size_t other, const FrameVerdict& of_one,
                               const FrameVerdict& of_other) {
    const bool sound = agrees_around(one);
    const bool other_sound = agrees_around(other);
    const bool doubtful = contradicted(one);
    const bool other_doubtful = contradicted(other);
    const bool only_one = sound != other_sound ? other_sound : doubtful && !other_doubtful;
    const bool only_other = sound != other_sound ? sound : other_doubtful && !doubtful;
    if (!only_other) verdicts[one] = of_one;
    if (!only_one) verdicts[other] = of_other;
}

bool CheckedFrames::agrees_around(std::size_t tile) const {
    const ChannelCheck& channel = channels[channel_of(tile)];
    return channel.agrees_around(channel.number_of(tile));
}

bool CheckedFrames::contradicted(std::size_t tile) const {
    const ChannelCheck& channel = channels[channel_of(tile)];
    return channel.contradicted(channel.number_of(tile));
}

}  // namespace waferglow
