// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/counter_random.h"

#include <cmath>

#include <boost/math/special_functions/gamma.hpp>

namespace waferglow::simulated {
namespace {

constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio, odd

constexpr std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

/// log(k!) for whole k.
double log_factorial(double k) {
    // boost's lgamma, since that of the C library writes a global.
    using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
    return boost::math::lgamma(k + 1.0, Policy());
}

}  // namespace

std::uint64_t stream_key(std::uint64_t seed, Topic topic, std::uint64_t index, std::uint64_t part) {
    std::uint64_t key = mix(seed + kGolden);
    key = mix(key + kGolden * static_cast<std::uint64_t>(topic));
    key = mix(key + kGolden * (index + 1));
    return mix(key + kGolden * (part + 1));
}

std::uint64_t RandomStream::next() {
    state_ += kGolden;
    return mix(state_);
}

double RandomStream::log_uniform(double low, double high) {
    return low * std::exp(uniform() * std::log(high / low));
}

double RandomStream::normal() {
    if (has_spare_) {
        has_spare_ = false;
        return spare_;
    }
    double x = 0.0;
    double y = 0.0;
    double r2 = 0.0;
    do {
        x = uniform(-1.0, 1.0);
        y = uniform(-1.0, 1.0);
        r2 = x * x + y * y;
    } while (r2 >= 1.0 || r2 == 0.0);
    const double factor = std::sqrt(-2.0 * std::log(r2) / r2);
    spare_ = y * factor;
    has_spare_ = true;
    return x * factor;
}

double RandomStream::poisson(double mean) {
    constexpr double kInversionLimit = 10.0;
    if (!(mean > 0.0)) return 0.0;
    if (mean < kInversionLimit) {
        double probability = std::exp(-mean);
        double rest = uniform() - probability;
        double k = 0.0;
        while (rest > 0.0 && probability > 0.0) {
            k += 1.0;
            probability *= mean / k;
            rest -= probability;
        }
        return k;
    }
    const double b = 0.931 + 2.53 * std::sqrt(mean);
    const double a = -0.059 + 0.02483 * b;
    const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    const double v_accept = 0.9277 - 3.6224 / (b - 2.0);
    while (true) {
        const double u = uniform() - 0.5;
        const double v = 1.0 - uniform();
        const double us = 0.5 - std::abs(u);
        const double k = std::floor((2.0 * a / us + b) * u + mean + 0.43);
        if (us >= 0.07 && v <= v_accept) return k;
        if (k < 0.0 || (us < 0.013 && v > us)) continue;
        const double hat = std::log(v * inverse_alpha / (a / (us * us) + b));
        if (hat <= k * std::log(mean) - mean - log_factorial(k)) return k;
    }
}

}  // namespace waferglow::simulated
