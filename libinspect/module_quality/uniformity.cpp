// SPDX-License-Identifier: GPL-3.0-or-later
// Uniformity over 9 points (IDMS; points as in data sheets of panels) and over all pixels.
#include "libinspect/base/order_statistics.h"
#include "libinspect/module_quality/internal/luminance.h"
#include "libinspect/module_quality/internal/luminance_quality.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waferglow::module {
namespace {

constexpr std::array<double, 3> kPointPlaces{0.1, 0.5, 0.9};
constexpr double kSpotOfShorterSide = 0.1;
constexpr std::int32_t kStepBlockPx = 32;
constexpr double kLeastMeasured = 0.5;  // of a spot or block
constexpr double kNotTold = std::numeric_limits<double>::quiet_NaN();

/// Light of the pixels of one pattern: luminance where it is known of all its colours, else relative to the
/// mean of each colour. NaN: not all of the pixel's driven sub-pixels are measured.
class PatternLight {
  public:
    PatternLight(const ModuleLight& light, std::size_t pattern)
        : light_(light), pattern_(pattern), scales_(luminance_scales(light)) {
        const std::vector<std::size_t>& lights = light.patterns[pattern].lights;
        absolute_ = std::ranges::all_of(lights, [&](std::size_t s) { return scales_[s].has_value(); });
        coloured_ = absolute_ && lights.size() > 1 && std::ranges::all_of(lights, [&](std::size_t s) {
                        return light.module.sub_pixels[s].chromaticity.has_value();
                    });
        if (absolute_) return;
        for (const std::size_t s : lights) {
            const std::optional<double> mean = mean_light(light, pattern, s);
            scales_[s] = mean && *mean > 0.0 ? 1.0 / *mean : kNotTold;
        }
    }

    [[nodiscard]] bool coloured() const { return coloured_; }
    [[nodiscard]] double of_pixel(std::size_t i) const {
        double sum = 0.0;
        for (const std::size_t s : light_.patterns[pattern_].lights)
            sum += static_cast<double>(light_per_ms(light_, pattern_, s, i)) * *scales_[s];
        return sum;
    }
    void add_to(TriStimulus& sum, std::size_t i) const {
        for (const std::size_t s : light_.patterns[pattern_].lights) {
            const double luminance = static_cast<double>(light_per_ms(light_, pattern_, s, i)) * *scales_[s];
            if (!std::isnan(luminance)) sum.add(luminance, *light_.module.sub_pixels[s].chromaticity);
        }
    }

