// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/internal/luminance.h"

#include <limits>
#include <tuple>

namespace waferglow::module {

std::vector<std::optional<std::size_t>> judged_patterns(const ModuleLight& light) {
    std::vector<std::optional<std::size_t>> judged(light.module.sub_pixels.size());
    const auto rank = [&](std::size_t p) {
        const LitPattern& pattern = light.patterns[p];
        return std::tuple(pattern.full_of_one(), -static_cast<std::int64_t>(pattern.lights.size()),
                          static_cast<double>(pattern.gray) / pattern.gray_max);
    };
    for (std::size_t s = 0; s < judged.size(); ++s) {
        for (std::size_t p = 0; p < light.patterns.size(); ++p) {
            if (!light.patterns[p].drives(s)) continue;
            if (!judged[s] || rank(p) > rank(*judged[s])) judged[s] = p;
        }
    }
    return judged;
}

std::optional<std::size_t> black_pattern(const ModuleLight& light) {
    for (std::size_t p = 0; p < light.patterns.size(); ++p) {
        if (light.patterns[p].black()) return p;
    }
    return std::nullopt;
}

std::optional<std::size_t> white_pattern(const ModuleLight& light) {
    std::optional<std::size_t> white;
    const auto rank = [&](std::size_t p) {
        const LitPattern& pattern = light.patterns[p];
        return std::tuple(pattern.lights.size(), static_cast<double>(pattern.gray) / pattern.gray_max);
    };
    for (std::size_t p = 0; p < light.patterns.size(); ++p) {
        if (!light.patterns[p].black() && (!white || rank(p) > rank(*white))) white = p;
    }
    if (!white) return std::nullopt;
    for (std::size_t s = 0; s < light.module.sub_pixels.size(); ++s) {
        if (!light.patterns[*white].drives(s)) return std::nullopt;
    }
    return white;
}

float light_per_ms(const ModuleLight& light, std::size_t pattern, std::size_t sub_pixel, std::size_t pixel) {
    const LightPlane& plane = light.plane(pattern, sub_pixel);
    if (plane.state[pixel] == LightState::none) return std::numeric_limits<float>::quiet_NaN();
    return plane.light[pixel] / static_cast<float>(light.patterns[pattern].exposure_ms);
}

std::optional<double> mean_light(const ModuleLight& light, std::size_t pattern, std::size_t sub_pixel) {
    double sum = 0.0;
    std::int64_t count = 0;
    for (std::size_t i = 0; i < light.module.grid.cells(); ++i) {
        const auto value = static_cast<double>(light_per_ms(light, pattern, sub_pixel, i));
        if (value != value) continue;  // NaN
        sum += value;
        ++count;
    }
    if (count == 0) return std::nullopt;
    return sum / static_cast<double>(count);
}

std::vector<std::optional<double>> luminance_scales(const ModuleLight& light) {
    std::vector<std::optional<double>> scales(light.module.sub_pixels.size());
    const auto judged = judged_patterns(light);
    for (std::size_t s = 0; s < scales.size(); ++s) {
        const SubPixel& sub_pixel = light.module.sub_pixels[s];
        if (!sub_pixel.cd_m2 || !judged[s] || !light.patterns[*judged[s]].full_of_one()) continue;
        const std::optional<double> mean = mean_light(light, *judged[s], s);
        if (mean && *mean > 0.0) scales[s] = *sub_pixel.cd_m2 / *mean;
    }
    return scales;
}

}  // namespace waferglow::module
