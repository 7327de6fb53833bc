// SPDX-License-Identifier: GPL-3.0-or-later
// Reading PNG against files by OpenCV and by libpng; what is refused and in which words.
#include "libinspect/formats/image_io.h"
#include "tests/formats/support.h"

#include <cstring>

#include <opencv2/imgcodecs.hpp>
#include <png.h>
#include <zlib.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// A matrix over the image's own pixels; 8 bit copies them.
cv::Mat matrix_of(const Image& image, int bits) {
    cv::Mat matrix(image.height(), image.width(), CV_16UC1, const_cast<std::uint16_t*>(image.row(0)));
    if (bits == 8) matrix.convertTo(matrix, CV_8U);
    return matrix;
}

/// Writes with libpng: `kind` is its colour type, `interlaced` Adam7. Pixels are zeros but for a ramp in the
/// first row.
void write_with_libpng(const std::filesystem::path& path, int width, int height, int bits, int kind,
                       bool interlaced, bool with_gamma) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    REQUIRE(file != nullptr);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    png_init_io(png, file);
    png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), bits, kind,
                 interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    if (with_gamma) png_set_gAMA(png, info, 0.45455);
    if (kind == PNG_COLOR_TYPE_PALETTE) {
        const png_color black{0, 0, 0};
        png_set_PLTE(png, info, &black, 1);
    }
    png_write_info(png, info);
    const std::size_t row_bytes = png_get_rowbytes(png, info);
    std::vector<png_byte> pixels(row_bytes * static_cast<std::size_t>(height));
    if (kind == PNG_COLOR_TYPE_GRAY && bits >= 8) {
        for (std::size_t i = 0; i < row_bytes; ++i) pixels[i] = static_cast<png_byte>(i);
    }
    std::vector<png_bytep> rows;
    for (int y = 0; y < height; ++y) rows.push_back(pixels.data() + static_cast<std::size_t>(y) * row_bytes);
    png_write_image(png, rows.data());
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    std::fclose(file);
}

std::string error_of_bytes(const std::string& bytes) {
    const TempFolder folder;
    return input_error([&] { static_cast<void>(read_image(folder.write("tile.png", bytes))); });
}

std::string error_of_kind(int bits, int kind) {
    const TempFolder folder;
    write_with_libpng(folder / "tile.png", 8, 4, bits, kind, false, false);
    return input_error([&] { static_cast<void>(read_image(folder / "tile.png")); });
}

}  // namespace

TEST_CASE("grey PNG of 8 and 16 bit by OpenCV read back the same") {
    for (const int bits : {8, 16}) {
        const TempFolder folder;
        const Image image = test_image(101, 67, bits);
        REQUIRE(cv::imwrite((folder / "tile.png").string(), matrix_of(image, bits)));
        const DecodedImage decoded = read_image(folder / "tile.png");
        CHECK(decoded.bits == bits);
        CHECK(decoded.image.pixels() == image.pixels());
        CHECK(read_image_info(folder / "tile.png") == ImageInfo{101, 67, bits});
    }
}

TEST_CASE("an interlaced PNG reads as the same pixels as a plain one") {
    for (const int bits : {8, 16}) {
        const TempFolder folder;
        write_with_libpng(folder / "plain.png", 61, 9, bits, PNG_COLOR_TYPE_GRAY, false, false);
        write_with_libpng(folder / "adam7.png", 61, 9, bits, PNG_COLOR_TYPE_GRAY, true, false);
        const Image plain = read_image(folder / "plain.png").image;
        CHECK(plain.view().at(60, 0) == (bits == 8 ? 60 : 120 * 256 + 121));
        CHECK(read_image(folder / "adam7.png").image.pixels() == plain.pixels());
    }
}

TEST_CASE("a gamma chunk changes no value") {
    const TempFolder folder;
    write_with_libpng(folder / "gamma.png", 100, 2, 16, PNG_COLOR_TYPE_GRAY, false, true);
    CHECK(read_image(folder / "gamma.png").image.view().at(50, 0) == 100 * 256 + 101);
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
    const Image image = test_image(101, 67, 16);
    REQUIRE(cv::imwrite((folder / "tile.png").string(), matrix_of(image, 16)));
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
