// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/frame_check.h"

#include "libinspect/base/error.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/scan/channel_check.h"
#include "libinspect/scan/channel_match.h"
#include "libinspect/scan/channel_pass.h"
#include "libinspect/scan/position_index.h"
#include "libinspect/scan/tile_groups.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <unordered_map>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kLeastForAll = 3;  // frames at fault, before all positions are doubted
constexpr double kPlacesWrong = 0.2;     // share of a channel's frames
constexpr double kFramesWrong = 0.34;

/// All channels of a scan, and what is found between them.
class FrameCheck {
  public:
    FrameCheck(const ScanJob& job, const DieMap& map, std::span<const TileEvidence> evidence,
               const GridPose& pose)
        : job_(job), evidence_(evidence), verdicts_(job.tiles.size()) {
        for (std::size_t channel = 0; channel < job.channels.size(); ++channel)
            channels_.emplace_back(job, channel, map, evidence, pose, verdicts_);
    }

    std::vector<FrameVerdict> run() {
        for (ChannelCheck& channel : channels_) channel.run();
        find_whole_pitches();
        find_repeated();
        find_borrowed();
        for (std::size_t channel = 0; channel < channels_.size(); ++channel) doubt_all(channel);
        return std::move(verdicts_);
    }

  private:
    [[nodiscard]] std::size_t channel_of(std::size_t tile) const {
        return static_cast<std::size_t>(job_.tiles[tile].channel);
    }
    [[nodiscard]] bool usable(std::size_t tile) const {
        return evidence_[tile].written && !verdicts_[tile].refused() && channels_[channel_of(tile)].lit();
    }

    /// Frames whose dies match those of the other channels at their place only whole dies away. Of two that
    /// differ, the one that agrees with the tiles around it is right; where that is not known, neither is
    /// believed.
    void find_whole_pitches() {
        for (const TileGroup& group : group_by_position(job_, strongest_first(job_.channels))) {
            std::vector<std::size_t> tiles = group.tiles;
            std::erase_if(tiles, [this](std::size_t tile) { return !usable(tile); });
            for (std::size_t i = 0; i < tiles.size(); ++i) {
                for (std::size_t k = i + 1; k < tiles.size(); ++k) compare(tiles[i], tiles[k]);
            }
        }
    }

    void compare(std::size_t tile, std::size_t other) {
        if (!usable(tile) || !usable(other)) return;
        const ChannelCheck& channel = channels_[channel_of(tile)];
        const ChannelCheck& beside = channels_[channel_of(other)];
        const ChannelMatch match = match_channels(channel.tiles(), channel.number_of(tile),
                                                  *beside.tiles().light, beside.tiles().typical_light);
        if (!match.displaced()) return;
        const bool sound = channel.agrees_around(channel.number_of(tile));
        const bool other_sound = beside.agrees_around(beside.number_of(other));
        const auto refuse = [&](std::size_t which, std::size_t against) {
            verdicts_[which] = {FrameFault::pitch_off,
                                fmt::format("against {}: {} columns and {} rows", job_.tiles[against].name,
                                            match.cols, match.rows)};
        };
        if (!sound || other_sound) refuse(tile, other);
        if (!other_sound || sound) refuse(other, tile);
    }

    /// The same pixels twice: a frame that stayed in the camera's queue. The later one is not of its place,
    /// unless the earlier is known to be at fault.
    void find_repeated() {
        std::unordered_map<std::uint64_t, std::size_t> seen;
        for (std::size_t tile = 0; tile < job_.tiles.size(); ++tile) {
            const TileEvidence& evidence = evidence_[tile];
            if (!evidence.written || evidence.look.constant()) continue;
            const auto [first, is_new] = seen.try_emplace(evidence.look.digest, tile);
            if (is_new || verdicts_[tile].refused() || verdicts_[first->second].refused()) continue;
            verdicts_[tile] = {FrameFault::repeated, job_.tiles[first->second].name};
        }
    }

    void find_borrowed() {
        for (const TileGroup& group : group_by_position(job_, strongest_first(job_.channels))) {
            if (!group.strongest || !verdicts_[*group.strongest].refused()) continue;
            for (const std::size_t tile : group.tiles) {
                const bool borrowed =
                    evidence_[tile].written &&
                    evidence_[tile].registration.source == RegistrationSource::borrowed;
                if (borrowed && !verdicts_[tile].refused())
                    verdicts_[tile] = {FrameFault::place_borrowed, job_.tiles[*group.strongest].name};
            }
        }
    }

    /// A few frames may be at fault; many mean that something else is.
    void doubt_all(std::size_t channel) const {
        std::size_t frames = 0;
        std::size_t refused = 0;
        std::size_t of_the_place = 0;
        std::string example;
        for (const std::size_t tile : tiles_of(job_, channel)) {
            if (!evidence_[tile].written || evidence_[tile].rect.empty()) continue;
            ++frames;
            const FrameVerdict& verdict = verdicts_[tile];
            if (!verdict.refused()) continue;
            ++refused;
            if (info_of(verdict.fault).of_the_place) ++of_the_place;
            if (example.empty()) example = fmt::format("{} {}", job_.tiles[tile].name, verdict.reason());
        }
        const std::string& name = job_.channels[channel].name;
        const auto many = [frames](std::size_t count, double share) {
            return count >= kLeastForAll && static_cast<double>(count) > share * static_cast<double>(frames);
        };
        if (many(of_the_place, kPlacesWrong))
            throw Error(ErrorKind::job,
                        fmt::format("tile positions are not true: {} of {} tiles of channel {} do not fit "
                                    "those beside them where they are said to lie; for example {}. Check that "
                                    "x_um and y_um are not exchanged or reversed, that each position has its "
                                    "own image (a camera that is a frame late), the pixel size and the pitch",
                                    of_the_place, frames, name, example));
        if (many(refused, kFramesWrong))
            throw Error(ErrorKind::job,
                        fmt::format("{} of {} tiles of channel {} can't be images of this wafer; for example "
                                    "{}. Check exposure, shutter and camera",
                                    refused, frames, name, example));
    }

    const ScanJob& job_;
    std::span<const TileEvidence> evidence_;
    std::vector<FrameVerdict> verdicts_;
    std::deque<ChannelCheck> channels_;
};

}  // namespace

void check_positions(const ScanJob& job) {
    constexpr double kSamePlace = 0.01;  // of the field of view
    const double near_um = kSamePlace * job.camera.pixel_um * std::min(job.camera.width_px, job.camera.height_px);
    for (std::size_t channel = 0; channel < job.channels.size(); ++channel) {
        const std::vector<StagePoint> middles = positions_of(job, tiles_of(job, channel));
        const PositionIndex index(middles, near_um);
        std::size_t repeated = 0;
        for (std::size_t i = 0; i < middles.size(); ++i) repeated += index.find(middles[i]) != i ? 1 : 0;
        if (repeated < kLeastForAll || 2 * repeated < middles.size()) continue;
        throw Error(ErrorKind::job,
                    fmt::format("tile positions are not true: {} of {} tiles of channel {} are said to lie where "
                                "another tile of it lies, the first at ({:.0f}, {:.0f}) um. Check what the stage "
                                "reported (tiles.csv of a recording)",
                                repeated, middles.size(), job.channels[channel].name, middles.front().x,
                                middles.front().y));
    }
}

std::vector<FrameVerdict> check_frames(const ScanJob& job, const DieMap& map,
                                       std::span<const TileEvidence> evidence, const GridPose& pose) {
    return FrameCheck(job, map, evidence, pose).run();
}

}  // namespace waferglow
