// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/internal/layer_summary.h"

#include "libinspect/map/internal/robust.h"

#include <algorithm>
#include <cmath>

namespace waferglow {

LayerSummary summarise(std::span<const float> values) {
    std::vector<float> finite;
    finite.reserve(values.size());
    for (const float value : values) {
        if (std::isfinite(value)) finite.push_back(value);
    }
    LayerSummary summary;
    summary.dies = std::ssize(finite);
    if (finite.empty()) return summary;
    const auto n = static_cast<double>(finite.size());
    double sum = 0.0;
    for (const float value : finite) sum += static_cast<double>(value);
    summary.mean = sum / n;
    double squares = 0.0;
    for (const float value : finite) squares += std::pow(static_cast<double>(value) - summary.mean, 2);
    if (finite.size() > 1) summary.sigma = std::sqrt(squares / (n - 1.0));
    const auto [min, max] = std::ranges::minmax(finite);
    summary.min = static_cast<double>(min);
    summary.max = static_cast<double>(max);
    summary.low = quantile(finite, 0.01);
    summary.high = quantile(finite, 0.99);
    summary.median = quantile(finite, 0.5);
    for (float& value : finite) value = std::abs(value - static_cast<float>(summary.median));
    summary.robust_sigma = kMadToSigma * quantile(finite, 0.5);
    return summary;
}

Histogram histogram(std::span<const float> values, double low, double high, std::size_t classes) {
    Histogram histogram{.low = low, .high = high, .counts = std::vector<std::int64_t>(classes, 0)};
    const double scale = static_cast<double>(classes) / (high - low);
    for (const float value : values) {
        if (!std::isfinite(value)) continue;
        const double at = (static_cast<double>(value) - low) * scale;
        if (at < 0.0) {
            ++histogram.below;
        } else if (static_cast<double>(value) > high) {
            ++histogram.above;
        } else {
            ++histogram.counts[std::min(static_cast<std::size_t>(at), classes - 1)];
        }
    }
    return histogram;
}

double farthest_die_um(const DieMap& map) {
    double farthest = 0.0;
    for (std::int32_t row = 0; row < map.grid().rows; ++row) {
        const ColumnSpan span = map.presence().reach(row);
        if (span.size() <= 0) continue;
        for (const std::int32_t col : {span.begin, span.end - 1}) {
            const WaferPoint p = map.grid().center({row, col});
            farthest = std::max(farthest, std::hypot(p.x, p.y));
        }
    }
    return farthest;
}

std::vector<RingSummary> radial_profile(const DieMap& map, std::span<const float> values, std::size_t rings) {
    const DieGrid& grid = map.grid();
    const double width_um = std::max(farthest_die_um(map), 1e-3) / static_cast<double>(rings);
    std::vector<std::vector<float>> ring_values(rings);
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (const ColumnSpan& span : map.presence().runs(row)) {
            for (std::int32_t col = span.begin; col < span.end; ++col) {
                const float value = values[grid.cell({row, col})];
                if (!std::isfinite(value)) continue;
                const WaferPoint p = grid.center({row, col});
                const auto ring = static_cast<std::size_t>(std::hypot(p.x, p.y) / width_um);
                ring_values[std::min(ring, rings - 1)].push_back(value);
            }
        }
    }
    std::vector<RingSummary> profile(rings);
    for (std::size_t i = 0; i < rings; ++i) {
        profile[i].radius_mm = 1e-3 * width_um * (static_cast<double>(i) + 0.5);
        profile[i].dies = std::ssize(ring_values[i]);
        profile[i].low = quantile(ring_values[i], 0.1);
        profile[i].median = quantile(ring_values[i], 0.5);
        profile[i].high = quantile(ring_values[i], 0.9);
    }
    return profile;
}

}  // namespace waferglow
