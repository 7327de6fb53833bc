// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/frame_check.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/scan/channel_check.h"
#include "libinspect/scan/channel_match.h"
#include "libinspect/scan/channel_pass.h"
#include "libinspect/scan/position_index.h"
#include "libinspect/scan/tile_groups.h"

#include <algorithm>
#include <cmath>
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
        for (ChannelCheck& channel : channels_) channel.check_alone();
        match_all();
        for (std::size_t channel = 0; channel < channels_.size(); ++channel)
            channels_[channel].check_together(doubts_of(channel));
        find_whole_pitches();
        find_repeated();
        find_borrowed();
        for (std::size_t channel = 0; channel < channels_.size(); ++channel) {
            check_places(channel);
            doubt_all(channel);
        }
        return std::move(verdicts_);
    }

  private:
    [[nodiscard]] std::size_t channel_of(std::size_t tile) const {
        return static_cast<std::size_t>(job_.tiles[tile].channel);
    }
    [[nodiscard]] bool usable(std::size_t tile) const {
        return evidence_[tile].written && !verdicts_[tile].refused() && channels_[channel_of(tile)].lit();
    }

    /// Two channels' tiles of one place.
    struct Pair {
        std::size_t tile = 0;
        std::size_t other = 0;
        ChannelMatch match;
    };

    /// Matches the tiles of every place with each other.
    void match_all() {
        for (const TileGroup& group : group_by_position(job_, order_of_work(job_.channels))) {
            for (std::size_t i = 0; i < group.tiles.size(); ++i) {
                for (std::size_t k = i + 1; k < group.tiles.size(); ++k) {
                    if (usable(group.tiles[i]) && usable(group.tiles[k]))
                        pairs_.push_back({group.tiles[i], group.tiles[k], {}});
                }
            }
        }
        parallel_blocks(pairs_.size(), 1, [this](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                Pair& pair = pairs_[i];
                const ChannelCheck& channel = channels_[channel_of(pair.tile)];
                const ChannelTiles& beside = channels_[channel_of(pair.other)].tiles();
                pair.match = match_channels(channel.tiles(), channel.number_of(pair.tile), *beside.light,
                                            beside.typical_light);
            }
        });
    }

    /// How much less each tile of a channel matches the other channels than tiles usually do: 0 to 1.
    [[nodiscard]] std::vector<double> doubts_of(std::size_t channel) const {
        constexpr double kLeastUsual = 0.4;  // channels that hardly match say nothing
        std::vector<double> doubts(channels_[channel].tiles().tiles.size(), 0.0);
        for (std::size_t other = 0; other < channels_.size(); ++other) {
            std::vector<double> usual;
            for_pairs(channel, other,
                      [&](std::size_t, const ChannelMatch& match) { usual.push_back(match.correlation); });
            if (usual.empty()) continue;
            const double typical = upper_median(usual);
            if (typical < kLeastUsual) continue;
            for_pairs(channel, other, [&](std::size_t tile, const ChannelMatch& match) {
                double& doubt = doubts[channels_[channel].number_of(tile)];
                doubt = std::max(doubt, std::clamp(1.0 - match.correlation / typical, 0.0, 1.0));
            });
        }
        return doubts;
    }

    /// Calls `visit` for the tiles of `channel` that were matched with those of `other`.
    template <class Visit>
    void for_pairs(std::size_t channel, std::size_t other, const Visit& visit) const {
        constexpr int kLeastDies = 40;
        for (const Pair& pair : pairs_) {
            if (pair.match.dies < kLeastDies) continue;
            if (channel_of(pair.tile) == channel && channel_of(pair.other) == other)
                visit(pair.tile, pair.match);
            if (channel_of(pair.other) == channel && channel_of(pair.tile) == other)
                visit(pair.other, pair.match);
        }
    }

    /// Frames whose dies match those of the other channels at their place only whole dies away. Of two that
    /// differ, the one that agrees with the tiles around it is right; where that is not known, neither is
    /// believed.
    void find_whole_pitches() {
        for (const Pair& pair : pairs_) {
            if (!pair.match.displaced() || !usable(pair.tile) || !usable(pair.other)) continue;
            const bool sound = agrees_around(pair.tile);
            const bool other_sound = agrees_around(pair.other);
            const auto refuse = [&](std::size_t which, std::size_t against) {
                verdicts_[which] = {FrameFault::pitch_off,
                                    fmt::format("against {}: {} columns and {} rows",
                                                job_.tiles[against].name, pair.match.cols, pair.match.rows)};
            };
            if (!sound || other_sound) refuse(pair.tile, pair.other);
            if (!other_sound || sound) refuse(pair.other, pair.tile);
        }
    }

    [[nodiscard]] bool agrees_around(std::size_t tile) const {
        const ChannelCheck& channel = channels_[channel_of(tile)];
        return channel.agrees_around(channel.number_of(tile));
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
        for (const TileGroup& group : group_by_position(job_, order_of_work(job_.channels))) {
            if (!group.strongest || !verdicts_[*group.strongest].refused()) continue;
            for (const std::size_t tile : group.tiles) {
                const bool borrowed = evidence_[tile].written &&
                                      evidence_[tile].registration.source == RegistrationSource::borrowed;
                if (borrowed && !verdicts_[tile].refused())
                    verdicts_[tile] = {FrameFault::place_borrowed, job_.tiles[*group.strongest].name};
            }
        }
    }

    /// Tiles must lie nearer to where the stage says than half a pitch, or nobody knows which die is which.
    void check_places(std::size_t channel) const {
        constexpr std::size_t kLeastTiles = 6;
        constexpr double kMostOfPitch = 0.15;  // half the tiles; places by chance have a quarter
        std::vector<double> off_x;
        std::vector<double> off_y;
        for (const std::size_t tile : tiles_of(job_, channel)) {
            const TileRegistration& where = evidence_[tile].registration;
            if (!usable(tile) || where.source != RegistrationSource::own) continue;
            off_x.push_back(std::abs(where.shift_x_um));
            off_y.push_back(std::abs(where.shift_y_um));
        }
        if (off_x.size() < kLeastTiles) return;
        const double x_um = upper_median(off_x);
        const double y_um = upper_median(off_y);
        if (x_um < kMostOfPitch * job_.grid.pitch_x_um && y_um < kMostOfPitch * job_.grid.pitch_y_um) return;
        throw Error(
            ErrorKind::job,
            fmt::format("tile positions are not true: half the tiles of channel {} lie more than "
                        "{:.1f} um in x or {:.1f} um in y from where they are said to lie, modulo the "
                        "pitch of {} x {} um: which die is which can't be told. Check the positions, "
                        "the pixel size and the pitch",
                        job_.channels[channel].name, x_um, y_um, job_.grid.pitch_x_um, job_.grid.pitch_y_um));
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
            throw Error(
                ErrorKind::job,
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
    std::vector<Pair> pairs_;
};

}  // namespace

void check_positions(const ScanJob& job) {
    constexpr double kSamePlace = 0.01;  // of the field of view
    const double near_um =
        kSamePlace * job.camera.pixel_um * std::min(job.camera.width_px, job.camera.height_px);
    for (std::size_t channel = 0; channel < job.channels.size(); ++channel) {
        const std::vector<StagePoint> middles = positions_of(job, tiles_of(job, channel));
        const PositionIndex index(middles, near_um);
        std::size_t repeated = 0;
        for (std::size_t i = 0; i < middles.size(); ++i) repeated += index.find(middles[i]) != i ? 1 : 0;
        if (repeated < kLeastForAll || 2 * repeated < middles.size()) continue;
        throw Error(
            ErrorKind::job,
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
