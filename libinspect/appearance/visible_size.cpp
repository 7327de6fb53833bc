// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/visible_size.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace waferglow::appearance {
namespace {

/// Strongest answer of the point and blob filters to a square of side `side_px` of residual 1, blurred and
/// smoothed; a disc of the same area answers about the same. The mean of one on a pixel and one between two.
double answer_to(const FilterWeights& weights, double side_px, double blur_px) {
    double sum = 0.0;
    for (const double offset : {0.0, 0.5}) {
        const auto light = [&](int i) {
            const double d = i - offset;
            const double unit = blur_px * std::numbers::sqrt2;
            return 0.5 * (std::erf((d + 0.5 * side_px) / unit) - std::erf((d - 0.5 * side_px) / unit));
        };
        const auto smooth = [&](int i) { return light(i - 1) + 2.0 * light(i) + light(i + 1); };
        const auto squared = [](double v) { return v * v; };
        const std::array<double, 3> answers{squared(smooth(0)), squared(smooth(-1) + smooth(1)),
                                            squared(smooth(-2) + smooth(0) + smooth(2))};
        double best = 0.0;
        for (std::size_t f = 0; f < answers.size(); ++f) {
            best = std::max(best, answers.at(f) * static_cast<double>(weights.of.at(f)[0]));
        }
        sum += 0.5 * best;
    }
    return sum;
}

}  // namespace

double smallest_visible_um(const AppearanceModel& model, double threshold, double noise, double blur_px) {
    constexpr double kContrast = 0.5;
    const double strength = kContrast * model.regions.body_light / (model.body_spread * noise);
    const double side_per_diameter = 0.5 * std::sqrt(std::numbers::pi);
    double low = 0.0;
    double high = std::min(model.window.die_width_px, model.window.die_height_px);
    const auto seen = [&](double diameter_px) {
        return strength * answer_to(model.weights, side_per_diameter * diameter_px, blur_px) >= threshold;
    };
    if (!seen(high)) return std::numeric_limits<double>::quiet_NaN();
    for (int i = 0; i < 24; ++i) {
        const double middle = 0.5 * (low + high);
        (seen(middle) ? high : low) = middle;
    }
    return high * model.camera.pixel_um;
}

}  // namespace waferglow::appearance
