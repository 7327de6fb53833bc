// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/internal/light_per_electron.h"

#include "libinspect/intensity/internal/blurred_die.h"
#include "libinspect/intensity/windows.h"

#include <algorithm>
#include <cmath>

namespace waferglow {
namespace {

constexpr double kTrim = 0.9;              // of the squared differences, the smallest ones are kept
constexpr double kMeanBelowTrim = 0.6231;  // mean of a squared standard normal value below its 0.9 quantile
constexpr double kLeastPhotonShare = 0.2;  // of the variance, for it to say something
constexpr std::size_t kLeastPairs = 300;
constexpr std::size_t kEnoughPairs = 200'000;  // the mean of their squares is within a third of a percent

}  // namespace

double dn_per_electron_of(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                          const PilotSample& sample, const WindowPlan& plan) {
    const BlurredDie light_x(plan.x.die_px, plan.choice.blur_x_px);
    const BlurredDie light_y(plan.y.die_px, plan.choice.blur_y_px);
    std::vector<double> squares;  // of differences between pixels side by side, per light
    std::vector<double> share;    // of the die's light, a column of pixels
    double background_share = 0.0;
    const double pairs_a_die = 2.0 * plan.x.core_half_px * plan.y.core_half_px;
    const auto step = 1 + static_cast<std::size_t>(static_cast<double>(sample.lit.size()) * pairs_a_die /
                                                   static_cast<double>(kEnoughPairs));
    for (std::size_t i = 0; i < sample.lit.size(); i += step) {
        const SampledDie& die = sample.lit[i];
        const PilotDies& pilot = pilots[die.pilot];
        const auto least = [](double v) { return std::max(0, static_cast<int>(std::ceil(v))); };
        const auto most = [](double v, int size) {
            return std::min(size - 1, static_cast<int>(std::floor(v)));
        };
        const int x0 = least(die.center.x - plan.x.core_half_px);
        const int x1 = most(die.center.x + plan.x.core_half_px, pilot.tile.width);
        const int y0 = least(die.center.y - plan.y.core_half_px);
        const int y1 = most(die.center.y + plan.y.core_half_px, pilot.tile.height);
        share.clear();
        for (int x = x0; x <= x1; ++x) share.push_back(light_x(x - die.center.x));
        for (int y = y0; y <= y1; ++y) {
            const double row = die.sum * light_y(y - die.center.y);
            for (int x = x0; x + 1 <= x1; x += 2) {
                const auto column = static_cast<std::size_t>(x - x0);
                const double expected_left = row * share[column];
                const double expected_right = row * share[column + 1];
                const double difference =
                    static_cast<double>(correction.corrected(x, y, pilot.tile.at(x, y))) - expected_left -
                    static_cast<double>(correction.corrected(x + 1, y, pilot.tile.at(x + 1, y))) +
                    expected_right;
                const double gain = correction.gain().at(x, y) * static_cast<double>(correction.gain_unit());
                const double light = (expected_left + expected_right) * gain;
                if (!(light > 0.0)) continue;
                squares.push_back(difference * difference / light);
                background_share += 2.0 * sample.background_variance / light;
            }
        }
    }
    if (squares.size() < kLeastPairs) return 0.0;
    background_share /= static_cast<double>(squares.size());
    const auto kept = static_cast<std::ptrdiff_t>(kTrim * static_cast<double>(squares.size()));
    std::vector<double> ordered = squares;
    std::nth_element(ordered.begin(), ordered.begin() + kept, ordered.end());
    const double limit = ordered[static_cast<std::size_t>(kept)];
    double mean = 0.0;
    for (const double square : squares) mean += square < limit ? square : 0.0;
    mean /= static_cast<double>(kept) * kMeanBelowTrim;
    const double photons = mean - background_share;
    return photons > kLeastPhotonShare * mean ? photons : 0.0;
}

}  // namespace waferglow
