// SPDX-License-Identifier: GPL-3.0-or-later
// Layers as a scan leaves them: a smooth wafer profile, noise of 3 % that fills the mantissa, some dead dies.
#pragma once

#include "libinspect/base/parallel.h"
#include "libinspect/map/die_map.h"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>

namespace waferglow::bench {

/// A round number of 64 bits for a counter (SplitMix64, Steele, Lea, Flood 2014): the same on any thread.
inline std::uint64_t mix(std::uint64_t counter) {
    std::uint64_t z = counter * 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

/// About normal, from the sum of four 16-bit numbers.
inline float noise(std::uint64_t counter) {
    const std::uint64_t bits = mix(counter);
    float sum = 0.0F;
    for (unsigned i = 0; i < 4; ++i) sum += static_cast<float>((bits >> (16 * i)) & 0xffffU);
    return (sum / 65535.0F - 2.0F) * std::numbers::sqrt3_v<float>;
}

/// A map of side x side dies of 20 um pitch that fill a wafer, and `layers` layers on it.
inline DieMap noisy_map(std::int32_t side, int layers) {
    constexpr double kPitchUm = 20.0;
    Wafer wafer;
    wafer.id = "BENCH";
    wafer.diameter_mm = side * kPitchUm / 1000.0;
    const double corner = -0.5 * kPitchUm * (side - 1);
    DieMap map(wafer, DieGrid{side, side, corner, -corner, kPitchUm, kPitchUm, 15.0, 15.0});
    for (int number = 0; number < layers; ++number) {
        Layer& layer = map.add("layer_" + std::to_string(number), "DN", "layer " + std::to_string(number));
        parallel_blocks(static_cast<std::size_t>(side), 64, [&](std::size_t begin, std::size_t end) {
            for (std::size_t row = begin; row < end; ++row) {
                const ColumnSpan span = map.presence().reach(static_cast<std::int32_t>(row));
                for (std::int32_t col = span.begin; col < span.end; ++col) {
                    const std::size_t cell = map.grid().cell({static_cast<std::int32_t>(row), col});
                    const std::uint64_t counter = cell * 64 + static_cast<std::uint64_t>(number);
                    const float bow =
                        1.0F - 0.1F * static_cast<float>(cell) / static_cast<float>(map.grid().cells());
                    const bool dead = mix(counter + 7) % 500 == 0;
                    layer.values[cell] =
                        dead ? 0.01F * noise(counter) : 12000.0F * bow * (1.0F + 0.03F * noise(counter));
                }
            }
        });
    }
    return map;
}

}  // namespace waferglow::bench
