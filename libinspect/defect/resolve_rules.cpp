// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/defect/die_evidence.h"
#include "libinspect/defect/rules.h"
#include "libinspect/map/internal/robust.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

namespace waferglow {
namespace {

constexpr std::size_t kMaxSample = 500'000;

// Leaks.
constexpr double kExponent = 1.5;  // of PL and EL in the share that a shunt leaves
// Under weaker light than that at which a tolerated leak darkens the die, all that is told is dark or not:
// clear of the noise of dark dies, but in noise a ratio of 0.3 (the leak takes 55 %) is dark enough.
constexpr double kDarkRatio = 0.05;
constexpr double kDarkRatioInNoise = 0.3;
constexpr double kDarkSigmas = 4.0;
constexpr double kLeastAlone = 0.75;    // a lone channel's die dimmer than this is weak, whatever its leak
constexpr double kHealthySigmas = 3.7;  // one healthy die in 10,000 lies further out
constexpr double kDarkShare = 0.01;     // of dies that are dark under weak light, where it has to be guessed

constexpr double kBrightSigmas = 6.0;
constexpr double kLeastBright = 1.3;
constexpr double kUnevenSigmas = 8.0;
constexpr double kLeastUneven = 0.25;
constexpr double kWavelengthSigmas = 6.0;
constexpr double kLeastWavelength_nm = 1.0;

struct Sample {
    std::vector<float> strong;  // of lit dies
    std::vector<DieEvidence> lit;
};

Sample take_sample(const EvidenceReader& evidence, double dead_below, std::size_t row_length) {
    Sample sample;
    const std::size_t step = sampling_step(evidence.cells(), kMaxSample, row_length);
    for (std::size_t cell = 0; cell < evidence.cells(); cell += step) {
        const DieEvidence die = evidence.at(cell);
        if (!(static_cast<double>(die.strong) >= dead_below)) continue;
        sample.strong.push_back(die.strong);
        sample.lit.push_back(die);
    }
    return sample;
}

/// What dies of normal brightness have in `field`, where it is known.
std::vector<float> healthy_values(const Sample& sample, double weak_below, float DieEvidence::*field) {
    std::vector<float> values;
    for (const DieEvidence& die : sample.lit) {
        if (static_cast<double>(die.strong) >= weak_below && std::isfinite(die.*field))
            values.push_back(die.*field);
    }
    return values;
}

/// Middle and half the distance of the 16 and 84 % points.
struct Core {
    double median = 0.0;
    double sigma = 0.0;
};

Core core_of(std::vector<float> values) {
    if (values.empty()) return {};
    constexpr double kOneSigma = 0.1587;
    const double low = quantile(values, kOneSigma);
    const double high = quantile(values, 1.0 - kOneSigma);
    return {quantile(values, 0.5), 0.5 * (high - low)};
}

/// Minimum-error threshold between healthy dies, normal about 1, and dim outliers spread evenly between
/// `dead_below` and them: where N phi(k) / sigma equals the density of the outliers.
double weak_threshold(const std::vector<float>& strong, double sigma, double dead_below) {
    constexpr double kLeastSigmas = 2.5;
    constexpr double kMostSigmas = 6.0;
    constexpr double kNoScatter = 0.5;
    if (sigma <= 0.0) return kNoScatter;
    const double outliers_end = 1.0 - kMostSigmas * sigma;
    double sigmas = kHealthySigmas;
    if (outliers_end > dead_below) {
        const auto outliers = std::ranges::count_if(
            strong, [outliers_end](float value) { return static_cast<double>(value) < outliers_end; });
        const auto upper_half = std::ranges::count_if(strong, [](float value) { return value > 1.0F; });
        const double density = std::max(1.0, static_cast<double>(outliers)) / (outliers_end - dead_below);
        const double peak =
            2.0 * static_cast<double>(upper_half) / (sigma * std::sqrt(2.0 * std::numbers::pi));
        sigmas = std::sqrt(2.0 * std::log(std::max(peak / density, 1.0)));
    }
    return 1.0 - std::clamp(sigmas, kLeastSigmas, kMostSigmas) * sigma;
}

/// Share of a normal distribution beyond `sigmas`.
double tail(double sigmas) {
    return 0.5 * std::erfc(sigmas / std::numbers::sqrt2);
}

/// Threshold of least error between healthy ratios, 1 +- `healthy_sigma`, and dark ones, 0 +- `dark_sigma`.
double least_error_ratio(double healthy_sigma, double dark_sigma) {
    constexpr int kFirstPercent = 5;
    constexpr int kLastPercent = 95;
    double best = 0.0;
    double least = 2.0;
    for (int percent = kFirstPercent; percent <= kLastPercent; ++percent) {
        const double at = 0.01 * percent;
        const double error = tail((1.0 - at) / healthy_sigma) + kDarkShare * tail(at / dark_sigma);
        if (error < least) {
            least = error;
            best = at;
        }
    }
    return best;
}

/// What a shunt that takes `kToleratedShare` of the operating current leaves of the light at a density.
double tolerated_light(double w_cm2, double operating_w_cm2) {
    const double share = std::min(1.0, kToleratedShare * operating_w_cm2 / w_cm2);
    return std::pow(1.0 - share, kExponent);
}

/// The same as a ratio to the strongest channel, and clear of the noise of dark dies.
double tolerated_ratio(const EvidenceReader& evidence, double operating_w_cm2, double noise) {
    const double dark = std::clamp(kDarkSigmas * noise, kDarkRatio, kDarkRatioInNoise);
    if (evidence.leak_w_cm2() <= 0.0) return dark;
    const double operating = std::min(operating_w_cm2, evidence.strong_w_cm2());
    return std::max(dark, tolerated_light(evidence.leak_w_cm2(), operating));
}

/// Strong light at which a die that is dark under the weak light is as likely to have a leak that EL forgives
/// as one that it does not; none where that light has no say.
std::optional<double> forgiven_light(const EvidenceReader& evidence, double dark_ratio, double sigma,
                                     double operating_w_cm2) {
    constexpr int kSteps = 100;
    constexpr int kPlaces = 200;
    constexpr double kMilder = 0.8;  // of the tolerated leak: else darkness tells nearly all
    constexpr double kFarSigmas = 3.0;
    const double strong = evidence.strong_w_cm2();
    const double mildest = evidence.leak_w_cm2() * (1.0 - std::pow(dark_ratio, 1.0 / kExponent));
    const double tolerated = kToleratedShare * std::min(operating_w_cm2, strong);
    const bool has_a_say = evidence.leak_w_cm2() < kMilder * tolerated && tolerated < strong;
    if (!(has_a_say && mildest > 0.0 && sigma > 0.0)) return {};
    // Density of strong light `at` under leaks spread evenly over the logarithm of [low, high].
    const auto likelihood = [&](double at, double low, double high) {
        const double step = std::log(high / low) / kSteps;
        double sum = 0.0;
        for (int i = 0; i < kSteps; ++i) {
            const double leak = low * std::exp((i + 0.5) * step);
            const double off = (at - std::pow(1.0 - leak / strong, kExponent)) / sigma;
            sum += step * std::exp(-0.5 * off * off);
        }
        return sum;
    };
    const double first = std::pow(1.0 - tolerated / strong, kExponent) - kFarSigmas * sigma;
    const double last = 1.0 + kFarSigmas * sigma;
    for (int i = 0; i <= kPlaces; ++i) {
        const double at = first + (last - first) * i / kPlaces;
        if (likelihood(at, mildest, tolerated) >= likelihood(at, tolerated, strong)) return at;
    }
    return {};
}

void resolve_ratio(const EvidenceReader& evidence, const Sample& sample, BinRules& rules) {
    const double sigma = upper_spread(healthy_values(sample, *rules.weak_below, &DieEvidence::ratio), 1.0);
    const double noise = core_of(healthy_values(sample, *rules.weak_below, &DieEvidence::ratio_sigma)).median;
    if (!rules.ratio_spread) rules.ratio_spread = std::sqrt(std::max(0.0, sigma * sigma - noise * noise));
    if (rules.leaky_below) return;
    const double leak_sigma =
        upper_spread(healthy_values(sample, *rules.weak_below, &DieEvidence::leak_ratio), 1.0);
    const double leak_noise =
        core_of(healthy_values(sample, *rules.weak_below, &DieEvidence::leak_ratio_sigma)).median;
    rules.leaky_below = tolerated_ratio(evidence, rules.operating_w_cm2, leak_noise);
    if (leak_sigma > 0.0) {
        const double dark_sigma = leak_noise > 0.0 ? std::min(leak_noise, leak_sigma) : leak_sigma;
        const double limit =
            std::max(1.0 - kHealthySigmas * leak_sigma, least_error_ratio(leak_sigma, dark_sigma));
        rules.leaky_below = std::min(*rules.leaky_below, limit);
    }
    rules.forgiven_above =
        forgiven_light(evidence, *rules.leaky_below, upper_spread(sample.strong, 1.0), rules.operating_w_cm2);
}

/// A lone channel shows leaks by their dimness only: what EL forgives is not to be rejected for standing out
/// of the healthy dies' scatter.
double forgiving(double weak_below, const EvidenceReader& evidence, double operating_w_cm2) {
    if (evidence.weak_w_cm2() < evidence.strong_w_cm2() || !(evidence.strong_w_cm2() > 0.0))
        return weak_below;
    return std::min(weak_below,
                    std::max(kLeastAlone, tolerated_light(evidence.strong_w_cm2(), operating_w_cm2)));
}

}  // namespace

BinRules resolve_rules(const DieMap& map, std::span<const Channel> channels, BinRules rules) {
    const EvidenceReader evidence(map, channels, rules.operating_w_cm2);
    const Sample sample = take_sample(evidence, rules.dead_below, static_cast<std::size_t>(map.grid().cols));
    const double sigma = upper_spread(sample.strong, 1.0);
    if (!rules.weak_below) {
        rules.weak_below = forgiving(weak_threshold(sample.strong, sigma, rules.dead_below), evidence,
                                     rules.operating_w_cm2);
    }
    if (!rules.bright_above) rules.bright_above = std::max(kLeastBright, 1.0 + kBrightSigmas * sigma);
    resolve_ratio(evidence, sample, rules);
    if (!rules.nonuniformity_above) {
        const Core core = core_of(healthy_values(sample, *rules.weak_below, &DieEvidence::nonuniformity));
        rules.nonuniformity_above = core.median + std::max(kUnevenSigmas * core.sigma, kLeastUneven);
    }
    if (!rules.wavelength_tolerance_nm) {
        const Core core =
            core_of(healthy_values(sample, *rules.weak_below, &DieEvidence::wavelength_deviation_nm));
        rules.wavelength_tolerance_nm = std::max(kWavelengthSigmas * core.sigma, kLeastWavelength_nm);
    }
    return rules;
}

}  // namespace waferglow
