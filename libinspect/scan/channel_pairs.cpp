// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/channel_pairs.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/scan/internal/position_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::array<const char*, kTileParts> kPartNames{"", " of its upper half", " of its lower half",
                                                         " of its left half", " of its right half"};

bool stands_out(const PartMatch& match, std::vector<double> usual) {
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

bool glow_though_dark(const DarkDies& dark, const ChannelTiles& weak) {
    constexpr int kLeastDark = 12;
    constexpr double kGlow = 0.35;   // of a typical die
    constexpr double kSpread = 0.3;  // of single dies that are dark or not
    constexpr double kSureSigmas = 5.0;
    if (dark.dies < kLeastDark || !(weak.typical_light > 0.0)) return false;
    const double sigma = std::hypot(kSpread, weak.typical_noise / weak.typical_light) /
                         std::sqrt(static_cast<double>(dark.dies));
    return dark.mean() > kGlow + kSureSigmas * sigma;
}

}  // namespace

ChannelPairs::ChannelPairs(CheckedFrames& frames) : frames_(frames) {
    for (std::size_t i = 0; i < frames_.order.size(); ++i) {
        for (std::size_t k = i + 1; k < frames_.order.size(); ++k) {
            std::vector<bool> matched(frames_.job.tiles.size(), false);
            pair_nearest(frames_.order[i], frames_.order[k], matched);
            pair_nearest(frames_.order[k], frames_.order[i], matched);
        }
    }
    parallel_blocks(pairs_.size(), 1, [this](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            Pair& pair = pairs_[i];
            const ChannelCheck& channel = frames_.channels[frames_.channel_of(pair.tile)];
            const ChannelTiles& beside = frames_.channels[frames_.channel_of(pair.other)].tiles();
            pair.match = match_channels(channel.tiles(), channel.number_of(pair.tile), *beside.light,
                                        beside.typical_light);
        }
    });
}

/// Pairs the tiles of `channel` that are not yet `matched`.
void ChannelPairs::pair_nearest(std::size_t channel, std::size_t with, std::vector<bool>& matched) {
    if (!frames_.channels[channel].lit() || !frames_.channels[with].lit()) return;
    const ChannelTiles& others = frames_.channels[with].tiles();
    const double reach_um = 0.5 * frames_.job.camera.pixel_um *
                            std::min(frames_.job.camera.width_px, frames_.job.camera.height_px);
    const PositionIndex index(others.middles, reach_um);
    for (const std::size_t tile : frames_.channels[channel].tiles().tiles) {
        if (matched[tile] || !frames_.usable(tile)) continue;
        const auto nearest = index.find(frames_.job.tiles[tile].position);
        if (!nearest || !frames_.usable(others.tiles[*nearest])) continue;
        pairs_.push_back({tile, others.tiles[*nearest], {}});
        matched[tile] = matched[others.tiles[*nearest]] = true;
    }
}

/// Calls `visit` for the tiles of `channel` that were matched with those of `other`.
template <class Visit>
void ChannelPairs::for_pairs(std::size_t channel, std::size_t other, const Visit& visit) const {
    constexpr int kLeastDies = 40;
    for (const Pair& pair : pairs_) {
        if (pair.match.dies < kLeastDies) continue;
        if (frames_.channel_of(pair.tile) == channel && frames_.channel_of(pair.other) == other)
            visit(pair.tile, pair.match);
        if (frames_.channel_of(pair.other) == channel && frames_.channel_of(pair.tile) == other)
            visit(pair.other, pair.match);
    }
}

std::vector<double> ChannelPairs::doubts_of(std::size_t channel) const {
    constexpr double kLeastUsual = 0.4;  // channels that hardly match say nothing
    std::vector<double> doubts(frames_.channels[channel].tiles().tiles.size(), 0.0);
    for (std::size_t other = 0; other < frames_.channels.size(); ++other) {
        std::vector<double> usual;
        for_pairs(channel, other,
                  [&](std::size_t, const ChannelMatch& match) { usual.push_back(match.correlation); });
        if (usual.empty()) continue;
        const double typical = upper_median(usual);
        if (typical < kLeastUsual) continue;
        for_pairs(channel, other, [&](std::size_t tile, const ChannelMatch& match) {
            double& doubt = doubts[frames_.channels[channel].number_of(tile)];
            doubt = std::max(doubt, std::clamp(1.0 - match.correlation / typical, 0.0, 1.0));
        });
    }
    return doubts;
}

