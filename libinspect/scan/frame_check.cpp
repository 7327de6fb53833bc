// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/frame_check.h"

#include "libinspect/base/error.h"
#include "libinspect/scan/internal/channel_pairs.h"
#include "libinspect/scan/internal/channel_tiles.h"
#include "libinspect/scan/internal/checked_frames.h"
#include "libinspect/scan/internal/place_check.h"
#include "libinspect/scan/internal/tile_groups.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kLeastForAll = 3;  // frames at fault, before all positions are doubted
constexpr double kMostMisplaced = 0.2;   // share of a channel's frames
constexpr double kFramesWrong = 0.34;

/// The same pixels twice: a frame that stayed in the camera's queue, and is of one of two places.
void find_repeated(CheckedFrames& frames) {
    std::unordered_map<std::uint64_t, std::size_t> seen;
    for (std::size_t tile = 0; tile < frames.job.tiles.size(); ++tile) {
        const TileEvidence& evidence = frames.evidence[tile];
        if (!evidence.written || evidence.look.constant()) continue;
        const auto [first, is_new] = seen.try_emplace(evidence.look.digest, tile);
        if (is_new || frames.verdicts[tile].refused() || frames.verdicts[first->second].refused()) continue;
        frames.refuse_one(tile, first->second, {FrameFault::repeated, frames.job.tiles[first->second].name},
                          {FrameFault::repeated, frames.job.tiles[tile].name});
    }
}

/// Frames that took their place from one that is refused.
void find_borrowed(CheckedFrames& frames) {
    for (const TileGroup& group : group_by_position(frames.job, frames.order)) {
        if (!group.strongest || !frames.verdicts[*group.strongest].refused()) continue;
        for (const std::size_t tile : group.tiles) {
            const bool borrowed = frames.evidence[tile].written &&
                                  frames.evidence[tile].registration.source == RegistrationSource::borrowed;
            if (borrowed && !frames.verdicts[tile].refused())
                frames.verdicts[tile] = {FrameFault::place_borrowed, frames.job.tiles[*group.strongest].name};
        }
    }
}

/// A few frames may be at fault; many mean that something else is.
void doubt_all(const CheckedFrames& frames, std::size_t channel) {
    std::size_t measured = 0;
    std::size_t refused = 0;
    std::size_t of_the_place = 0;
    std::string example;
    for (const std::size_t tile : tiles_of(frames.job, channel)) {
        if (!frames.evidence[tile].written || frames.evidence[tile].rect.empty()) continue;
        ++measured;
        const FrameVerdict& verdict = frames.verdicts[tile];
        if (!verdict.refused()) continue;
        ++refused;
        if (info_of(verdict.fault).of_the_place) ++of_the_place;
        if (example.empty()) example = fmt::format("{} {}", frames.job.tiles[tile].name, verdict.reason());
    }
    const std::string& name = frames.job.channels[channel].name;
    const auto many = [measured](std::size_t count, double share) {
        return count >= kLeastForAll && static_cast<double>(count) > share * static_cast<double>(measured);
    };
    if (many(of_the_place, kMostMisplaced))
        throw Error(ErrorKind::job,
                    fmt::format("tile positions are not true: {} of {} tiles of channel {} do not fit "
                                "those beside them where they are said to lie; for example {}. Check that "
                                "x_um and y_um are not exchanged or reversed, that images are not turned or "
                                "mirrored, that each position has its own image (a camera that is a frame "
                                "late), the pixel size and the pitch",
                                of_the_place, measured, name, example));
    if (many(refused, kFramesWrong))
        throw Error(ErrorKind::job,
                    fmt::format("{} of {} tiles of channel {} can't be images of this wafer; for example "
                                "{}. Check exposure, shutter and camera",
                                refused, measured, name, example));
}

}  // namespace

std::vector<FrameVerdict> check_frames(const ScanJob& job, const DieMap& map,
                                       std::span<const TileEvidence> evidence, const GridPose& pose) {
    CheckedFrames frames(job, map, evidence, pose);
    for (ChannelCheck& channel : frames.channels) channel.check_alone();
    ChannelPairs pairs(frames);
    for (const std::size_t channel : frames.order) {
        frames.channels[channel].check_together(pairs.doubts_of(channel));
        find_borrowed(frames);  // before these are judged by a place that is not theirs
    }
    pairs.refuse_unlike();
    find_repeated(frames);
    find_borrowed(frames);
    for (std::size_t channel = 0; channel < frames.channels.size(); ++channel) {
        const ChannelCheck& check = frames.channels[channel];
        if (check.lit())
            check_places(job, channel, check.tiles(), check.overlaps(), check.borders(), frames.verdicts);
        doubt_all(frames, channel);
    }
    return std::move(frames.verdicts);
}

}  // namespace waferglow
