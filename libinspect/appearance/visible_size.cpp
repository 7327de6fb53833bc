// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/internal/visible_size.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace waferglow::appearance {
namespace {

constexpr double kLeastBlur_px = 0.3;
constexpr double kBlurStep_px = 0.05;
constexpr std::size_t kBlurs = 60;
constexpr std::size_t kSizes = 160;

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
        const auto smooth = [&](int i) { return 0.25 * (light(i - 1) + 2.0 * light(i) + light(i + 1)); };
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

VisibleSize::VisibleSize(const AppearanceModel& model)
    : pixel_um_(model.camera.pixel_um),
      largest_px_(std::min(model.window.die_width_px, model.window.die_height_px)) {
    constexpr double kContrast = 0.5;
    const double strength =
        model.body_spread > 0.0 ? kContrast * model.regions.body_light / model.body_spread : 0.0;
    const double side_per_diameter = 0.5 * std::sqrt(std::numbers::pi);
    for (std::size_t b = 0; b < kBlurs; ++b) {
        std::vector<double>& of_size = answers_.emplace_back();
        for (std::size_t i = 1; i <= kSizes; ++i) {
            const double side = side_per_diameter * largest_px_ * static_cast<double>(i) / kSizes;
            const double blur = kLeastBlur_px + static_cast<double>(b) * kBlurStep_px;
            of_size.push_back(strength * answer_to(model.weights, side, blur));
        }
    }
}

double VisibleSize::smallest_um(double threshold, double noise, double blur_px) const {
    const double step = std::round((blur_px - kLeastBlur_px) / kBlurStep_px);
    const auto blur = static_cast<std::size_t>(std::clamp(step, 0.0, static_cast<double>(kBlurs - 1)));
    const std::vector<double>& answers = answers_[blur];
    const double wanted = threshold * noise;
    // Answers grow with the size.
    const auto at = std::ranges::lower_bound(answers, wanted);
    if (!std::isfinite(wanted) || at == answers.end()) return std::numeric_limits<double>::quiet_NaN();
    const auto i = static_cast<std::size_t>(at - answers.begin());
    const double before = i == 0 ? 0.0 : answers[i - 1];
    const double share = (wanted - before) / std::max(*at - before, 1e-12);
    return (static_cast<double>(i) + share) / kSizes * largest_px_ * pixel_um_;
}

}  // namespace waferglow::appearance
