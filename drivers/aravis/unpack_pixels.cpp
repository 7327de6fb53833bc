// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/aravis/unpack_pixels.h"

#include <array>
#include <utility>

namespace waferglow::drivers {
namespace {

std::uint16_t word(unsigned value) {
    return static_cast<std::uint16_t>(value);
}

/// Pixels of `bits` bits in a row, lowest bit first.
template <unsigned bits>
void unpack_row_of_bits(const std::uint8_t* bytes, std::uint16_t* pixels, std::size_t count) {
    constexpr unsigned kMask = (1U << bits) - 1U;
    unsigned held = 0;
    unsigned waiting = 0;
    for (std::size_t i = 0; i < count; ++i) {
        while (waiting < bits) {
            held |= static_cast<unsigned>(*bytes++) << waiting;
            waiting += 8;
        }
        pixels[i] = word(held & kMask);
        held >>= bits;
        waiting -= bits;
    }
}

/// Two pixels in three bytes: the outer bytes are the high bits, the middle one has the low bits of both,
/// those of the second pixel from bit 4 on.
template <unsigned low_bits>
void unpack_pairs(const std::uint8_t* bytes, std::uint16_t* pixels, std::size_t count) {
    constexpr unsigned kMask = (1U << low_bits) - 1U;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint8_t* triple = bytes + 3 * (i / 2);
        const bool second = i % 2 != 0;
        const unsigned high = second ? triple[2] : triple[0];
        const unsigned low = second ? triple[1] >> 4U : triple[1];
        pixels[i] = word(high << low_bits | (low & kMask));
    }
}

}  // namespace

std::optional<PixelPacking> packing_of(std::string_view pixel_format) {
    static constexpr std::array<std::pair<std::string_view, PixelPacking>, 9> kNames = {{
        {"Mono8", PixelPacking::mono8},
        {"Mono10", PixelPacking::mono16},
        {"Mono12", PixelPacking::mono16},
        {"Mono14", PixelPacking::mono16},
        {"Mono16", PixelPacking::mono16},
        {"Mono10p", PixelPacking::mono10p},
        {"Mono12p", PixelPacking::mono12p},
        {"Mono10Packed", PixelPacking::mono10packed},
        {"Mono12Packed", PixelPacking::mono12packed},
    }};
    for (const auto& [name, packing] : kNames) {
        if (name == pixel_format) return packing;
    }
    return std::nullopt;
}

std::size_t packed_size(PixelPacking packing, std::size_t pixels) {
    switch (packing) {
        case PixelPacking::mono8:
            return pixels;
        case PixelPacking::mono16:
            return 2 * pixels;
        case PixelPacking::mono10p:
            return (10 * pixels + 7) / 8;
        case PixelPacking::mono12p:
            return (12 * pixels + 7) / 8;
        default:
            return (3 * pixels + 1) / 2;  // an odd last pixel has its low bits in the middle byte
    }
}

void unpack_pixels(PixelPacking packing, std::span<const std::uint8_t> bytes, Image& image) {
    const std::size_t count = image.size_px();
    if (count == 0) return;
    std::uint16_t* pixels = image.row(0);
    switch (packing) {
        case PixelPacking::mono8:
            for (std::size_t i = 0; i < count; ++i) pixels[i] = bytes[i];
            return;
        case PixelPacking::mono16:
            for (std::size_t i = 0; i < count; ++i) pixels[i] = word(bytes[2 * i] | bytes[2 * i + 1] << 8);
            return;
        case PixelPacking::mono10p:
            return unpack_row_of_bits<10>(bytes.data(), pixels, count);
        case PixelPacking::mono12p:
            return unpack_row_of_bits<12>(bytes.data(), pixels, count);
        case PixelPacking::mono10packed:
            return unpack_pairs<2>(bytes.data(), pixels, count);
        case PixelPacking::mono12packed:
            return unpack_pairs<4>(bytes.data(), pixels, count);
    }
}

}  // namespace waferglow::drivers
