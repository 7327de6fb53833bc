// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/defect/die_evidence.h"
#include "libinspect/defect/rules.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace waferglow {
namespace {

constexpr std::size_t kMaxSample = 2'000'000;
constexpr double kLeakRatio = 0.3;       // the shunt takes 1 - sqrt(0.3) = 45 % of the weak photocurrent
constexpr double kLeastLeakRatio = 0.1;  // below lies the glow of a dead short
constexpr double kRatioSigmas = 3.7;

/// Middle and robust sigma of a distribution's core: median and half the distance of the 16 and 84 % points.
struct Core {
    double median = 0.0;
    double sigma = 0.0;
    std::size_t count = 0;
};

Core core_of(std::vector<float> values) {
    if (values.empty()) return {};
    const auto at = [&values](double share) {
        const auto n = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), values.begin() + n, values.end());
        return static_cast<double>(values[static_cast<std::size_t>(n)]);
    };
    const double low = at(0.1587);
    const double high = at(0.8413);
    return {at(0.5), 0.5 * (high - low), values.size()};
}

/// Evidence of lit dies, at even steps over the wafer.
struct Samples {
    std::vector<float> strong;
    std::vector<float> ratio;
    std::vector<float> nonuniformity;
    std::vector<float> wavelength_deviation_nm;
};

Samples take_samples(const EvidenceReader& evidence, double dead_below) {
    Samples samples;
    const auto keep = [](std::vector<float>& into, float value) {
        if (std::isfinite(value)) into.push_back(value);
    };
    const std::size_t step = std::max<std::size_t>(1, evidence.cells() / kMaxSample) | 1U;
    for (std::size_t cell = 0; cell < evidence.cells(); cell += step) {
        const DieEvidence die = evidence.at(cell);
        if (!(die.strong >= dead_below)) continue;
        keep(samples.strong, die.strong);
        // Beyond half of the normal brightness a die tells how evidence scatters over healthy ones.
        if (die.strong < 0.5F) continue;
        keep(samples.ratio, die.ratio);
        keep(samples.nonuniformity, die.nonuniformity);
        keep(samples.wavelength_deviation_nm, die.wavelength_deviation_nm);
    }
    return samples;
}

/// Minimum-error threshold between healthy dies, normal about their median, and dim outliers spread evenly
/// between `dead_below` and the healthy ones: where N phi(k) / sigma equals the density of the outliers.
double weak_threshold(const std::vector<float>& strong, double dead_below) {
    const Core core = core_of(strong);
    if (core.count == 0 || core.sigma <= 0.0) return 0.5;
    const double outliers_end = core.median - 6.0 * core.sigma;
    double sigmas = kRatioSigmas;
    if (outliers_end > dead_below) {
        const auto outliers =
            std::ranges::count_if(strong, [outliers_end](float value) { return value < outliers_end; });
        const double density = std::max(1.0, static_cast<double>(outliers)) / (outliers_end - dead_below);
        const double peak =
            static_cast<double>(core.count) / (core.sigma * std::sqrt(2.0 * std::numbers::pi));
        sigmas = std::sqrt(2.0 * std::log(std::max(peak / density, 1.0)));
    }
    return core.median - std::clamp(sigmas, 2.5, 6.0) * core.sigma;
}

}  // namespace

BinRules resolve_rules(const DieMap& map, std::span<const Channel> channels, BinRules rules) {
    const EvidenceReader evidence(map, channels);
    const Samples samples = take_samples(evidence, rules.dead_below);
    if (!rules.weak_below) rules.weak_below = weak_threshold(samples.strong, rules.dead_below);
    if (!rules.leaky_below) {
        const Core core = core_of(samples.ratio);
        rules.leaky_below = std::clamp(core.median - kRatioSigmas * core.sigma, kLeastLeakRatio, kLeakRatio);
    }
    if (!rules.nonuniformity_above) {
        const Core core = core_of(samples.nonuniformity);
        rules.nonuniformity_above = core.median + std::max(8.0 * core.sigma, 0.25);
    }
    if (!rules.wavelength_tolerance_nm) {
        rules.wavelength_tolerance_nm = std::max(6.0 * core_of(samples.wavelength_deviation_nm).sigma, 1.0);
    }
    return rules;
}

}  // namespace waferglow
