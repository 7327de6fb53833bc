// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/tile_borders.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/scan/internal/position_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace waferglow {
namespace {

constexpr std::int32_t kBorderReach = 4;  // dies that a border may cut, or a gap may hide
constexpr int kLeastBorderPairs = 8;
constexpr int kLeastDarkPairs = 6;
constexpr double kDarkPairShare = 0.35;  // of the pairs, beyond what is usual
constexpr double kSureStepSigmas = 4.0;
constexpr std::int32_t kDeepestBand = 64;
constexpr double kBandBegins = 0.1;  // lit share two dies before
constexpr double kBandDark = 0.9;
constexpr double kBandLit = 0.6;
constexpr int kLeastLitPairs = 10;
constexpr double kOtherLevel = 0.3;  // natural logarithm
constexpr std::size_t kEnoughBorders = 5;

/// What is counted of one half of a border.
struct Count {
    TileBorder border;
    int inside = 0;
    int changes_inside = 0;
    std::array<int, 2> dark{};                                     // outermost dies of a and b
    std::array<std::vector<std::array<std::int32_t, 3>>, 2> ends;  // their line, place across, step inward
    std::vector<double> ratios;
};

/// The border between two tiles, seen along it: `line` runs along the border, `across` from a to b.
class BorderCount {
  public:
    BorderCount(const ChannelTiles& channel, std::uint32_t a, std::uint32_t b, bool upright)
        : channel_(channel),
          grid_(channel.map->grid()),
          to_stage_(channel.pose.transform()),
          a_(a),
          b_(b),
          upright_(upright) {}

    [[nodiscard]] std::array<TileBorder, 2> run() {
        const ColumnSpan lines = common(lines_of(a_), lines_of(b_));
        std::array<Count, 2> halves;
        const std::int32_t middle = lines.begin + lines.size() / 2;
        for (std::int32_t line = lines.begin; line < lines.end; ++line)
            count_line(line, halves[line < middle ? 0 : 1]);
        return {finish(halves[0]), finish(halves[1])};
    }

  private:
    [[nodiscard]] ColumnSpan lines_of(std::uint32_t tile) const {
        const DieRect& rect = channel_.of(tile).rect;
        return upright_ ? ColumnSpan{rect.row_begin, rect.row_end} : ColumnSpan{rect.col_begin, rect.col_end};
    }
    [[nodiscard]] ColumnSpan across_of(std::uint32_t tile) const {
        const DieRect& rect = channel_.of(tile).rect;
        return upright_ ? ColumnSpan{rect.col_begin, rect.col_end} : ColumnSpan{rect.row_begin, rect.row_end};
    }
    [[nodiscard]] DieIndex at(std::int32_t line, std::int32_t across) const {
        return upright_ ? DieIndex{line, across} : DieIndex{across, line};
    }
    /// What `tile` measured of a die that it owns, in typical dies.
    [[nodiscard]] std::optional<double> light(std::uint32_t tile, DieIndex die) const {
        if (!grid_.contains(die)) return std::nullopt;
        const float value = (*channel_.light)[grid_.cell(die)];
        if (value != value || !channel_.ownership->owns(tile, to_stage_(grid_.center(die))))
            return std::nullopt;
        return static_cast<double>(value) / channel_.typical_light;
    }
    /// The die of `tile` nearest to the border; `begin` and `step` lead into the tile.
    [[nodiscard]] std::optional<std::int32_t> outermost(std::uint32_t tile, std::int32_t line,
                                                        std::int32_t begin, std::int32_t step) const {
        for (std::int32_t k = 0; k < 2 * kBorderReach; ++k) {
            if (light(tile, at(line, begin + k * step))) return begin + k * step;
        }
        return std::nullopt;
    }
    [[nodiscard]] std::uint8_t product(DieIndex die) const {
        return channel_.map->layout().group(grid_.cell(die));
    }

    static bool changes(double one, double other) {
        return (one < kDarkLight && other > kLitLight) || (other < kDarkLight && one > kLitLight);
    }

