// SPDX-License-Identifier: GPL-3.0-or-later
// Eight floats at a time in the compiler's vector type: the same bits on every processor, as wide as it can.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

// One version of a function for each processor generation, chosen when the program is loaded. Sanitizers
// don't get along with functions that are chosen so early.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WAFERGLOW_VECTOR_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define WAFERGLOW_VECTOR_CLONES
#endif

namespace waferglow {

inline constexpr std::size_t kLanes = 8;
using Lanes = float __attribute__((vector_size(kLanes * sizeof(float))));
using IntLanes = std::int32_t __attribute__((vector_size(kLanes * sizeof(std::int32_t))));

#define WAFERGLOW_INLINE inline __attribute__((always_inline))

WAFERGLOW_INLINE Lanes lanes_of(float value) {
    return value - Lanes{};
}

WAFERGLOW_INLINE Lanes load_lanes(const float* from) {
    Lanes lanes;
    std::memcpy(&lanes, from, sizeof lanes);
    return lanes;
}

/// Sum of the lanes, always in the same order.
WAFERGLOW_INLINE double total_of(const Lanes& v) {
    const float sum = ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
    return static_cast<double>(sum);
}

/// Natural logarithm of normal positive floats, error below 2e-7: series of 2 atanh((m - 1) / (m + 1)) for a
/// mantissa m between sqrt(1/2) and sqrt(2).
WAFERGLOW_INLINE Lanes log_lanes(const Lanes& x) {
    constexpr std::int32_t kSqrtHalf = 0x3f3504f3;
    const auto bits = std::bit_cast<IntLanes>(x);
    const IntLanes exponent = (bits - kSqrtHalf) >> 23;
    const auto m = std::bit_cast<Lanes>(bits - (exponent << 23));
    const Lanes s = (m - 1.0F) / (m + 1.0F);
    const Lanes s2 = s * s;
    const Lanes series =
        s * (2.0F + s2 * (0.66666667F + s2 * (0.4F + s2 * (0.28571429F + s2 * 0.22222222F))));
    return __builtin_convertvector(exponent, Lanes) * 0.69314718F + series;
}

/// e^x for x of 0 or less, relative error below 1e-6; below -60 that of -60.
WAFERGLOW_INLINE Lanes exp_lanes(const Lanes& x) {
    const Lanes least = lanes_of(-60.0F);
    const Lanes clamped = x > least ? x : least;
    const IntLanes whole = __builtin_convertvector(clamped * 1.44269504F - 0.5F, IntLanes);
    const Lanes w = __builtin_convertvector(whole, Lanes);
    // ln 2 in two parts, so that nothing is lost in the difference.
    const Lanes r = (clamped - w * 0.693359375F) + w * 2.12194440e-4F;
    const Lanes p =
        1.0F + r * (1.0F + r * (0.5F + r * (0.16666667F +
                                            r * (0.041666667F + r * (0.0083333333F + r * 0.0013888889F)))));
    return p * std::bit_cast<Lanes>((whole + 127) << 23);
}

#undef WAFERGLOW_INLINE

}  // namespace waferglow
