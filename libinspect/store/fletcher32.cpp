// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/internal/fletcher32.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace waferglow {

namespace {

constexpr std::uint64_t kModulus = 65535;
constexpr std::size_t kLanes = 16;
// Steps until a lane's second sum could overflow: 65535 * m (m + 1) / 2 < 2^32 holds for m up to 361.
constexpr std::size_t kSteps = 256;
constexpr std::size_t kBlockWords = kLanes * kSteps;

struct Sums {
    std::uint64_t first = 0;   // sum of w_i
    std::uint64_t second = 0;  // sum of (n - i) w_i
};

// The sums of lanes * steps words. Word j * lanes + l weighs lanes * (steps - j) - l, so that plain running
// sums in each lane suffice, which the compiler turns into vectors.
Sums block_sums(const std::byte* bytes, std::size_t steps) {
    std::array<std::uint32_t, kLanes> first{};
    std::array<std::uint32_t, kLanes> second{};
    for (std::size_t j = 0; j < steps; ++j) {
        std::array<std::uint16_t, kLanes> words;
        std::memcpy(words.data(), bytes + j * sizeof(words), sizeof(words));
        for (std::size_t l = 0; l < kLanes; ++l) {
            const auto word = static_cast<std::uint16_t>(words[l] << 8U | words[l] >> 8U);
            first[l] += word;
            second[l] += first[l];
        }
    }
    Sums sums;
    for (std::size_t l = 0; l < kLanes; ++l) {
        sums.first += first[l];
        sums.second += std::uint64_t{kLanes} * second[l] - std::uint64_t{l} * first[l];
    }
    return sums;
}

void append(Sums& total, const Sums& block, std::size_t words) {
    total.second = (total.second + total.first * words + block.second) % kModulus;
    total.first = (total.first + block.first) % kModulus;
}

}  // namespace

std::uint32_t fletcher32(std::span<const std::byte> bytes) {
    Sums total;
    const std::byte* at = bytes.data();
    std::size_t words = bytes.size() / 2;
    while (words >= kLanes) {
        const std::size_t steps = std::min(words, kBlockWords) / kLanes;
        append(total, block_sums(at, steps), steps * kLanes);
        at += 2 * steps * kLanes;
        words -= steps * kLanes;
    }
    const auto append_word = [&total](std::uint32_t word) { append(total, {word, word}, 1); };
    for (; words > 0; --words, at += 2) {
        append_word(std::to_integer<std::uint32_t>(at[0]) << 8U | std::to_integer<std::uint32_t>(at[1]));
    }
    if (bytes.size() % 2 == 1) append_word(std::to_integer<std::uint32_t>(*at) << 8U);

    const bool all_zero = std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{0}; });
    if (all_zero) return 0;
    const auto residue = [](std::uint64_t sum) {
        return static_cast<std::uint32_t>(sum == 0 ? kModulus : sum);
    };
    return residue(total.second) << 16U | residue(total.first);
}

}  // namespace waferglow
