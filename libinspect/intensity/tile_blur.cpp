// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/tile_blur.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/intensity/internal/fit_blur.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace waferglow {
namespace {

constexpr double kPixelsLookedAt = 50000.0;  // an unnoticeable part of a pass
constexpr double kLeastSample = 24.0;
constexpr double kMostSample = 1000.0;
constexpr std::size_t kLeastLit = 12;
constexpr double kBrightest = 0.9;
constexpr float kLitOfBrightest = 0.4F;

/// Lit dies, an even share of them.
PilotSample lit_dies(const PilotDies& tile, std::span<const float> light, std::size_t most) {
    PilotSample sample;
    std::vector<float> values;
    for (const float value : light) {
        if (value == value) values.push_back(value);
    }
    if (values.size() < kLeastLit) return sample;
    const float bright = value_of_share(values, kBrightest);
    if (!(bright > 0.0F)) return sample;
    std::size_t i = 0;
    for (std::int32_t row = tile.rect.row_begin; row < tile.rect.row_end; ++row) {
        for (std::int32_t col = tile.rect.col_begin; col < tile.rect.col_end; ++col, ++i) {
            if (light[i] > kLitOfBrightest * bright && light[i] < bright / kLitOfBrightest)
                sample.lit.push_back(
                    {.center = tile.lattice.center({row, col}), .sum = static_cast<double>(light[i])});
        }
    }
    const std::size_t step = sample.lit.size() / most + 1;
    std::size_t kept = 0;
    for (std::size_t k = 0; k < sample.lit.size(); k += step) sample.lit[kept++] = sample.lit[k];
    sample.lit.resize(kept);
    return sample;
}

}  // namespace

BlurSampler::BlurSampler(const TileLattice& lattice, const PixelCorrection& correction)
    : correction_(correction), plan_(plan_windows(lattice, {})) {}

TileBlur BlurSampler::sample(const PilotDies& tile, std::span<const float> light) const {
    const double cell_px = plan_.x.pitch_px * plan_.y.pitch_px;
    const auto most =
        static_cast<std::size_t>(std::clamp(kPixelsLookedAt / cell_px, kLeastSample, kMostSample));
    const PilotSample sample = lit_dies(tile, light, most);
    if (sample.lit.size() < kLeastLit) return {};
    const std::span one(&tile, 1);
    const BlurFit x = fit_blur(one, correction_, sample, plan_, Axis::x);
    const BlurFit y = fit_blur(one, correction_, sample, plan_, Axis::y);
    if (!x.known || !y.known) return {};
    return {.x_px = static_cast<float>(x.blur_px),
            .y_px = static_cast<float>(y.blur_px),
            .sigma_x_px = static_cast<float>(x.sigma_px),
            .sigma_y_px = static_cast<float>(y.sigma_px)};
}

}  // namespace waferglow
