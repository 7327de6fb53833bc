// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/order_statistics.h"
#include "libinspect/module_quality/internal/luminance.h"
#include "libinspect/module_quality/internal/luminance_quality.h"
#include "libinspect/module_quality/internal/relative_light.h"
#include "libinspect/module_quality/internal/smooth_light.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace waferglow::module {
namespace {

/// Error of log light beside noise: lattice, windows, tiles.
constexpr double kLogError = 0.004;
constexpr double kLowGrayFieldSigmaPx = 8.0;
constexpr float kNoGamma = std::numeric_limits<float>::quiet_NaN();

/// Patterns of the same lights at different grays, by rising gray: the most there are for the colour, it
/// alone before with others.
std::vector<std::size_t> gray_series(const ModuleLight& light, std::size_t sub_pixel) {
    std::map<std::vector<std::size_t>, std::map<int, std::size_t>> series;
    for (std::size_t p = 0; p < light.patterns.size(); ++p) {
        if (light.patterns[p].drives(sub_pixel))
            series[light.patterns[p].lights].emplace(light.patterns[p].gray, p);
    }
    const std::pair<const std::vector<std::size_t>, std::map<int, std::size_t>>* best = nullptr;
    const auto rank = [](const auto& entry) {
        return std::tuple(std::min<std::size_t>(entry.second.size(), 2),
                          -static_cast<std::int64_t>(entry.first.size()), entry.second.size());
    };
    for (const auto& entry : series) {
        if (best == nullptr || rank(entry) > rank(*best)) best = &entry;
    }
    std::vector<std::size_t> patterns;
    if (best == nullptr) return patterns;
    for (const auto& [gray, pattern] : best->second) patterns.push_back(pattern);
    return patterns;
}

struct GammaFit {
    double gamma = 0.0;
    double residual = 0.0;  // rms about the line; 0 where two grays leave none
    bool known = false;
};

GammaFit fit_gamma(const ModuleLight& light, const std::vector<std::size_t>& patterns, std::size_t sub_pixel,
                   std::size_t i) {
    double w = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
    int used = 0;
    for (const std::size_t p : patterns) {
        const LightPlane& plane = light.plane(p, sub_pixel);
        if (plane.state[i] != LightState::measured || !(plane.light[i] > 0.0F)) continue;
        const double noise = static_cast<double>(plane.sigma[i] / plane.light[i]);
        if (noise > 0.5) continue;  // its logarithm says nothing
        const double weight = 1.0 / (noise * noise + kLogError * kLogError);
        const double gray = std::log(static_cast<double>(light.patterns[p].gray));
        const double value = std::log(static_cast<double>(light_per_ms(light, p, sub_pixel, i)));
        w += weight;
        x += weight * gray;
        y += weight * value;
        xx += weight * gray * gray;
        xy += weight * gray * value;
        yy += weight * value * value;
        ++used;
    }
    if (used < 2) return {};
    const double vxx = xx / w - x / w * (x / w);
    const double vxy = xy / w - x / w * (y / w);
    const double vyy = yy / w - y / w * (y / w);
    const double gamma = vxy / vxx;
    return {gamma, std::sqrt(std::max(0.0, vyy - gamma * vxy)), true};
}

std::optional<double> low_gray_mura(const ModuleLight& light, const GrayResponse& response,
                                    const std::vector<ModuleBin>& bins) {
    const std::size_t cells = bins.size();
    std::vector<float> ratio(cells, kNoGamma);
    std::vector<std::uint8_t> used(cells, 0);
    for (std::size_t i = 0; i < cells; ++i) {
        const float low = light_per_ms(light, response.patterns.front(), response.sub_pixel, i);
        const float high = light_per_ms(light, response.patterns.back(), response.sub_pixel, i);
        if (bins[i] != ModuleBin::good || !(low > 0.0F) || !(high > 0.0F)) continue;
        ratio[i] = std::log(low / high);
        used[i] = 1;
    }
    const std::vector<float> smooth =
        smooth_light(ratio, used, light.module.grid.cols, panels_of(light.module), kLowGrayFieldSigmaPx);
    double sum = 0.0;
    double squares = 0.0;
    std::int64_t count = 0;
    for (const float value : smooth) {
        if (std::isnan(value)) continue;
        sum += static_cast<double>(value);
        squares += static_cast<double>(value) * static_cast<double>(value);
        ++count;
    }
    if (count < 2) return std::nullopt;
    const double mean = sum / static_cast<double>(count);
    return std::sqrt(std::max(0.0, squares / static_cast<double>(count) - mean * mean));
}

}  // namespace

std::vector<GrayResponse> gray_responses(const ModuleLight& light, const ModuleQuality& quality) {
    std::vector<GrayResponse> all;
    for (std::size_t s = 0; s < light.module.sub_pixels.size(); ++s) {
        GrayResponse one{.sub_pixel = s, .patterns = gray_series(light, s)};
        if (one.patterns.size() < 2) continue;
        const std::size_t cells = light.module.grid.cells();
        one.gamma.assign(cells, kNoGamma);
        std::vector<float> gammas;
        std::vector<float> residuals;
        for (std::size_t i = 0; i < cells; ++i) {
            const GammaFit fit = fit_gamma(light, one.patterns, s, i);
            if (!fit.known) continue;
            one.gamma[i] = static_cast<float>(fit.gamma);
            if (quality.bins[s][i] != ModuleBin::good) continue;
            gammas.push_back(static_cast<float>(fit.gamma));
            residuals.push_back(static_cast<float>(fit.residual));
        }
        if (gammas.empty()) continue;
        one.median_gamma = static_cast<double>(upper_median(gammas));
        one.gamma_spread = robust_spread(gammas, one.median_gamma);
        one.worst_residual = static_cast<double>(upper_median(residuals));
        one.low_gray_mura = low_gray_mura(light, one, quality.bins[s]);
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace waferglow::module
