// SPDX-License-Identifier: GPL-3.0-or-later
// Byte patterns worked out by hand from the layouts in the GenICam Pixel Format Naming Convention (p) and the
// GigE Vision specification (Packed).
#include "drivers/aravis/unpack_pixels.h"

#include <catch2/catch.hpp>

using waferglow::Image;
using namespace waferglow::drivers;

namespace {

Image::Pixels unpack(PixelPacking packing, int pixels, const std::vector<std::uint8_t>& bytes) {
    REQUIRE(bytes.size() == packed_size(packing, static_cast<std::size_t>(pixels)));
    Image image(pixels, 1);
    unpack_pixels(packing, bytes, image);
    return image.pixels();
}

using Pixels = Image::Pixels;

}  // namespace

TEST_CASE("Mono12p: low bits first, the middle byte has the high bits of the first pixel below") {
    CHECK(unpack(PixelPacking::mono12p, 2, {0xBC, 0x3A, 0x12}) == Pixels{0xABC, 0x123});
}

TEST_CASE("Mono12Packed lays the same two pixels out otherwise") {
    CHECK(unpack(PixelPacking::mono12packed, 2, {0xAB, 0x3C, 0x12}) == Pixels{0xABC, 0x123});
}

TEST_CASE("Mono10p: four pixels in five bytes") {
    // 0x3FF, 0x000, 0x155, 0x2AA as bits, lowest first: 1111111111 0000000000 1010101010 0101010101
    CHECK(unpack(PixelPacking::mono10p, 4, {0xFF, 0x03, 0x50, 0x95, 0xAA}) ==
          Pixels{0x3FF, 0x000, 0x155, 0x2AA});
}

TEST_CASE("Mono10Packed: the middle byte has the two low bits of each pixel") {
    // 0x3FE: high 0xFF, low 2; 0x005: high 0x01, low 1
    CHECK(unpack(PixelPacking::mono10packed, 2, {0xFF, 0x12, 0x01}) == Pixels{0x3FE, 0x005});
}

TEST_CASE("an odd last pixel has what it needs") {
    CHECK(unpack(PixelPacking::mono12p, 3, {0xBC, 0x3A, 0x12, 0xFF, 0x0F}) == Pixels{0xABC, 0x123, 0xFFF});
    CHECK(unpack(PixelPacking::mono12packed, 1, {0xAB, 0x0C}) == Pixels{0xABC});
    CHECK(unpack(PixelPacking::mono10packed, 1, {0xFF, 0x02}) == Pixels{0x3FE});
}

TEST_CASE("words are little-endian and bytes are bytes") {
    CHECK(unpack(PixelPacking::mono16, 2, {0x34, 0x12, 0xFF, 0xFF}) == Pixels{0x1234, 0xFFFF});
    CHECK(unpack(PixelPacking::mono8, 3, {0, 1, 255}) == Pixels{0, 1, 255});
}

TEST_CASE("formats go by their GenICam names; colour is none of them") {
    CHECK(packing_of("Mono12") == PixelPacking::mono16);
    CHECK(packing_of("Mono12p") == PixelPacking::mono12p);
    CHECK(packing_of("Mono12Packed") == PixelPacking::mono12packed);
    CHECK_FALSE(packing_of("BayerRG8"));
    CHECK_FALSE(packing_of("MonoPacked"));
}
