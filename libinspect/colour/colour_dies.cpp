// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/colour/internal/colour_dies.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace waferglow::colour {
namespace {

constexpr float kLeastOfNoise = 8.0F;  // light over its noise
constexpr float kMostRatio = 1e4F;     // either way: what lies beyond is no ratio of light

bool clear(std::span<const float> light, std::span<const float> noise, std::span<const float> saturated,
           std::size_t cell) {
    const bool clipped = !saturated.empty() && saturated[cell] > 0.0F;
    return std::isfinite(light[cell]) && noise[cell] > 0.0F && light[cell] > kLeastOfNoise * noise[cell] &&
           !clipped;
}

/// Numbers for keys in the order in which they come.
template <class Key>
class Numbering {
  public:
    std::int32_t of(const Key& key) {
        return numbers_.try_emplace(key, static_cast<std::int32_t>(numbers_.size())).first->second;
    }
    [[nodiscard]] std::int32_t count() const { return static_cast<std::int32_t>(numbers_.size()); }

  private:
    std::map<Key, std::int32_t> numbers_;
};

float squared(float value) {
    return value * value;
}

/// -1 to 1 over `count` steps.
float along(std::int32_t at, std::int32_t count) {
    return count > 1 ? 2.0F * static_cast<float>(at) / static_cast<float>(count - 1) - 1.0F : 0.0F;
}

}  // namespace

ColourDies gather_dies(const ColourLayers& layers, const DieGrid& grid, const TilePlaces& tiles) {
    ColourDies found;
    Numbering<std::int32_t> light_tiles;
    Numbering<std::int32_t> colour_tiles;
    Numbering<std::pair<std::int32_t, std::int32_t>> pairs;
    const Transform<WaferFrame, StageFrame> to_stage = tiles.pose.transform();
    const auto known = static_cast<float>(tiles.middles.size());
    std::pair<float, float> last{-1.0F, -1.0F};
    std::int32_t pair = 0;
    for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
        if (!clear(layers.light_dn, layers.light_noise_dn, layers.light_saturated_px, cell) ||
            !clear(layers.colour_dn, layers.colour_noise_dn, layers.colour_saturated_px, cell))
            continue;
        const std::pair<float, float> from{layers.light_tile[cell], layers.colour_tile[cell]};
        const auto is_tile = [known](float tile) { return tile >= 0.0F && tile < known; };
        const float ratio = layers.colour_dn[cell] / layers.light_dn[cell];
        if (!is_tile(from.first) || !is_tile(from.second) ||
            !(ratio < kMostRatio && ratio > 1.0F / kMostRatio))
            continue;
        if (from != last) {
            last = from;
            const std::int32_t light = light_tiles.of(static_cast<std::int32_t>(from.first));
            const std::int32_t colour = colour_tiles.of(static_cast<std::int32_t>(from.second));
            pair = pairs.of({light, colour});
            if (static_cast<std::size_t>(pair) == found.pairs.size()) found.pairs.push_back({light, colour});
        }
        const DieIndex die{static_cast<std::int32_t>(cell / static_cast<std::size_t>(grid.cols)),
                           static_cast<std::int32_t>(cell % static_cast<std::size_t>(grid.cols))};
        const StagePoint at = to_stage(grid.center(die));
        const StagePoint middle = tiles.middles[static_cast<std::size_t>(from.second)];
        found.dies.push_back({.cell = static_cast<std::uint32_t>(cell),
                              .x = along(die.col, grid.cols),
                              .y = along(die.row, grid.rows),
                              .u = static_cast<float>((at.x - middle.x) / tiles.half_width_um),
                              .v = static_cast<float>((at.y - middle.y) / tiles.half_height_um),
                              .ln_ratio = std::log(ratio),
                              .variance = squared(layers.light_noise_dn[cell] / layers.light_dn[cell]) +
                                          squared(layers.colour_noise_dn[cell] / layers.colour_dn[cell]),
                              .pair = pair,
                              .peak_nm = layers.peak_nm.empty() ? std::numeric_limits<float>::quiet_NaN()
                                                                : layers.peak_nm[cell]});
    }
    found.light_tiles = light_tiles.count();
    found.colour_tiles = colour_tiles.count();
    return found;
}

std::vector<ColourDie> sample_dies(const ColourDies& all) {
    constexpr std::size_t kDiesOfTile = 500;
    constexpr std::size_t kSpectraOfTile = 200;
    std::vector<std::size_t> dies(static_cast<std::size_t>(all.colour_tiles));
    std::vector<std::size_t> spectra(dies.size());
    const auto tile_of = [&](const ColourDie& die) {
        return static_cast<std::size_t>(all.pairs[static_cast<std::size_t>(die.pair)].colour);
    };
    for (const ColourDie& die : all.dies) ++(std::isfinite(die.peak_nm) ? spectra : dies)[tile_of(die)];
    std::vector<std::size_t> dies_seen(dies.size());
    std::vector<std::size_t> spectra_seen(dies.size());
    std::vector<ColourDie> sample;
    for (const ColourDie& die : all.dies) {
        const std::size_t tile = tile_of(die);
        const bool spectral = std::isfinite(die.peak_nm);
        const std::size_t count = (spectral ? spectra : dies)[tile];
        const std::size_t step = count / (spectral ? kSpectraOfTile : kDiesOfTile) + 1;
        if ((spectral ? spectra_seen : dies_seen)[tile]++ % step == 0) sample.push_back(die);
    }
    return sample;
}

double robust_sd(std::vector<double>& values) {
    if (values.empty()) return 0.0;
    for (double& value : values) value = std::abs(value);
    return kMadToSigma * upper_median(values);
}

}  // namespace waferglow::colour
