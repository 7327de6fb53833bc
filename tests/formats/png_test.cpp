// SPDX-License-Identifier: GPL-3.0-or-later
// Reading PNG against files by libpng's writer; what is refused and in which words.
#include "libinspect/formats/image_io.h"
#include "tests/formats/png_files.h"
#include "tests/formats/support.h"

#include <zlib.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

std::string error_of_bytes(const std::string& bytes) {
    const TempFolder folder;
    return input_error([&] { static_cast<void>(read_image(folder.write("tile.png", bytes))); });
}

std::string error_of_kind(int bits, int kind) {
    const TempFolder folder;
    write_png(folder / "tile.png", Image(8, 4), {.bits = bits, .kind = kind});
    return input_error([&] { static_cast<void>(read_image(folder / "tile.png")); });
}

}  // namespace

TEST_CASE("grey PNG of 8 and 16 bit read as they were written, interlaced or not, whatever their gamma") {
    for (const int bits : {8, 16}) {
        for (const bool interlaced : {false, true}) {
            for (const bool with_gamma : {false, true}) {
                CAPTURE(bits, interlaced, with_gamma);
                const TempFolder folder;
                const Image image = test_image(101, 67, bits);
                write_png(folder / "tile.png", image,
                          {.bits = bits, .interlaced = interlaced, .with_gamma = with_gamma});
                const DecodedImage decoded = read_image(folder / "tile.png");
                CHECK(decoded.bits == bits);
                CHECK(decoded.image.pixels() == image.pixels());
                CHECK(read_image_info(folder / "tile.png") == ImageInfo{101, 67, bits});
            }
        }
    }
}

TEST_CASE("PNG that are no raw grey frame are refused by what they are") {
    CHECK_THAT(error_of_kind(8, PNG_COLOR_TYPE_RGB), Contains("not grey"));
    CHECK_THAT(error_of_kind(16, PNG_COLOR_TYPE_GRAY_ALPHA), Contains("transparency"));
    CHECK_THAT(error_of_kind(8, PNG_COLOR_TYPE_PALETTE), Contains("not grey"));
    CHECK_THAT(error_of_kind(1, PNG_COLOR_TYPE_GRAY), Contains("1 bits a pixel"));
    CHECK_THAT(error_of_kind(4, PNG_COLOR_TYPE_GRAY), Contains("4 bits a pixel"));
}

TEST_CASE("a size that the bytes of a PNG can't hold is refused") {
    // The header chunk (size at 16, checksum at 29) of a file with no pixel data, claiming 65535 x 4096 of 16
    // bit.
    std::string header("IHDR\0\0\xFF\xFF\0\0\x10\0\x10\0\0\0\0", 17);
    const auto checksum = ::crc32(0, reinterpret_cast<const png_byte*>(header.data()), 17);
    for (int shift = 24; shift >= 0; shift -= 8) header += static_cast<char>((checksum >> shift) & 0xFFU);
    const std::string file = std::string("\x89PNG\r\n\x1a\n\0\0\0\x0D", 12) + header +
                             std::string("\0\0\0\0IDAT\x35\xAF\x06\x1E", 12);
    CHECK_THAT(error_of_bytes(file), Contains("can't hold 65535 x 4096 pixels"));
}

TEST_CASE("damage to a PNG is told in libpng's words, and nothing is printed") {
    const TempFolder folder;
    write_png(folder / "tile.png", test_image(101, 67, 16));
    const std::string bytes = content_of(folder / "tile.png");
    const CapturedStderr captured;
    CHECK_THAT(error_of_bytes(bytes.substr(0, bytes.size() / 2)),
               Contains("damaged PNG (the file ends too early)"));
    CHECK_THAT(error_of_bytes(bytes.substr(0, bytes.size() - 6)), Contains("damaged PNG"));
    std::string flipped = bytes;
    flipped[bytes.size() / 2] = static_cast<char>(~flipped[bytes.size() / 2]);
    CHECK_THAT(error_of_bytes(flipped),
               Contains("truncated or damaged PNG (") && Contains("copy or export it again"));
    CHECK(captured.bytes() == 0);
}