/// Of dies that a strong light leaves dark hardly one glows under a weaker one. Where many do, all over the
/// wafer, and those that the weaker one leaves dark are dark in both, the weaker light is the stronger one.
/// Channels that lie beside each other differ both ways.
void ChannelPairs::check_order() const {
    constexpr int kLeastDark = 12;
    struct Counts {
        DarkCount of_strong;
        DarkCount of_weak;
        std::size_t tiles = 0;
        std::size_t unlike = 0;
    };
    std::map<std::pair<std::size_t, std::size_t>, Counts> by_channels;
    for (const Pair& pair : pairs_) {
        const BySide sides = by_side(pair);
        Counts& counts = by_channels[{sides.strong, sides.weak}];
        counts.of_strong += sides.of_strong;
        counts.of_weak += sides.of_weak;
        if (sides.of_strong.dark > 0) ++counts.tiles;
        if (sides.of_strong.often_lit()) ++counts.unlike;
    }
    for (const auto& [channels, counts] : by_channels) {
        const Channel& strong = frames_.job.channels[channels.first];
        const Channel& weak = frames_.job.channels[channels.second];
        if (!can(strong, &ChannelKindInfo::judged) || !can(weak, &ChannelKindInfo::judged) ||
            !frames_.channels[channels.first].tiles().distinct() ||
            !frames_.channels[channels.second].tiles().distinct())
            continue;
        if (counts.of_strong.lit < kLeastDark || !counts.of_strong.often_lit() ||
            counts.of_weak.often_lit() || 3 * counts.unlike <= counts.tiles)
            continue;
        throw Error(
            ErrorKind::job,
            fmt::format("{} of {} dies that stay dark in {} at {} W/cm2 glow in {} at {} W/cm2: are the "
                        "excitation densities or the images of these channels exchanged?",
                        counts.of_strong.lit, counts.of_strong.dark, strong.name, strong.excitation_w_cm2,
                        weak.name, weak.excitation_w_cm2));
    }
}

ChannelPairs::BySide ChannelPairs::by_side(const Pair& pair) const {
    const std::size_t channel = frames_.channel_of(pair.tile);
    const std::size_t beside = frames_.channel_of(pair.other);
    const DarkCount here{pair.match.dark_here, pair.match.dark_here_only};
    const DarkCount there{pair.match.dark_there, pair.match.dark_there_only};
    const bool stronger =
        frames_.job.channels[channel].excitation_w_cm2 >= frames_.job.channels[beside].excitation_w_cm2;
    return stronger ? BySide{channel, beside, here, there} : BySide{beside, channel, there, here};
}

void ChannelPairs::refuse_unlike() {
    check_order();
    find_whole_pitches();
    find_unlike_channels();
    find_unlike_parts();
    find_uncorrelated();
}

/// Frames whose dies match those of the other channels at their place only whole dies away.
void ChannelPairs::find_whole_pitches() {
    for (const Pair& pair : pairs_) {
        if (!pair.match.displaced() || !frames_.usable(pair.tile) || !frames_.usable(pair.other)) continue;
        const auto against = [&](std::size_t other) {
            return FrameVerdict{FrameFault::pitch_off,
                                fmt::format("against {}: {} columns and {} rows",
                                            frames_.job.tiles[other].name, pair.match.cols, pair.match.rows)};
        };
        frames_.refuse_one(pair.tile, pair.other, against(pair.other), against(pair.tile));
    }
}

