// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/frame_check.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/scan/internal/channel_check.h"
#include "libinspect/scan/internal/channel_match.h"
#include "libinspect/scan/internal/channel_pass.h"
#include "libinspect/scan/internal/place_check.h"
#include "libinspect/scan/internal/position_index.h"
#include "libinspect/scan/internal/tile_groups.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <deque>
#include <map>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kLeastForAll = 3;  // frames at fault, before all positions are doubted
constexpr double kMostMisplaced = 0.2;   // share of a channel's frames
constexpr double kFramesWrong = 0.34;
constexpr std::array<const char*, kTileParts> kPartNames{"", " of its upper half", " of its lower half",
                                                         " of its left half", " of its right half"};

/// All channels of a scan, and what is found between them.
class FrameCheck {
  public:
    FrameCheck(const ScanJob& job, const DieMap& map, std::span<const TileEvidence> evidence,
               const GridPose& pose)
        : job_(job), evidence_(evidence), order_(order_of_work(job.channels)), verdicts_(job.tiles.size()) {
        for (std::size_t channel = 0; channel < job.channels.size(); ++channel)
            channels_.emplace_back(job, channel, map, evidence, pose, verdicts_);
    }

    std::vector<FrameVerdict> run() {
        for (ChannelCheck& channel : channels_) channel.check_alone();
        match_all();
        for (const std::size_t channel : order_) {
            channels_[channel].check_together(doubts_of(channel));
            find_borrowed();  // before these are judged by a place that is not theirs
        }
        find_whole_pitches();
        find_unlike_channels();
        find_unlike_parts();
        find_uncorrelated();
        find_repeated();
        find_borrowed();
        for (std::size_t channel = 0; channel < channels_.size(); ++channel) {
            if (channels_[channel].lit())
                check_places(job_, channel, channels_[channel].tiles(), channels_[channel].overlaps(),
                             channels_[channel].borders(), verdicts_);
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

    /// Matches every tile with the nearest of each other channel, which is that of its own place, where there
    /// is one.
    void match_all() {
        for (std::size_t i = 0; i < order_.size(); ++i) {
            for (std::size_t k = i + 1; k < order_.size(); ++k) {
                std::vector<bool> matched(job_.tiles.size(), false);
                pair_nearest(order_[i], order_[k], matched);
                pair_nearest(order_[k], order_[i], matched);
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

    /// Pairs the tiles of `channel` that are not yet `matched`.
    void pair_nearest(std::size_t channel, std::size_t with, std::vector<bool>& matched) {
        if (!channels_[channel].lit() || !channels_[with].lit()) return;
        const ChannelTiles& others = channels_[with].tiles();
        const double reach_um =
            0.5 * job_.camera.pixel_um * std::min(job_.camera.width_px, job_.camera.height_px);
        const PositionIndex index(others.middles, reach_um);
        for (const std::size_t tile : channels_[channel].tiles().tiles) {
            if (matched[tile] || !usable(tile)) continue;
            const auto nearest = index.find(job_.tiles[tile].position);
            if (!nearest || !usable(others.tiles[*nearest])) continue;
            pairs_.push_back({tile, others.tiles[*nearest], {}});
            matched[tile] = matched[others.tiles[*nearest]] = true;
        }
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

    /// Of two tiles that can't both be true images of their places, refuses that which the tiles around speak
    /// against; where these don't tell, neither is believed.
    void refuse_one(std::size_t one, std::size_t other, const FrameVerdict& of_one,
                    const FrameVerdict& of_other) {
        const bool sound = agrees_around(one);
        const bool other_sound = agrees_around(other);
        const bool doubtful = contradicted(one);
        const bool other_doubtful = contradicted(other);
        const bool only_one = sound != other_sound ? other_sound : doubtful && !other_doubtful;
        const bool only_other = sound != other_sound ? sound : other_doubtful && !doubtful;
        if (!only_other) verdicts_[one] = of_one;
        if (!only_one) verdicts_[other] = of_other;
    }

    /// Frames whose dies match those of the other channels at their place only whole dies away.
    void find_whole_pitches() {
        for (const Pair& pair : pairs_) {
            if (!pair.match.displaced() || !usable(pair.tile) || !usable(pair.other)) continue;
            const auto against = [&](std::size_t other) {
                return FrameVerdict{FrameFault::pitch_off,
                                    fmt::format("against {}: {} columns and {} rows", job_.tiles[other].name,
                                                pair.match.cols, pair.match.rows)};
            };
            refuse_one(pair.tile, pair.other, against(pair.other), against(pair.tile));
        }
    }

    /// A die that strong light leaves dark glows in no weaker one. Where most of them do, these are other
    /// dies.
    void find_unlike_channels() {
        constexpr int kLeastDark = 6;
        for (const Pair& pair : pairs_) {
            if (!usable(pair.tile) || !usable(pair.other)) continue;
            const std::size_t channel = channel_of(pair.tile);
            const std::size_t beside = channel_of(pair.other);
            if (!channels_[channel].tiles().distinct() || !channels_[beside].tiles().distinct()) continue;
            const bool stronger =
                job_.channels[channel].excitation_w_cm2 >= job_.channels[beside].excitation_w_cm2;
            const int dark = stronger ? pair.match.dark_here : pair.match.dark_there;
            const int lit = stronger ? pair.match.dark_here_only : pair.match.dark_there_only;
            if (lit < kLeastDark || 2 * lit <= dark) continue;
            const auto against = [&](std::size_t other) {
                return FrameVerdict{
                    FrameFault::unlike_channels,
                    fmt::format("{} of {} dies that stay dark under stronger light glow under "
                                "weaker, against {}",
                                lit, dark, job_.tiles[other].name)};
            };
            refuse_one(pair.tile, pair.other, against(pair.other), against(pair.tile));
        }
    }

    /// Likewise for weak channels in which dies can't be told apart one by one, and for halves of a tile: the
    /// mean light of the dies that the stronger channel shows dark.
    void find_unlike_parts() {
        for (const Pair& pair : pairs_) {
            const std::size_t channel = channel_of(pair.tile);
            const std::size_t beside = channel_of(pair.other);
            const bool stronger =
                job_.channels[channel].excitation_w_cm2 >= job_.channels[beside].excitation_w_cm2;
            const ChannelTiles& strong = channels_[stronger ? channel : beside].tiles();
            const ChannelTiles& weak = channels_[stronger ? beside : channel].tiles();
            if (!strong.distinct()) continue;
            const auto& parts = stronger ? pair.match.of_dark_here : pair.match.of_dark_there;
            for (std::size_t part = 0; part < kTileParts; ++part) {
                if (!usable(pair.tile) || !usable(pair.other)) break;
                if (!glow_though_dark(parts[part], weak)) continue;
                const auto against = [&](std::size_t other) {
                    return FrameVerdict{
                        FrameFault::unlike_channels,
                        fmt::format("{} dies{} that stay dark under stronger light glow under weaker, {:.2f} "
                                    "times as a typical one, against {}",
                                    parts[part].dies, kPartNames[part], parts[part].mean(),
                                    job_.tiles[other].name)};
                };
                refuse_one(pair.tile, pair.other, against(pair.other), against(pair.tile));
            }
        }
    }

    /// Parts in which the light of two channels has nothing to do with each other, where it has elsewhere.
    void find_uncorrelated() {
        for (std::size_t part = 0; part < kTileParts; ++part) {
            std::map<std::pair<std::size_t, std::size_t>, std::vector<double>> usual;
            for (const Pair& pair : pairs_) {
                if (comparable(pair, part))
                    usual[{channel_of(pair.tile), channel_of(pair.other)}].push_back(
                        pair.match.parts[part].z());
            }
            for (const Pair& pair : pairs_) {
                if (!comparable(pair, part)) continue;
                const PartMatch& match = pair.match.parts[part];
                if (!stands_out(match, usual[{channel_of(pair.tile), channel_of(pair.other)}])) continue;
                const auto against = [&](std::size_t other) {
                    return FrameVerdict{
                        FrameFault::unlike_channels,
                        fmt::format(
                            "the light of {} dies{} has nothing to do with that in {} (correlation {:.2f})",
                            match.dies, kPartNames[part], job_.tiles[other].name, match.correlation)};
                };
                refuse_one(pair.tile, pair.other, against(pair.other), against(pair.tile));
            }
        }
    }

    /// Dies enough, and light that differs from die to die by more than noise.
    [[nodiscard]] bool comparable(const Pair& pair, std::size_t part) const {
        constexpr int kLeastDies = 36;
        constexpr double kTelling = 0.6;
        const PartMatch& match = pair.match.parts[part];
        if (match.dies < kLeastDies || !usable(pair.tile) || !usable(pair.other)) return false;
        return match.most_with(noise_of(pair.tile), noise_of(pair.other)) > kTelling;
    }

    /// Of a die of a tile's channel, in typical dies.
    [[nodiscard]] double noise_of(std::size_t tile) const {
        const ChannelTiles& channel = channels_[channel_of(tile)].tiles();
        return channel.typical_noise / channel.typical_light;
    }

    static bool stands_out(const PartMatch& match, std::vector<double> usual) {
        constexpr std::size_t kLeastPairs = 8;
        constexpr double kLeastUsual = 0.5;
        constexpr double kOfUsual = 0.25;
        constexpr double kSureSigmas = 6.0;
        constexpr double kSpreads = 2.0;
        if (usual.size() < kLeastPairs) return false;
        const double middle = upper_median(usual);
        if (std::tanh(middle) < kLeastUsual || match.correlation > kOfUsual * std::tanh(middle)) return false;
        for (double& z : usual) z = std::abs(z - middle);
        const double spread = kMadToSigma * upper_median(usual);
        return middle - match.z() > std::max(kSpreads * spread, kSureSigmas * match.sigma());
    }

    static bool glow_though_dark(const DarkDies& dark, const ChannelTiles& weak) {
        constexpr int kLeastDark = 12;
        constexpr double kGlow = 0.35;   // of a typical die
        constexpr double kSpread = 0.3;  // of single dies that are dark or not
        constexpr double kSureSigmas = 5.0;
        if (dark.dies < kLeastDark || !(weak.typical_light > 0.0)) return false;
        const double sigma = std::hypot(kSpread, weak.typical_noise / weak.typical_light) /
                             std::sqrt(static_cast<double>(dark.dies));
        return dark.mean() > kGlow + kSureSigmas * sigma;
    }

    [[nodiscard]] bool agrees_around(std::size_t tile) const {
        const ChannelCheck& channel = channels_[channel_of(tile)];
        return channel.agrees_around(channel.number_of(tile));
    }
    [[nodiscard]] bool contradicted(std::size_t tile) const {
        const ChannelCheck& channel = channels_[channel_of(tile)];
        return channel.contradicted(channel.number_of(tile));
    }

    /// The same pixels twice: a frame that stayed in the camera's queue, and is of one of two places.
    void find_repeated() {
        std::unordered_map<std::uint64_t, std::size_t> seen;
        for (std::size_t tile = 0; tile < job_.tiles.size(); ++tile) {
            const TileEvidence& evidence = evidence_[tile];
            if (!evidence.written || evidence.look.constant()) continue;
            const auto [first, is_new] = seen.try_emplace(evidence.look.digest, tile);
            if (is_new || verdicts_[tile].refused() || verdicts_[first->second].refused()) continue;
            refuse_one(tile, first->second, {FrameFault::repeated, job_.tiles[first->second].name},
                       {FrameFault::repeated, job_.tiles[tile].name});
        }
    }

    void find_borrowed() {
        for (const TileGroup& group : group_by_position(job_, order_)) {
            if (!group.strongest || !verdicts_[*group.strongest].refused()) continue;
            for (const std::size_t tile : group.tiles) {
                const bool borrowed = evidence_[tile].written &&
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
        if (many(of_the_place, kMostMisplaced))
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
    std::vector<std::size_t> order_;
    std::vector<FrameVerdict> verdicts_;
    std::deque<ChannelCheck> channels_;
    std::vector<Pair> pairs_;
};

}  // namespace

std::vector<FrameVerdict> check_frames(const ScanJob& job, const DieMap& map,
                                       std::span<const TileEvidence> evidence, const GridPose& pose) {
    return FrameCheck(job, map, evidence, pose).run();
}

}  // namespace waferglow
