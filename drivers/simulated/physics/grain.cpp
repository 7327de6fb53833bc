// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/grain.h"

#include <array>
#include <cmath>

namespace waferglow::simulated {
namespace {

constexpr int kReach = 2;  // lattice points to either side; the Gaussian is narrow
constexpr int kTaps = 2 * kReach + 1;

/// Nearly normal, of variance 1: the sum of four uniform numbers.
double lattice_noise(std::uint64_t key, std::int64_t u, std::int64_t v) {
    std::uint64_t x = key ^ (static_cast<std::uint64_t>(u) * 0x9E3779B97F4A7C15ULL) ^
                      (static_cast<std::uint64_t>(v) * 0xC2B2AE3D27D4EB4FULL);
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    x ^= x >> 31;
    constexpr double kMean = 4.0 * 32767.5;
    constexpr double kPerSd = 1.0 / 37837.2;  // 65536 sqrt(4 / 12)
    const auto part = [x](int shift) { return static_cast<double>((x >> shift) & 0xFFFFU); };
    return (part(0) + part(16) + part(32) + part(48) - kMean) * kPerSd;
}

struct Taps {
    std::int64_t first = 0;
    std::array<double, kTaps> weights{};
    double squares = 0.0;
};

Taps taps_at(double at, double inverse_2s2) {
    Taps taps;
    const double nearest = std::round(at);
    taps.first = static_cast<std::int64_t>(nearest) - kReach;
    for (int i = 0; i < kTaps; ++i) {
        const double d = nearest + (i - kReach) - at;
        const double w = std::exp(-d * d * inverse_2s2);
        taps.weights.at(static_cast<std::size_t>(i)) = w;
        taps.squares += w * w;
    }
    return taps;
}

}  // namespace

double Grain::at(std::uint64_t key, double u_px, double v_px) const {
    const Taps along_u = taps_at(u_px, inverse_2s2_);
    const Taps along_v = taps_at(v_px, inverse_2s2_);
    double sum = 0.0;
    for (std::size_t j = 0; j < kTaps; ++j) {
        double row = 0.0;
        for (std::size_t i = 0; i < kTaps; ++i) {
            row += along_u.weights[i] * lattice_noise(key, along_u.first + static_cast<std::int64_t>(i),
                                                      along_v.first + static_cast<std::int64_t>(j));
        }
        sum += along_v.weights[j] * row;
    }
    return sum / std::sqrt(along_u.squares * along_v.squares);
}

}  // namespace waferglow::simulated
