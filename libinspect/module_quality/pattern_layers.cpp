// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/pattern_layers.h"

#include "libinspect/module_quality/internal/lines.h"
#include "libinspect/module_quality/internal/luminance.h"
#include "libinspect/module_quality/internal/relative_light.h"

namespace waferglow::module {

std::vector<float> relative_in(const ModuleLight& light, const ModuleQuality& quality, std::size_t pattern,
                               std::size_t sub_pixel) {
    if (!light.patterns[pattern].drives(sub_pixel)) return {};
    if (quality.judged_in[sub_pixel] == pattern) return quality.relative[sub_pixel];
    return relative_light(light, pattern, sub_pixel,
                          line_mask(quality.lines, sub_pixel, light.module.grid, false))
        .relative;
}

std::vector<float> black_light_of(const ModuleLight& light, const ModuleQuality& quality,
                                  std::size_t sub_pixel) {
    const std::optional<std::size_t> black = black_pattern(light);
    if (!black || !quality.judged_in[sub_pixel]) return {};
    const std::optional<double> mean = mean_light(light, *quality.judged_in[sub_pixel], sub_pixel);
    if (!mean || !(*mean > 0.0)) return {};
    std::vector<float> values(light.module.grid.cells());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = light_per_ms(light, *black, sub_pixel, i) / static_cast<float>(*mean);
    return values;
}

std::vector<const DemuraTable*> full_gray_tables(const ModuleQuality& quality, const Module& module) {
    std::vector<const DemuraTable*> tables(module.sub_pixels.size(), nullptr);
    for (const DemuraTable& table : quality.demura) {  // full gray comes first
        if (tables[table.sub_pixel] == nullptr) tables[table.sub_pixel] = &table;
    }
    return tables;
}

}  // namespace waferglow::module
