// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/internal/luminance.h"
#include "libinspect/module_quality/internal/luminance_quality.h"

#include <cmath>

namespace waferglow::module {
namespace {

constexpr double kBlackSigmas = 3.0;

/// Mean light in black of one colour, and its error by the noise of its sites, counts per ms.
struct BlackLight {
    double mean = 0.0;
    double error = 0.0;
};
std::optional<BlackLight> black_light(const ModuleLight& light, std::size_t pattern, std::size_t sub_pixel) {
    const std::optional<double> mean = mean_light(light, pattern, sub_pixel);
    if (!mean) return std::nullopt;
    double variance = 0.0;
    std::int64_t count = 0;
    const LightPlane& plane = light.plane(pattern, sub_pixel);
    for (std::size_t i = 0; i < plane.state.size(); ++i) {
        if (plane.state[i] == LightState::none) continue;
        variance += static_cast<double>(plane.sigma[i]) * static_cast<double>(plane.sigma[i]);
        ++count;
    }
    return BlackLight{*mean,
                      std::sqrt(variance) / static_cast<double>(count) / light.patterns[pattern].exposure_ms};
}

}  // namespace

std::optional<WhitePoint> white_point(const ModuleLight& light) {
    const std::optional<std::size_t> pattern = white_pattern(light);
    if (!pattern) return std::nullopt;
    const auto scales = luminance_scales(light);
    TriStimulus sum;
    for (std::size_t s = 0; s < scales.size(); ++s) {
        const auto& chromaticity = light.module.sub_pixels[s].chromaticity;
        const std::optional<double> mean = mean_light(light, *pattern, s);
        if (!scales[s] || !chromaticity || !mean) return std::nullopt;
        sum.add(*mean * *scales[s], *chromaticity);
    }
    if (!(sum.y > 0.0)) return std::nullopt;
    return WhitePoint{sum.y, sum.chromaticity(), *pattern};
}

std::optional<double> contrast_ratio(const ModuleLight& light) {
    const std::optional<std::size_t> white = white_pattern(light);
    const std::optional<std::size_t> black = black_pattern(light);
    if (!white || !black) return std::nullopt;
    const auto scales = luminance_scales(light);
    double lit = 0.0;
    double dark = 0.0;
    double error = 0.0;
    for (std::size_t s = 0; s < scales.size(); ++s) {
        if (!scales[s] && scales.size() > 1) return std::nullopt;
        const double scale = scales[s].value_or(1.0);
        const std::optional<double> mean = mean_light(light, *white, s);
        const std::optional<BlackLight> in_black = black_light(light, *black, s);
        if (!mean || !in_black) return std::nullopt;
        lit += scale * *mean;
        dark += scale * in_black->mean;
        error = std::hypot(error, scale * in_black->error);
    }
    if (!(dark > kBlackSigmas * error) || !(lit > dark)) return std::nullopt;
    return lit / dark;
}

}  // namespace waferglow::module
