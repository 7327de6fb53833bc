// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/tile_overlaps.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace waferglow {
namespace {

constexpr double kLit = 0.4;  // of a typical die's light
constexpr double kDark = 0.15;
constexpr int kLeastDark = 4;
constexpr double kDarkShare = 0.3;  // of all dies compared
constexpr int kLeastOdd = 3;
constexpr double kOddShare = 0.6;  // of the dies that are dark in one image at least
constexpr int kLeastLit = 6;
constexpr double kOtherLight = 0.3;  // natural logarithm: 35 %
constexpr double kSureLightSigmas = 6.0;
constexpr int kLeastForSpread = 12;
constexpr double kSpreadRatio = 3.0;
constexpr double kLeastSpread = 0.01;
constexpr std::size_t kEnoughPairs = 5;
constexpr double kLeastScoreAtFault = 0.4;  // share of its overlap in which a tile disagrees, and doubt
constexpr double kNearerShare = 0.8;

/// Light of common dies: in the tile with the lower number and in the other.
using Lights = std::vector<std::pair<float, float>>;
using LightsByPair = std::map<std::pair<std::uint32_t, std::uint32_t>, Lights>;

/// What tile `number` and the owners of its spare dies read.
LightsByPair lights_of(const ChannelTiles& channel, std::uint32_t number) {
    LightsByPair lights;
    const Transform<WaferFrame, StageFrame> to_stage = channel.pose.transform();
    const DieGrid& grid = channel.map->grid();
    for (const SpareDie& spare : channel.of(number).spares) {
        const float owned = (*channel.light)[grid.cell(spare.die)];
        const float seen = spare.values[static_cast<std::size_t>(Quantity::sum)];
        if (owned != owned || seen != seen) continue;
        const StagePoint at = to_stage(grid.center(spare.die));
        for (const std::uint32_t other : channel.ownership->neighbours(number)) {
            if (!channel.of(other).written || !channel.ownership->owns(other, at)) continue;
            if (number < other)
                lights[{number, other}].emplace_back(seen, owned);
            else
                lights[{other, number}].emplace_back(owned, seen);
            break;
        }
    }
    return lights;
}

LightsByPair all_lights(const ChannelTiles& channel) {
    std::vector<LightsByPair> of_tile(channel.tiles.size());
    parallel_blocks(of_tile.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (channel.of(i).written) of_tile[i] = lights_of(channel, static_cast<std::uint32_t>(i));
        }
    });
    LightsByPair all;
    for (LightsByPair& part : of_tile) {
        for (auto& [pair, lights] : part) {
            Lights& together = all[pair];
            together.insert(together.end(), lights.begin(), lights.end());
        }
    }
    return all;
}

void compare_steps(const Lights& lights, double lit_above, LightSteps& steps) {
    constexpr double kMostStep = 0.3;
    const std::pair<float, float>* last = nullptr;
    for (const std::pair<float, float>& die : lights) {
        if (!(static_cast<double>(die.first) > lit_above && static_cast<double>(die.second) > lit_above))
            continue;
        if (last != nullptr) {
            const double a = std::log(static_cast<double>(die.first) / static_cast<double>(last->first));
            const double b = std::log(static_cast<double>(die.second) / static_cast<double>(last->second));
            const double step_a = std::clamp(a, -kMostStep, kMostStep);
            const double step_b = std::clamp(b, -kMostStep, kMostStep);
            ++steps.steps;
            steps.aa += step_a * step_a;
            steps.bb += step_b * step_b;
            steps.ab += step_a * step_b;
        }
        last = &die;
    }
}

void compare_lit(const Lights& lights, double lit_above, TileOverlap& overlap) {
    std::vector<double> ratios;
    for (const auto& [a, b] : lights) {
        if (static_cast<double>(a) > lit_above && static_cast<double>(b) > lit_above)
            ratios.push_back(std::log(static_cast<double>(a) / static_cast<double>(b)));
    }
    overlap.lit_in_both = static_cast<int>(ratios.size());
    if (ratios.empty()) return;
    overlap.ln_ratio = upper_median(ratios);
    for (double& ratio : ratios) ratio = std::abs(ratio - overlap.ln_ratio);
    overlap.spread = value_of_share(ratios, kNearerShare);
}

/// Dies too dim to be told one by one: their mean.
void compare_means(const Lights& lights, const ChannelTiles& channel, TileOverlap& overlap) {
    double a = 0.0;
    double b = 0.0;
    for (const auto& [of_a, of_b] : lights) {
        a += static_cast<double>(of_a);
        b += static_cast<double>(of_b);
    }
    const double sigma = channel.typical_noise * std::sqrt(2.0 * static_cast<double>(lights.size()));
    if (std::abs(a - b) < kSureLightSigmas * sigma) return;
    const double least = 0.05 * channel.typical_light * static_cast<double>(lights.size());
    overlap.ln_ratio = std::log(std::max(a, least) / std::max(b, least));
    overlap.lit_in_both = overlap.dies;
}

