// SPDX-License-Identifier: GPL-3.0-or-later
// Every layout and compression of TIFF that libtiff writes without loss reads back pixel by pixel, from many
// threads too.
#include "libinspect/formats/image_io.h"
#include "tests/formats/support.h"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include <tiffio.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

struct Layout {
    const char* mode = "w";  // "wl" little-endian, "wb" big-endian, "w8l" and "w8b" BigTIFF
    int compression = COMPRESSION_NONE;
    int predictor = PREDICTOR_NONE;
    int tile_side = 0;  // 0: strips
    int rows_per_strip = 7;
};

/// Rows [y, y+height) and columns [x, x+width) as the file stores them, 0 outside of the image.
std::vector<std::uint8_t> block_of(const Image& image, int bits, int x, int y, int width, int height) {
    std::vector<std::uint8_t> block;
    for (int i = y; i < y + height; ++i) {
        for (int k = x; k < x + width; ++k) {
            const bool inside = i < image.height() && k < image.width();
            const std::uint16_t value = inside ? image.view().at(k, i) : std::uint16_t{0};
            block.push_back(static_cast<std::uint8_t>(value & 0xFFU));
            if (bits == 16) block.push_back(static_cast<std::uint8_t>(value >> 8U));
        }
    }
    return block;
}

void write_with_libtiff(const std::filesystem::path& path, const Image& image, int bits,
                        const Layout& layout) {
    const CapturedStderr old_deflate_is_warned_of;
    const std::unique_ptr<TIFF, void (*)(TIFF*)> owner(TIFFOpen(path.c_str(), layout.mode), TIFFClose);
    TIFF* const tiff = owner.get();
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, image.width());
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, image.height());
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, bits);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, layout.compression);
    if (layout.predictor != PREDICTOR_NONE) TIFFSetField(tiff, TIFFTAG_PREDICTOR, layout.predictor);
    const int side = layout.tile_side;
    if (side > 0) {
        TIFFSetField(tiff, TIFFTAG_TILEWIDTH, side);
        TIFFSetField(tiff, TIFFTAG_TILELENGTH, side);
    } else {
        TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, layout.rows_per_strip);
    }
    const int block_width = side > 0 ? side : image.width();
    const int block_height = side > 0 ? side : layout.rows_per_strip;
    std::uint32_t number = 0;
    for (int y = 0; y < image.height(); y += block_height) {
        for (int x = 0; x < image.width(); x += block_width, ++number) {
            const int height = side > 0 ? side : std::min(block_height, image.height() - y);
            std::vector<std::uint8_t> block = block_of(image, bits, x, y, block_width, height);
            const auto size = static_cast<tmsize_t>(block.size());
            const tmsize_t written = side > 0 ? TIFFWriteEncodedTile(tiff, number, block.data(), size)
                                              : TIFFWriteEncodedStrip(tiff, number, block.data(), size);
            REQUIRE(written == size);
        }
    }
}

void check_round_trip(int bits, const Layout& layout) {
    CAPTURE(bits, layout.mode, layout.compression, layout.predictor, layout.tile_side, layout.rows_per_strip);
    const TempFolder folder;
    const Image image = test_image(101, 67, bits);
    write_with_libtiff(folder / "tile.tif", image, bits, layout);
    const CapturedStderr captured;
    const DecodedImage decoded = read_image(folder / "tile.tif");
    CHECK(decoded.bits == bits);
    CHECK(decoded.image.pixels() == image.pixels());
    CHECK(captured.bytes() == 0);
}

}  // namespace

TEST_CASE("every lossless compression reads back, in strips and in tiles") {
    for (const int compression :
         {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_DEFLATE,
          COMPRESSION_PACKBITS, COMPRESSION_LZMA, COMPRESSION_ZSTD}) {
        if (TIFFIsCODECConfigured(static_cast<std::uint16_t>(compression)) == 0) continue;
        for (const int bits : {8, 16}) {
            for (const int tile_side : {0, 32}) {
                check_round_trip(bits, {.mode = "w", .compression = compression, .tile_side = tile_side});
            }
        }
    }
}

TEST_CASE("the horizontal predictor is undone") {
    for (const int compression : {COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE}) {
        for (const int bits : {8, 16}) {
            check_round_trip(bits, {.compression = compression, .predictor = PREDICTOR_HORIZONTAL});
        }
    }
}

TEST_CASE("classic TIFF and BigTIFF read back in both byte orders") {
    for (const char* mode : {"wl", "wb", "w8l", "w8b"}) {
        for (const int compression : {COMPRESSION_NONE, COMPRESSION_LZW}) {
            check_round_trip(16, {.mode = mode, .compression = compression});
            check_round_trip(16, {.mode = mode, .compression = compression, .tile_side = 16});
        }
    }
}

TEST_CASE("strips of one row and one strip of all rows read back") {
    check_round_trip(16, {.rows_per_strip = 1});
    check_round_trip(16, {.rows_per_strip = 67});
    check_round_trip(8, {.rows_per_strip = 1'000'000});
}

TEST_CASE("a uniform image, which compresses best, is still found plausible") {
    for (const int compression :
         {COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_PACKBITS, COMPRESSION_ZSTD}) {
        if (TIFFIsCODECConfigured(static_cast<std::uint16_t>(compression)) == 0) continue;
        CAPTURE(compression);
        const TempFolder folder;
        const Image image(2048, 2048);
        write_with_libtiff(folder / "dark.tif", image, 16,
                           {.compression = compression, .rows_per_strip = 2048});
        CHECK(read_image(folder / "dark.tif").image.pixels() == image.pixels());
    }
}

TEST_CASE("a JPEG-compressed frame reads as 8 bit, near to what was written") {
    const TempFolder folder;
    const Image image(64, 48, 90);
    write_with_libtiff(folder / "tile.tif", image, 8,
                       {.compression = COMPRESSION_JPEG, .rows_per_strip = 48});
    const DecodedImage decoded = read_image(folder / "tile.tif");
    CHECK(decoded.bits == 8);
    for (const std::uint16_t value : decoded.image.pixels()) REQUIRE(std::abs(value - 90) <= 2);
}

TEST_CASE("many threads decode different files, right ones and broken ones, without disturbing each other") {
    const TempFolder folder;
    constexpr int kThreads = 4;
    std::vector<Image> images;
    for (int i = 0; i < kThreads; ++i) {
        images.push_back(test_image(64 + i, 50, 16));
        write_tiff(folder / (std::to_string(i) + ".tif"), images.back().view(), TiffCompression::lzw);
    }
    folder.write("broken.tif", content_of(folder / "0.tif").substr(0, 900));
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < kThreads; ++i) {
            threads.emplace_back([&, i] {
                Image image;
                for (int repeat = 0; repeat < 20; ++repeat) {
                    read_image(folder / (std::to_string(i) + ".tif"), image);
                    if (image.pixels() != images[static_cast<std::size_t>(i)].pixels()) ++wrong;
                    try {
                        read_image(folder / "broken.tif", image);
                        ++wrong;
                    } catch (const Error& error) {
                        if (std::string(error.what()).find("broken.tif") == std::string::npos) ++wrong;
                    }
                }
            });
        }
    }
    CHECK(wrong == 0);
}