/// A die that strong light leaves dark glows in no weaker one. Where most of them do, these are other
/// dies.
void ChannelPairs::find_unlike_channels() {
    constexpr int kLeastDark = 6;
    for (const Pair& pair : pairs_) {
        if (!frames_.usable(pair.tile) || !frames_.usable(pair.other)) continue;
        const BySide sides = by_side(pair);
        if (!frames_.channels[sides.strong].tiles().distinct() ||
            !frames_.channels[sides.weak].tiles().distinct())
            continue;
        const auto [dark, lit] = sides.of_strong;
        if (lit < kLeastDark || 2 * lit <= dark) continue;
        const auto against = [&](std::size_t other) {
            return FrameVerdict{FrameFault::unlike_channels,
                                fmt::format("{} of {} dies that stay dark under stronger light glow under "
                                            "weaker, against {}",
                                            lit, dark, frames_.job.tiles[other].name)};
        };
        frames_.refuse_one(pair.tile, pair.other, against(pair.other), against(pair.tile));
    }
}

/// Likewise for weak channels in which dies can't be told apart one by one, and for halves of a tile: the
/// mean light of the dies that the stronger channel shows dark.
void ChannelPairs::find_unlike_parts() {
    for (const Pair& pair : pairs_) {
        const BySide sides = by_side(pair);
        const ChannelTiles& weak = frames_.channels[sides.weak].tiles();
        if (!frames_.channels[sides.strong].tiles().distinct()) continue;
        const bool stronger = sides.strong == frames_.channel_of(pair.tile);
        const auto& parts = stronger ? pair.match.of_dark_here : pair.match.of_dark_there;
        for (std::size_t part = 0; part < kTileParts; ++part) {
            if (!frames_.usable(pair.tile) || !frames_.usable(pair.other)) break;
            if (!glow_though_dark(parts[part], weak)) continue;
            const auto against = [&](std::size_t other) {
                return FrameVerdict{
                    FrameFault::unlike_channels,
                    fmt::format("{} dies{} that stay dark under stronger light glow under weaker, {:.2f} "
                                "times as a typical one, against {}",
                                parts[part].dies, kPartNames[part], parts[part].mean(),
                                frames_.job.tiles[other].name)};
            };
            frames_.refuse_one(pair.tile, pair.other, against(pair.other), against(pair.tile));
        }
    }
}

/// Parts in which the light of two channels has nothing to do with each other, where it has elsewhere.
void ChannelPairs::find_uncorrelated() {
    for (std::size_t part = 0; part < kTileParts; ++part) {
        std::map<std::pair<std::size_t, std::size_t>, std::vector<double>> usual;
        for (const Pair& pair : pairs_) {
            if (comparable(pair, part))
                usual[{frames_.channel_of(pair.tile), frames_.channel_of(pair.other)}].push_back(
                    pair.match.parts[part].z());
        }
        for (const Pair& pair : pairs_) {
            if (!comparable(pair, part)) continue;
            const PartMatch& match = pair.match.parts[part];
            if (!stands_out(match, usual[{frames_.channel_of(pair.tile), frames_.channel_of(pair.other)}]))
                continue;
            const auto against = [&](std::size_t other) {
                return FrameVerdict{
                    FrameFault::unlike_channels,
                    fmt::format(
                        "the light of {} dies{} has nothing to do with that in {} (correlation {:.2f})",
                        match.dies, kPartNames[part], frames_.job.tiles[other].name, match.correlation)};
            };
            frames_.refuse_one(pair.tile, pair.other, against(pair.other), against(pair.tile));
        }
    }
}

/// Dies enough, and light that differs from die to die by more than noise.
bool ChannelPairs::comparable(const Pair& pair, std::size_t part) const {
    constexpr int kLeastDies = 36;
    constexpr double kTelling = 0.6;
    const PartMatch& match = pair.match.parts[part];
    if (match.dies < kLeastDies || !frames_.usable(pair.tile) || !frames_.usable(pair.other)) return false;
    return match.most_with(noise_of(pair.tile), noise_of(pair.other)) > kTelling;
}

/// Of a die of a tile's channel, in typical dies.
double ChannelPairs::noise_of(std::size_t tile) const {
    const ChannelTiles& channel = frames_.channels[frames_.channel_of(tile)].tiles();
    return channel.typical_noise / channel.typical_light;
}

}  // namespace waferglow
