// SPDX-License-Identifier: GPL-3.0-or-later
// Monochrome pixel formats of GenICam cameras, brought to 16 bits a pixel.
//
// Sources: EMVA, "GenICam Pixel Format Naming Convention" 2.4 (Mono10p, Mono12p: bits in a row, lowest
// first); AIA, "GigE Vision Specification" 2.0, pixel formats (Mono10Packed, Mono12Packed: two pixels in
// three bytes, the high bits in the outer ones).
#pragma once

#include "libinspect/geometry/image.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace waferglow::drivers {

enum class PixelPacking {
    mono8,
    mono16,        ///< any of Mono10, 12, 14, 16: little-endian words
    mono10p,       ///< 4 pixels in 5 bytes
    mono12p,       ///< 2 pixels in 3 bytes
    mono10packed,  ///< 2 pixels in 3 bytes; bits 2, 3, 6 and 7 of the middle one are empty
    mono12packed,  ///< 2 pixels in 3 bytes, laid out otherwise than mono12p
};

/// By the name of the format; none where we can't unpack it (colour, for one).
[[nodiscard]] std::optional<PixelPacking> packing_of(std::string_view pixel_format);

/// How many bytes `pixels` of them take, the last byte rounded up.
[[nodiscard]] std::size_t packed_size(PixelPacking packing, std::size_t pixels);

/// Fills `image`, whose size says how many pixels there are; rows follow each other without padding. `bytes`
/// must hold packed_size at least. Values are the sensor's DN, not shifted.
void unpack_pixels(PixelPacking packing, std::span<const std::uint8_t> bytes, Image& image);

}  // namespace waferglow::drivers
