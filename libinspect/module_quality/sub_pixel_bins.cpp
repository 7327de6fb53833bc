// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/internal/sub_pixel_bins.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/module_quality/internal/lines.h"
#include "libinspect/module_quality/internal/luminance.h"

#include <algorithm>
#include <cmath>

namespace waferglow::module {
namespace {

constexpr double kSurelyLit = 6.0;  // sigmas of noise

/// Median light of each colour where it is judged, counts per ms; 0: not known.
std::vector<double> median_lights(const ModuleLight& light, const ModuleQuality& quality) {
    std::vector<double> medians(quality.judged_in.size(), 0.0);
    for (std::size_t s = 0; s < medians.size(); ++s) {
        if (!quality.judged_in[s]) continue;
        std::vector<float> values;
        for (std::size_t i = 0; i < light.module.grid.cells(); ++i) {
            const float value = light_per_ms(light, *quality.judged_in[s], s, i);
            if (!std::isnan(value)) values.push_back(value);
        }
        if (!values.empty()) medians[s] = static_cast<double>(upper_median(values));
    }
    return medians;
}

class SubPixelJudge {
  public:
    SubPixelJudge(const ModuleLight& light, const QualitySettings& settings, const ModuleQuality& quality)
        : light_(light),
          settings_(settings),
          quality_(quality),
          black_(black_pattern(light)),
          medians_(median_lights(light, quality)) {}

    [[nodiscard]] std::vector<ModuleBin> bins_of(std::size_t sub_pixel) const {
        const std::size_t cells = light_.module.grid.cells();
        std::vector<ModuleBin> bins(cells, ModuleBin::unmeasured);
        const std::vector<std::uint8_t> lines =
            line_mask(quality_.lines, sub_pixel, light_.module.grid, true);
        const DimBright limits = dim_bright_of(settings_, quality_.spread[sub_pixel]);
        for (std::size_t i = 0; i < cells; ++i) {
            if (always_on(sub_pixel, i)) {
                bins[i] = ModuleBin::always_on;
            } else if (measured(sub_pixel, i)) {
                bins[i] = driven_bin(sub_pixel, i, lines[i] != 0, limits);
            }
        }
        return bins;
    }

  private:
    [[nodiscard]] bool always_on(std::size_t sub_pixel, std::size_t i) const {
        if (!black_ || !(medians_[sub_pixel] > 0.0)) return false;
        const LightPlane& plane = light_.plane(*black_, sub_pixel);
        if (plane.state[i] == LightState::none) return false;
        if (plane.state[i] == LightState::saturated) return true;
        const auto lit = static_cast<double>(light_per_ms(light_, *black_, sub_pixel, i));
        return lit > settings_.always_on_above * medians_[sub_pixel] &&
               static_cast<double>(plane.light[i]) > kSurelyLit * static_cast<double>(plane.sigma[i]);
    }

    /// Measured in the pattern by which it is judged, and in black where there is one: what might glow in
    /// black is not known to be good.
    [[nodiscard]] bool measured(std::size_t sub_pixel, std::size_t i) const {
        if (!quality_.judged_in[sub_pixel]) return false;
        const std::size_t pattern = *quality_.judged_in[sub_pixel];
        if (light_.plane(pattern, sub_pixel).state[i] == LightState::none) return false;
        if (std::isnan(quality_.relative[sub_pixel][i])) return false;
        return !black_ || light_.plane(*black_, sub_pixel).state[i] != LightState::none;
    }

    [[nodiscard]] bool another_glows(std::size_t sub_pixel, std::size_t i) const {
        const std::size_t pattern = *quality_.judged_in[sub_pixel];
        for (std::size_t other = 0; other < medians_.size(); ++other) {
            if (light_.patterns[pattern].drives(other) || !(medians_[other] > 0.0)) continue;
            const auto lit = static_cast<double>(light_per_ms(light_, pattern, other, i));
            if (lit > settings_.wrong_colour_above * medians_[other]) return true;
        }
        return false;
    }

    [[nodiscard]] ModuleBin driven_bin(std::size_t sub_pixel, std::size_t i, bool in_line,
                                       const DimBright& limits) const {
        const auto relative = static_cast<double>(quality_.relative[sub_pixel][i]);
        const std::size_t pattern = *quality_.judged_in[sub_pixel];
        // As bright as told at least: that it is too dark can't be said.
        const bool saturated = light_.plane(pattern, sub_pixel).state[i] == LightState::saturated;
        if (!saturated && relative < settings_.wrong_colour_below && another_glows(sub_pixel, i))
            return ModuleBin::wrong_colour;
        if (in_line) return ModuleBin::line;
        if (!saturated && relative < settings_.dead_below) return ModuleBin::dead;
        if (!saturated && relative < limits.dim_below) return ModuleBin::dim;
        if (relative > limits.bright_above) return ModuleBin::bright;
        return saturated ? ModuleBin::saturated : ModuleBin::good;
    }

    const ModuleLight& light_;
    const QualitySettings& settings_;
    const ModuleQuality& quality_;
    std::optional<std::size_t> black_;
    std::vector<double> medians_;
};

}  // namespace

DimBright dim_bright_of(const QualitySettings& settings, double spread) {
    const double reach = settings.outlier_sigmas * spread;
    return {std::min(settings.dim_below, std::exp(-reach)), std::max(settings.bright_above, std::exp(reach))};
}

void bin_sub_pixels(const ModuleLight& light, const QualitySettings& settings, ModuleQuality& quality) {
    const SubPixelJudge judge_of(light, settings, quality);
    quality.bins.clear();
    quality.counts.fill(0);
    for (std::size_t s = 0; s < light.module.sub_pixels.size(); ++s) {
        quality.bins.push_back(judge_of.bins_of(s));
        for (const ModuleBin bin : quality.bins.back()) ++quality.counts.at(order_of(bin));
    }
}

}  // namespace waferglow::module