    void count_line(std::int32_t line, Count& count) const {
        const auto end_of_a = outermost(a_, line, across_of(a_).end - 1, -1);
        const auto begin_of_b = outermost(b_, line, across_of(b_).begin, 1);
        if (!end_of_a || !begin_of_b || *begin_of_b <= *end_of_a || *begin_of_b - *end_of_a > kBorderReach)
            return;
        if (product(at(line, *end_of_a)) != product(at(line, *begin_of_b))) return;
        const double in_a = *light(a_, at(line, *end_of_a));
        const double in_b = *light(b_, at(line, *begin_of_b));
        const std::int32_t step = *begin_of_b - *end_of_a;
        TileBorder& border = count.border;
        ++border.dies;
        border.dark_in_a += in_a < kDarkLight && in_b > kLitLight ? 1 : 0;
        border.dark_in_b += in_b < kDarkLight && in_a > kLitLight ? 1 : 0;
        if (std::min(in_a, in_b) > kDarkLight && std::max(in_a, in_b) > kLitLight)
            count.ratios.push_back(std::log(in_a / in_b));
        count_inside(a_, line, *end_of_a, -step, in_a, 0, count);
        count_inside(b_, line, *begin_of_b, step, in_b, 1, count);
    }

    void count_inside(std::uint32_t tile, std::int32_t line, std::int32_t edge, std::int32_t step,
                      double at_edge, std::size_t side, Count& count) const {
        count.dark[side] += at_edge < kDarkLight ? 1 : 0;
        if (const auto next = light(tile, at(line, edge + step))) {
            ++count.inside;
            count.changes_inside += changes(at_edge, *next) ? 1 : 0;
        }
        count.ends[side].push_back({line, edge, step > 0 ? 1 : -1});
    }

    /// Whether a half's outermost dies are dark all along, and those behind them begin to glow all at the
    /// same depth: the rim of the wafer, or of what was scanned, but no defect.
    [[nodiscard]] int band_depth(std::uint32_t tile, const Count& count, std::size_t side) const {
        const int dies = count.border.dies;
        if (dies < kLeastBorderPairs || count.dark[side] < kBandDark * dies) return 0;
        std::array<double, 2> before{};  // one row of dies may be cut unevenly by a grid that is turned
        for (std::int32_t depth = 1; depth < kDeepestBand; ++depth) {
            int seen = 0;
            int lit = 0;
            for (const auto& [line, edge, inward] : count.ends[side]) {
                const auto here = light(tile, at(line, edge + depth * inward));
                if (!here) continue;
                ++seen;
                lit += *here > kLitLight ? 1 : 0;
            }
            if (seen < kLeastBorderPairs) return 0;
            const double share = static_cast<double>(lit) / seen;
            if (share > kBandLit) return before[1] < kBandBegins ? depth : 0;
            before = {share, before[0]};
        }
        return 0;
    }

    [[nodiscard]] TileBorder finish(Count& count) const {
        TileBorder border = count.border;
        border.a = a_;
        border.b = b_;
        border.upright = upright_;
        if (count.inside > 0) border.usual_change = static_cast<double>(count.changes_inside) / count.inside;
        border.band_in_a = band_depth(a_, count, 0);
        border.band_in_b = band_depth(b_, count, 1);
        border.lit = static_cast<int>(count.ratios.size());
        if (border.lit == 0) return border;
        border.ln_ratio = upper_median(count.ratios);
        for (double& ratio : count.ratios) ratio = std::abs(ratio - border.ln_ratio);
        border.spread = upper_median(count.ratios);
        return border;
    }

    static constexpr double kLitLight = 0.4;  // of a typical die
    static constexpr double kDarkLight = 0.15;

