// SPDX-License-Identifier: GPL-3.0-or-later
// HDF5's shuffle filter against its definition, with each instruction set.
#include "libinspect/store/internal/byte_shuffle.h"

#include "tests/each_target.h"

#include <algorithm>
#include <cstddef>
#include <random>
#include <span>
#include <vector>

using namespace waferglow;

namespace {

constexpr std::byte kUntouched{0xA5};
constexpr std::size_t kGuard = 64;  // bytes of the widest vector

std::vector<std::byte> noise(std::size_t bytes) {
    std::mt19937 random(5);
    std::vector<std::byte> data(bytes);
    for (std::byte& b : data) b = static_cast<std::byte>(random());
    return data;
}

/// Byte k of every element side by side; what is left beyond the last whole element stays in its place.
std::vector<std::byte> plainly_shuffled(std::span<const std::byte> raw, std::size_t element_size) {
    const std::size_t count = raw.size() / element_size;
    std::vector<std::byte> out(raw.begin(), raw.end());
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t k = 0; k < element_size; ++k) out[k * count + i] = raw[i * element_size + k];
    }
    return out;
}

/// Sizes around those of vectors of 16, 32 and 64 bytes, and some.
std::vector<std::size_t> counts() {
    std::vector<std::size_t> counts{0, 1, 2, 1000};
    for (const std::size_t lanes : {16U, 32U, 64U, 128U}) {
        for (std::size_t count = lanes - 1; count <= lanes + 1; ++count) counts.push_back(count);
    }
    return counts;
}

using Filter = void (*)(std::span<const std::byte>, std::size_t, std::span<std::byte>);

/// Runs a filter from and to addresses that no vector is aligned to; nothing around them may be written.
std::vector<std::byte> run(Filter filter, std::span<const std::byte> in, std::size_t element_size) {
    std::vector<std::byte> from(in.size() + 1);
    std::ranges::copy(in, from.begin() + 1);
    std::vector<std::byte> to(in.size() + 3 + kGuard, kUntouched);
    filter(std::span(from).subspan(1), element_size, std::span(to).subspan(3, in.size()));
    const auto untouched = [](std::byte b) { return b == kUntouched; };
    CHECK(std::ranges::all_of(std::span(to).first(3), untouched));
    CHECK(std::ranges::all_of(std::span(to).last(kGuard), untouched));
    return {to.begin() + 3, to.end() - static_cast<std::ptrdiff_t>(kGuard)};
}

}  // namespace

TEST_CASE("shuffling puts byte k of each element side by side, and back", "[store]") {
    test::on_each_target([] {
        for (const std::size_t element_size : {1U, 2U, 3U, 4U, 8U}) {
            for (const std::size_t count : counts()) {
                for (std::size_t tail = 0; tail < element_size; ++tail) {
                    CAPTURE(element_size, count, tail);
                    const std::vector<std::byte> raw = noise(element_size * count + tail);
                    const std::vector<std::byte> shuffled = run(shuffle_bytes, raw, element_size);
                    REQUIRE(shuffled == plainly_shuffled(raw, element_size));
                    REQUIRE(run(unshuffle_bytes, shuffled, element_size) == raw);
                }
            }
        }
    });
}

TEST_CASE("the bytes of two floats, shuffled by hand", "[store]") {
    const auto bytes = [](std::initializer_list<int> values) {
        std::vector<std::byte> list;
        for (const int value : values) list.push_back(static_cast<std::byte>(value));
        return list;
    };
    const std::vector<std::byte> raw = bytes({0x00, 0x01, 0x02, 0x03, 0x10, 0x11, 0x12, 0x13, 0xFF});
    CHECK(run(shuffle_bytes, raw, 4) == bytes({0x00, 0x10, 0x01, 0x11, 0x02, 0x12, 0x03, 0x13, 0xFF}));
}