  private:
    const ModuleLight& light_;
    std::size_t pattern_;
    std::vector<std::optional<double>> scales_;
    bool absolute_ = false;
    bool coloured_ = false;
};

struct MeanLight {
    double mean = kNotTold;
    TriStimulus color;
};

MeanLight mean_over(const PatternLight& pixels, const DieGrid& grid, std::int32_t top, std::int32_t left,
                    std::int32_t size) {
    MeanLight result;
    double sum = 0.0;
    std::int32_t count = 0;
    const std::int32_t bottom = std::min(grid.rows, top + size);
    const std::int32_t right = std::min(grid.cols, left + size);
    for (std::int32_t r = std::max(0, top); r < bottom; ++r) {
        for (std::int32_t c = std::max(0, left); c < right; ++c) {
            const double value = pixels.of_pixel(grid.cell({r, c}));
            if (std::isnan(value)) continue;
            sum += value;
            ++count;
            if (pixels.coloured()) pixels.add_to(result.color, grid.cell({r, c}));
        }
    }
    if (count > 0 && count >= kLeastMeasured * size * size) result.mean = sum / count;
    return result;
}

void take_points(const PatternLight& pixels, const DieGrid& grid, Uniformity& result) {
    const std::int32_t size = std::max(
        1, static_cast<std::int32_t>(std::lround(kSpotOfShorterSide * std::min(grid.rows, grid.cols))));
    std::vector<UcsPoint> colors;
    double sum = 0.0;
    bool all = true;
    for (std::size_t i = 0; i < result.point_light.size(); ++i) {
        const auto first = [&](double place, std::int32_t count) {
            return std::clamp(static_cast<std::int32_t>(std::lround(place * count - 0.5 * size)), 0,
                              std::max(0, count - size));
        };
        const MeanLight spot = mean_over(pixels, grid, first(kPointPlaces.at(i / 3), grid.rows),
                                         first(kPointPlaces.at(i % 3), grid.cols), size);
        result.point_light.at(i) = spot.mean;
        all = all && !std::isnan(spot.mean);
        sum += spot.mean;
        if (pixels.coloured() && spot.color.y > 0.0) colors.push_back(spot.color.ucs());
    }
    if (!all) {
        return;
    }
    for (double& point : result.point_light) point /= sum / 9.0;
    const auto [least, most] = std::ranges::minmax(result.point_light);
    if (most > 0.0) result.min_over_max = least / most;
    if (colors.size() < result.point_light.size()) return;
    double largest = 0.0;
    for (const UcsPoint& a : colors) {
        for (const UcsPoint& b : colors) largest = std::max(largest, std::hypot(a.u - b.u, a.v - b.v));
    }
    result.delta_uv = largest;
}

void take_steps(const PatternLight& pixels, const DieGrid& grid, Uniformity& result) {
    const std::int32_t rows = grid.rows / kStepBlockPx;
    const std::int32_t cols = grid.cols / kStepBlockPx;
    std::vector<double> means;
    for (std::int32_t r = 0; r < rows; ++r) {
        for (std::int32_t c = 0; c < cols; ++c)
            means.push_back(mean_over(pixels, grid, r * kStepBlockPx, c * kStepBlockPx, kStepBlockPx).mean);
    }
    const auto compare = [&](std::int32_t a, std::int32_t b) {
        const double one = means[static_cast<std::size_t>(a)];
        const double other = means[static_cast<std::size_t>(b)];
        const double step = std::abs(one - other) / (0.5 * (one + other));
        if (!std::isnan(step)) result.largest_step = std::max(step, result.largest_step.value_or(0.0));
    };
    for (std::int32_t r = 0; r < rows; ++r) {
        for (std::int32_t c = 0; c < cols; ++c) {
            if (c + 1 < cols) compare(r * cols + c, r * cols + c + 1);
            if (r + 1 < rows) compare(r * cols + c, (r + 1) * cols + c);
        }
    }
}

void take_spread(const PatternLight& pixels, const ModuleLight& light, const ModuleQuality& quality,
                 Uniformity& result) {
    std::vector<double> values;
    const std::vector<std::size_t>& lights = light.patterns[result.pattern].lights;
    for (std::size_t i = 0; i < light.module.grid.cells(); ++i) {
        const bool good =
            std::ranges::all_of(lights, [&](std::size_t s) { return quality.bins[s][i] == ModuleBin::good; });
        const double value = good ? pixels.of_pixel(i) : kNotTold;
        if (!std::isnan(value)) values.push_back(value);
    }
    if (values.size() < 2) return;
    double sum = 0.0;
    for (const double value : values) sum += value;
    const double mean = sum / static_cast<double>(values.size());
    double squares = 0.0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    result.spread = std::sqrt(squares / static_cast<double>(values.size() - 1)) / mean;
    result.percentile5 = value_of_share(values, 0.05) / mean;
    result.percentile95 = value_of_share(values, 0.95) / mean;
}

}  // namespace

std::vector<Uniformity> uniformity_of(const ModuleLight& light, const ModuleQuality& quality) {
    std::vector<Uniformity> all;
    for (std::size_t p = 0; p < light.patterns.size(); ++p) {
        if (light.patterns[p].black()) continue;
        Uniformity one{.pattern = p};
        const PatternLight pixels(light, p);
        take_points(pixels, light.module.grid, one);
        take_steps(pixels, light.module.grid, one);
        take_spread(pixels, light, quality, one);
        all.push_back(one);
    }
    return all;
}

}  // namespace waferglow::module