    const ChannelTiles& channel_;
    const DieGrid& grid_;
    Transform<WaferFrame, StageFrame> to_stage_;
    std::uint32_t a_;
    std::uint32_t b_;
    bool upright_;
};

/// Whether the light changes at a border otherwise than it usually does at borders of its kind.
bool other_light(const TileBorder& border, double usual) {
    if (border.lit < kLeastLitPairs) return false;
    const double sure =
        kSureStepSigmas * kMadToSigma * border.spread / std::sqrt(static_cast<double>(border.lit));
    return std::abs(border.ln_ratio - usual) > std::max(kOtherLevel, sure);
}

}  // namespace

bool TileBorder::ends_dark(int dark) const {
    if (dies < kLeastBorderPairs || dark < kLeastDarkPairs) return false;
    const double share = static_cast<double>(dark) / dies;
    const double sigma = std::sqrt(std::max(usual_change, 1.0 / dies) / dies);
    return share - usual_change > std::max(kDarkPairShare, kSureStepSigmas * sigma);
}

bool has_band(const TileBorder& half, const TileBorder& other_half, int side) {
    const int depth = side == 0 ? half.band_in_a : half.band_in_b;
    const int other = side == 0 ? other_half.band_in_a : other_half.band_in_b;
    return half.a == other_half.a && half.b == other_half.b && depth > 0 && other > 0 &&
           std::abs(depth - other) <= 1;
}

std::vector<TileBorder> compare_borders(const ChannelTiles& channel) {
    if (!channel.distinct()) return {};
    const double width_um = channel.camera->width_px * channel.camera->pixel_um;
    const double height_um = channel.camera->height_px * channel.camera->pixel_um;
    constexpr double kStep = 0.95;  // of the field, from tile to tile
    constexpr double kTolerance = 0.3;
    const PositionIndex index(channel.middles, kTolerance * std::min(width_um, height_um));
    std::vector<std::vector<TileBorder>> of_tile(channel.tiles.size());
    parallel_blocks(of_tile.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (!channel.of(i).written) continue;
            for (const bool upright : {true, false}) {
                const StagePoint middle = channel.middles[i];
                const StagePoint beside{middle.x + (upright ? kStep * width_um : 0.0),
                                        middle.y - (upright ? 0.0 : kStep * height_um)};
                const auto found = index.find(beside);
                if (!found || *found == i || !channel.of(*found).written) continue;
                BorderCount count(channel, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(*found),
                                  upright);
                for (const TileBorder& border : count.run()) {
                    if (border.dies > 0) of_tile[i].push_back(border);
                }
            }
        }
    });
    std::vector<TileBorder> borders;
    for (const std::vector<TileBorder>& part : of_tile)
        borders.insert(borders.end(), part.begin(), part.end());
    return borders;
}

void add_borders(const std::vector<TileBorder>& borders, std::vector<TileOverlap>& overlaps) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> known;
    for (const TileOverlap& overlap : overlaps) {
        if (overlap.dies >= kLeastBorderPairs) known.emplace(overlap.a, overlap.b);
    }
    std::array<std::vector<double>, 2> ratios;
    for (const TileBorder& border : borders) {
        if (border.lit >= kLeastLitPairs) ratios[border.upright ? 0 : 1].push_back(border.ln_ratio);
    }
    std::array<double, 2> usual{};
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        if (ratios[i].size() >= kEnoughBorders) usual[i] = upper_median(ratios[i]);
    }
    for (const TileBorder& border : borders) {
        const auto [a, b] = std::minmax(border.a, border.b);
        if (border.dies < kLeastBorderPairs || known.contains({a, b})) continue;
        TileOverlap overlap{.a = a, .b = b, .dies = border.dies, .shared = false};
        overlap.lit_in_both = border.lit;
        overlap.ln_ratio = border.a < border.b ? border.ln_ratio : -border.ln_ratio;
        overlap.dark = border.ends_dark_in_a() || border.ends_dark_in_b();
        overlap.other_light = other_light(border, usual[border.upright ? 0 : 1]);
        overlaps.push_back(overlap);
    }
}

}  // namespace waferglow
