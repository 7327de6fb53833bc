// SPDX-License-Identifier: GPL-3.0-or-later
// The limit of every pass over tiles: reading once what it has to read.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <benchmark/benchmark.h>

namespace waferglow::bench {

/// Reads `pixels` of a tile together with its dark and gain, 6 bytes a pixel.
inline void read_plainly(const std::uint16_t* tile, const std::uint16_t* dark, const std::uint16_t* gain,
                         std::size_t pixels) {
    const std::array<const std::uint16_t*, 3> parts{tile, dark, gain};
    std::array<std::uint16_t, 96> lanes{};
    for (std::size_t i = 0; i + 32 <= pixels; i += 32) {
        for (std::size_t part = 0; part < 3; ++part) {
            for (std::size_t lane = 0; lane < 32; ++lane) {
                std::uint16_t& sum = lanes[32 * part + lane];
                sum = static_cast<std::uint16_t>(sum + parts[part][i + lane]);
            }
        }
    }
    benchmark::DoNotOptimize(lanes);
}

}  // namespace waferglow::bench
