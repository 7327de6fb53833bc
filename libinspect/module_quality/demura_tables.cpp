// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/order_statistics.h"
#include "libinspect/module_quality/internal/luminance.h"
#include "libinspect/module_quality/internal/verdict.h"

#include <algorithm>
#include <cmath>

namespace waferglow::module {
namespace {

/// Mean and standard deviation over it.
struct LightSpread {
    double sum = 0.0;
    double squares = 0.0;
    double count = 0.0;
    void add(double value) {
        sum += value;
        squares += value * value;
        count += 1.0;
    }
    [[nodiscard]] double relative() const {
        if (count < 2.0) return 0.0;
        const double mean = sum / count;
        return std::sqrt(std::max(0.0, squares / count - mean * mean)) / mean;
    }
};

DemuraTable demura_table(const ModuleLight& light, const ModuleQuality& quality,
                         const QualitySettings& settings, std::size_t sub_pixel, std::size_t pattern) {
    const std::size_t cells = light.module.grid.cells();
    const LightPlane& plane = light.plane(pattern, sub_pixel);
    DemuraTable table{.sub_pixel = sub_pixel, .pattern = pattern, .gain = std::vector<float>(cells, 1.0F)};
    const auto healthy = [&](std::size_t i) {
        return quality.bins[sub_pixel][i] == ModuleBin::good && plane.state[i] == LightState::measured &&
               plane.light[i] > 0.0F;
    };
    std::vector<float> values;
    LightSpread before;
    for (std::size_t i = 0; i < cells; ++i) {
        if (!healthy(i)) continue;
        values.push_back(light_per_ms(light, pattern, sub_pixel, i));
        before.add(static_cast<double>(values.back()));
    }
    table.left_alone = static_cast<std::int64_t>(cells - values.size());
    if (values.empty()) return table;
    table.target = static_cast<double>(value_of_share(values, settings.demura_percentile / 100.0));
    LightSpread after;
    double noise = 0.0;
    for (std::size_t i = 0; i < cells; ++i) {
        if (!healthy(i)) continue;
        const auto value = static_cast<double>(light_per_ms(light, pattern, sub_pixel, i));
        const double wanted = table.target / value;
        const double gain = std::clamp(wanted, settings.demura_gain_min, settings.demura_gain_max);
        if (gain != wanted) ++table.clipped;
        table.gain[i] = static_cast<float>(gain);
        after.add(value * gain);
        const auto error = static_cast<double>(plane.sigma[i] / plane.light[i]);
        noise += error * error;
    }
    table.spread_before = before.relative();
    table.spread_after = std::hypot(after.relative(), std::sqrt(noise / after.count));
    return table;
}

}  // namespace

std::vector<DemuraTable> demura_tables(const ModuleLight& light, const ModuleQuality& quality,
                                       const QualitySettings& settings) {
    std::vector<DemuraTable> tables;
    for (std::size_t s = 0; s < quality.bins.size(); ++s) {
        if (quality.judged_in[s])
            tables.push_back(demura_table(light, quality, settings, s, *quality.judged_in[s]));
    }
    // Of other grays a pattern of the colour alone tells more than one of several.
    for (const bool alone : {true, false}) {
        for (std::size_t s = 0; s < quality.bins.size(); ++s) {
            for (std::size_t p = 0; p < light.patterns.size(); ++p) {
                const LitPattern& pattern = light.patterns[p];
                const bool told = std::ranges::any_of(tables, [&](const DemuraTable& table) {
                    return table.sub_pixel == s && light.patterns[table.pattern].gray == pattern.gray;
                });
                if (pattern.drives(s) && !told && (!alone || pattern.lights.size() == 1))
                    tables.push_back(demura_table(light, quality, settings, s, p));
            }
        }
    }
    return tables;
}

}  // namespace waferglow::module