TileOverlap compare(const ChannelTiles& channel, std::pair<std::uint32_t, std::uint32_t> pair,
                    const Lights& lights) {
    TileOverlap overlap{.a = pair.first, .b = pair.second, .dies = static_cast<int>(lights.size())};
    if (!channel.distinct()) {
        compare_means(lights, channel, overlap);
        return overlap;
    }
    const double lit = kLit * channel.typical_light;
    const double dark = kDark * channel.typical_light;
    for (const auto& [of_a, of_b] : lights) {
        const auto a = static_cast<double>(of_a);
        const auto b = static_cast<double>(of_b);
        overlap.dark_in_one += a < dark || b < dark ? 1 : 0;
        overlap.dark_in_a_only += a < dark && b > lit ? 1 : 0;
        overlap.dark_in_b_only += b < dark && a > lit ? 1 : 0;
    }
    compare_lit(lights, lit, overlap);
    compare_steps(lights, lit, overlap.steps);
    const int odd = overlap.dark_in_a_only + overlap.dark_in_b_only;
    overlap.dark = (odd >= kLeastDark && odd > kDarkShare * overlap.dies) ||
                   (odd >= kLeastOdd && odd > kOddShare * overlap.dark_in_one);
    return overlap;
}

/// Pairs side by side, one above the other, and across a corner either way: the light falls off over the
/// image, for all pairs of a kind alike. The sign makes the ratio that of the left (or lower) tile.
struct PairKind {
    std::size_t kind = 0;
    double sign = 1.0;
};

PairKind kind_of(const ChannelTiles& channel, const TileOverlap& overlap) {
    const double dx = channel.middles[overlap.b].x - channel.middles[overlap.a].x;
    const double dy = channel.middles[overlap.b].y - channel.middles[overlap.a].y;
    constexpr double kAlong = 3.0;
    if (std::abs(dx) > kAlong * std::abs(dy)) return {0, dx > 0.0 ? 1.0 : -1.0};
    if (std::abs(dy) > kAlong * std::abs(dx)) return {1, dy > 0.0 ? 1.0 : -1.0};
    return {dx * dy > 0.0 ? std::size_t{2} : std::size_t{3}, dx > 0.0 ? 1.0 : -1.0};
}

void find_other_light(const ChannelTiles& channel, std::vector<TileOverlap>& overlaps) {
    std::array<std::vector<double>, 4> ratios;
    for (const TileOverlap& overlap : overlaps) {
        const PairKind kind = kind_of(channel, overlap);
        if (overlap.lit_in_both >= kLeastLit) ratios[kind.kind].push_back(kind.sign * overlap.ln_ratio);
    }
    std::array<double, 4> usual{};
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        if (ratios[i].size() >= kEnoughPairs) usual[i] = upper_median(ratios[i]);
    }
    for (TileOverlap& overlap : overlaps) {
        const PairKind kind = kind_of(channel, overlap);
        overlap.other_light = overlap.lit_in_both >= kLeastLit &&
                              std::abs(kind.sign * overlap.ln_ratio - usual[kind.kind]) > kOtherLight;
    }
}

void find_unlike(std::vector<TileOverlap>& overlaps) {
    std::vector<double> spreads;
    for (const TileOverlap& overlap : overlaps) {
        if (overlap.lit_in_both >= kLeastForSpread) spreads.push_back(overlap.spread);
    }
    if (spreads.size() < kEnoughPairs) return;
    const double usual = std::max(upper_median(spreads), kLeastSpread);
    for (TileOverlap& overlap : overlaps)
        overlap.unlike = overlap.lit_in_both >= kLeastForSpread && overlap.spread > kSpreadRatio * usual;
}

}  // namespace

std::vector<TileOverlap> compare_overlaps(const ChannelTiles& channel) {
    std::vector<TileOverlap> overlaps;
    for (const auto& [pair, lights] : all_lights(channel)) overlaps.push_back(compare(channel, pair, lights));
    find_other_light(channel, overlaps);
    if (channel.distinct()) find_unlike(overlaps);
    return overlaps;
}

std::vector<std::uint32_t> tiles_at_fault(std::span<const TileOverlap> overlaps, const std::vector<bool>& out,
                                          std::span<const double> doubts) {
    struct Sum {
        double dies = 0.0;
        double disagreeing = 0.0;
        double score = 0.0;
        bool shared = false;              // tiles that show the same dies disagree
        std::set<std::uint32_t> against;  // those that disagree
    };
    std::vector<bool> gone = out;
    std::vector<std::uint32_t> at_fault;
    while (true) {
        std::map<std::uint32_t, Sum> sums;
        for (const TileOverlap& overlap : overlaps) {
            if (gone[overlap.a] || gone[overlap.b]) continue;
            for (const std::uint32_t tile : {overlap.a, overlap.b}) {
                sums[tile].dies += overlap.dies;
                if (!overlap.disagree()) continue;
                sums[tile].disagreeing += overlap.dies;
                sums[tile].shared = sums[tile].shared || overlap.shared;
                sums[tile].against.insert(tile == overlap.a ? overlap.b : overlap.a);
            }
        }
        Sum worst;
        for (auto& [tile, sum] : sums) {
            // A dead region that ends at one border by chance hardly ends at two.
            if (sum.disagreeing <= 0.0 || (!sum.shared && sum.against.size() < 2)) continue;
            sum.score = sum.disagreeing / sum.dies + doubts[tile];
            if (sum.score > worst.score || (sum.score == worst.score && sum.disagreeing > worst.disagreeing))
                worst = sum;
        }
        if (worst.score < kLeastScoreAtFault) break;
        // Of two tiles that differ and have no other to compare with, either may be the wrong one.
        for (const auto& [tile, sum] : sums) {
            if (sum.score != worst.score || sum.disagreeing != worst.disagreeing) continue;
            gone[tile] = true;
            at_fault.push_back(tile);
        }
    }
    std::ranges::sort(at_fault);
    return at_fault;
}

}  // namespace waferglow
