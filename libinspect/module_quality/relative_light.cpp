// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/internal/relative_light.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/map/trend_surface.h"
#include "libinspect/module_quality/internal/luminance.h"
#include "libinspect/module_quality/internal/smooth_light.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waferglow::module {
namespace {

constexpr double kNeighbourSigmaPx = 5.0;
constexpr double kHealthySigmas = 3.5;
constexpr double kLeastHealthyLog = 0.02;  // a module without any spread of its own
// Before neighbours are known: off the trend of the whole module by more than this, whole regions are no
// neighbours, however even they are inside.
constexpr double kTrendLow = 0.7;
constexpr double kTrendHigh = 1.4;
constexpr int kNeighbourRounds = 3;
constexpr float kNotMeasured = std::numeric_limits<float>::quiet_NaN();

void mark_near_trend(std::span<const float> values, const DieGrid& grid,
                     std::span<const std::uint8_t> left_out, std::vector<std::uint8_t>& healthy) {
    const TrendSurface trend = fit_trend_surface(values, grid);
    if (!(trend.level > 0.0)) return;
    std::vector<float> row_trend(static_cast<std::size_t>(grid.cols));
    for (std::int32_t r = 0; r < grid.rows; ++r) {
        trend.along_row(grid, r, row_trend);
        for (std::int32_t c = 0; c < grid.cols; ++c) {
            const std::size_t i = grid.cell({r, c});
            const double ratio =
                static_cast<double>(values[i]) / static_cast<double>(row_trend[static_cast<std::size_t>(c)]);
            const bool out = !left_out.empty() && left_out[i] != 0;
            healthy[i] = !out && ratio > kTrendLow && ratio < kTrendHigh ? 1 : 0;
        }
    }
}

}  // namespace

double robust_spread(std::span<const float> values, double center) {
    constexpr std::size_t kMost = 1U << 20U;
    const std::size_t step = values.size() / kMost | 1U;
    std::vector<float> deviations;
    deviations.reserve(values.size() / step + 1);
    for (std::size_t i = 0; i < values.size(); i += step) {
        if (!std::isnan(values[i])) deviations.push_back(std::abs(values[i] - static_cast<float>(center)));
    }
    if (deviations.empty()) return 0.0;
    return kMadToSigma * static_cast<double>(upper_median(deviations));
}

RelativeLight relative_light(const ModuleLight& light, std::size_t pattern, std::size_t sub_pixel,
                             std::span<const std::uint8_t> left_out) {
    const DieGrid& grid = light.module.grid;
    const std::size_t cells = grid.cells();
    const LightPlane& plane = light.plane(pattern, sub_pixel);
    RelativeLight result{.relative = std::vector<float>(cells, kNotMeasured),
                         .log_light = std::vector<float>(cells, kNotMeasured),
                         .healthy = std::vector<std::uint8_t>(cells, 0)};
    std::vector<float> values(cells);
    for (std::size_t i = 0; i < cells; ++i) {
        values[i] = light_per_ms(light, pattern, sub_pixel, i);
        if (plane.state[i] == LightState::measured && values[i] > 0.0F)
            result.log_light[i] = std::log(values[i]);
    }
    mark_near_trend(values, grid, left_out, result.healthy);
    const std::vector<PixelRect> panels = panels_of(light.module);
    std::vector<float> reference;
    std::vector<float> off(cells);
    for (int round = 0; round < kNeighbourRounds; ++round) {
        for (std::size_t i = 0; i < cells; ++i) {
            if (std::isnan(result.log_light[i])) result.healthy[i] = 0;
        }
        reference = smooth_light(result.log_light, result.healthy, grid.cols, panels, kNeighbourSigmaPx);
        for (std::size_t i = 0; i < cells; ++i) off[i] = result.log_light[i] - reference[i];
        result.spread = robust_spread(off, 0.0);
        const auto limit = static_cast<float>(std::max(kHealthySigmas * result.spread, kLeastHealthyLog));
        for (std::size_t i = 0; i < cells; ++i) {
            const bool out = !left_out.empty() && left_out[i] != 0;
            result.healthy[i] = !out && std::abs(off[i]) < limit ? 1 : 0;
        }
    }
    for (std::size_t i = 0; i < cells; ++i) result.relative[i] = values[i] / std::exp(reference[i]);
    return result;
}

}  // namespace waferglow::module
