// SPDX-License-Identifier: GPL-3.0-or-later
// Reading TIFF against bytes built by hand; what is refused and in which words; writing against libtiff's
// scanline reader, which our reader does not use.
#include "libinspect/formats/image_io.h"
#include "tests/formats/support.h"
#include "tests/formats/tiff_bytes.h"

#include <memory>

#include <sys/stat.h>
#include <tiffio.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

std::string error_of_bytes(const std::string& bytes) {
    const TempFolder folder;
    return input_error([&] { static_cast<void>(read_image(folder.write("tile.tif", bytes))); });
}

std::string error_of_tiff(const TiffBytes& tiff) {
    return error_of_bytes(tiff.bytes());
}

/// The pixels of a file as libtiff gives them line by line.
Image::Pixels scanlines_of(const std::filesystem::path& path, int bits) {
    const std::unique_ptr<TIFF, void (*)(TIFF*)> tiff(TIFFOpen(path.c_str(), "r"), TIFFClose);
    std::uint32_t height = 0;
    TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
    std::vector<std::uint8_t> line(static_cast<std::size_t>(TIFFScanlineSize(tiff.get())));
    Image::Pixels pixels;
    for (std::uint32_t y = 0; y < height; ++y) {
        REQUIRE(TIFFReadScanline(tiff.get(), line.data(), y) == 1);
        for (std::size_t i = 0; i < line.size(); i += static_cast<std::size_t>(bits) / 8) {
            const int high = bits == 16 ? line[i + 1] << 8 : 0;
            pixels.push_back(static_cast<std::uint16_t>(high | line[i]));
        }
    }
    return pixels;
}

const Image::Pixels kSmallPixels{1, 2, 3, 256, 4095, 65535};

}  // namespace

TEST_CASE("an image file that is not there is named") {
    CHECK_THAT(input_error([] { static_cast<void>(read_image("/nowhere/tile.tif")); }),
               Contains("/nowhere/tile.tif: there is no such file"));
}

TEST_CASE("a folder and a pipe are no images") {
    const TempFolder folder;
    CHECK_THAT(input_error([&] { static_cast<void>(read_image(folder.path())); }), Contains("is a folder"));
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK_THAT(input_error([&] { static_cast<void>(read_image(folder / "pipe")); }),
               Contains("is not a file"));
}

TEST_CASE("files of other kinds are neither TIFF nor PNG") {
    for (const char* bytes : {"", "I", "\xFF\xD8\xFF\xE0 a JPEG", "index,file\n"}) {
        CHECK_THAT(error_of_bytes(bytes), Contains("neither TIFF nor PNG"));
    }
}

TEST_CASE("both byte orders give the same pixels") {
    for (const bool big_endian : {false, true}) {
        const TempFolder folder;
        const DecodedImage decoded = read_image(folder.write("tile.tif", small_tiff(big_endian).bytes()));
        CHECK(decoded.bits == 16);
        CHECK(decoded.image.width() == 3);
        CHECK(decoded.image.height() == 2);
        CHECK(decoded.image.pixels() == kSmallPixels);
    }
}

TEST_CASE("8-bit pixels keep their values") {
    TiffBytes tiff = small_tiff().set(258, 8).set(279, 6, kLong);
    tiff.pixels = std::string("\x00\x01\x7F\x80\xFE\xFF", 6);
    const TempFolder folder;
    const DecodedImage decoded = read_image(folder.write("tile.tif", tiff.bytes()));
    CHECK(decoded.bits == 8);
    CHECK(decoded.image.pixels() == Image::Pixels{0, 1, 127, 128, 254, 255});
}

TEST_CASE("the content decides, not the file name") {
    const TempFolder folder;
    CHECK(read_image(folder.write("tile.png", small_tiff().bytes())).image.pixels() == kSmallPixels);
}

TEST_CASE("a file without photometric tag, row count or resolution is grey all the same") {
    const TempFolder folder;
    CHECK(read_image(folder.write("tile.tif", small_tiff().drop(262).drop(278).bytes())).image.pixels() ==
          kSmallPixels);
}

TEST_CASE("tags nobody knows are passed over") {
    const TempFolder folder;
    const CapturedStderr captured;
    CHECK_NOTHROW(read_image(folder.write("tile.tif", small_tiff().set(65000, 7).bytes())));
    CHECK(captured.bytes() == 0);
}

TEST_CASE("kinds of TIFF that are no raw grey frame are refused by what they are") {
    CHECK_THAT(error_of_tiff(small_tiff().set(277, 3).set(262, 2)),
               Contains("3 channels") && Contains("grey"));
    CHECK_THAT(error_of_tiff(small_tiff().set(262, 0)), Contains("MinIsWhite"));
    CHECK_THAT(error_of_tiff(small_tiff().set(262, 2)), Contains("not grey (photometric interpretation 2)"));
    CHECK_THAT(error_of_tiff(small_tiff().set(339, 3)), Contains("floating-point"));
    CHECK_THAT(error_of_tiff(small_tiff().set(339, 2)), Contains("signed"));
    CHECK_THAT(error_of_tiff(small_tiff().set(258, 12)), Contains("12 bits a pixel"));
    CHECK_THAT(error_of_tiff(small_tiff().set(258, 32)), Contains("32 bits a pixel"));
    CHECK_THAT(error_of_tiff(small_tiff().set(258, 1)), Contains("1 bits a pixel"));
    CHECK_THAT(error_of_tiff(small_tiff().set(274, 4)), Contains("orientation 4"));
    CHECK_THAT(error_of_tiff(small_tiff().set(259, 34712)), Contains("compression 34712"));
}

TEST_CASE("several pages are refused") {
    TiffBytes tiff = small_tiff();
    tiff.next_directory = 8;
    CHECK_THAT(error_of_tiff(tiff), Contains("several pages"));
}

TEST_CASE("an image without pixels is refused") {
    CHECK_THAT(error_of_tiff(small_tiff().set(256, 0)), Contains("tile.tif"));
    CHECK_THAT(error_of_tiff(small_tiff().set(257, 0)), Contains("tile.tif"));
    CHECK_THAT(error_of_tiff(small_tiff().drop(256)), Contains("tile.tif"));
}

TEST_CASE("an absurdly large image is refused by its size") {
    CHECK_THAT(error_of_tiff(small_tiff().set(256, 100'000, kLong).set(257, 100'000, kLong)),
               Contains("100000 x 100000"));
    CHECK_THAT(error_of_tiff(small_tiff().set(256, 0xFFFFFFFF, kLong).set(257, 0xFFFFFFFF, kLong)),
               Contains("tile.tif"));
}

TEST_CASE("a size that the stored bytes can't hold is refused, compressed or not") {
    const TiffBytes wide =
        small_tiff().set(256, 20'000, kLong).set(257, 20'000, kLong).set(278, 20'000, kLong);
    TiffBytes tiff = wide;
    CHECK_THAT(error_of_tiff(tiff), Contains("strip 1 of 1 has 800000000 bytes at 8, the file 134"));
    for (const std::uint32_t compression : {5U, 8U, 32773U}) {
        CHECK_THAT(error_of_tiff(tiff.set(259, compression)),
                   Contains("strip 1 of 1 stores 12 bytes, too few"));
    }
}

TEST_CASE("a strip that lies behind the end of the file is told by its number") {
    CHECK_THAT(error_of_tiff(small_tiff().set(273, 1'000'000, kLong)),
               Contains("truncated TIFF: strip 1 of 1") && Contains("copy or export it again"));
    CHECK_THAT(error_of_tiff(small_tiff().set(273, 0xFFFFFFFF, kLong).set(279, 0xFFFFFFFF, kLong)),
               Contains("truncated"));
}

TEST_CASE("a strip that is not there is refused") {
    CHECK_THAT(error_of_tiff(small_tiff().drop(273)), Contains("tile.tif"));
}

TEST_CASE("a strip length that a careless writer left at zero is worked out") {
    const TempFolder folder;
    CHECK(read_image(folder.write("tile.tif", small_tiff().set(279, 0, kLong).bytes())).image.pixels() ==
          kSmallPixels);
}

TEST_CASE("strips or tiles of no or of false size are refused") {
    CHECK_THAT(error_of_tiff(small_tiff().set(278, 0)), Contains("tile.tif"));
    CHECK_THAT(error_of_tiff(small_tiff().set(278, 1)), Contains("tile.tif"));
    CHECK_THAT(error_of_tiff(small_tiff().set(322, 0).set(323, 16)), Contains("tile.tif"));
    CHECK_THAT(error_of_tiff(small_tiff().set(322, 0xFFFFFFF0, kLong).set(323, 0xFFFFFFF0, kLong)),
               Contains("tile.tif"));
    CHECK_THAT(error_of_tiff(small_tiff().set(322, 0x10000000, kLong).set(323, 0x10000000, kLong)),
               Contains("tile.tif"));
}

TEST_CASE("a file cut in the middle of its strips is told by the first strip that is missing") {
    // Directory first, strips behind it: a copy that broke off still opens.
    const TempFolder folder;
    TiffBytes tiff = small_tiff();
    const std::string pixels = tiff.pixels;
    tiff.pixels.clear();
    tiff.set(273, 8 + 2 + 9 * 12 + 4, kLong);
    const std::string whole = tiff.bytes() + pixels;
    CHECK(read_image(folder.write("tile.tif", whole)).image.pixels() == kSmallPixels);
    CHECK_THAT(error_of_bytes(whole.substr(0, whole.size() - 1)),
               Contains("truncated TIFF: strip 1 of 1 has 12 bytes at 122, the file 133"));
}

TEST_CASE("damage inside a compressed strip is told in libtiff's words") {
    const TempFolder folder;
    const Image image = test_image(64, 64, 16);
    write_tiff(folder / "tile.tif", image.view(), TiffCompression::deflate);
    std::string bytes = content_of(folder / "tile.tif");
    bytes[9] = static_cast<char>(~bytes[9]);  // the strip starts at 8 with zlib's header
    const CapturedStderr captured;
    CHECK_THAT(error_of_bytes(bytes),
               Contains("damaged TIFF: strip 1 of 1 can't be decoded (") && Contains("; copy"));
    CHECK(captured.bytes() == 0);
}

TEST_CASE("the header alone tells size and depth") {
    const TempFolder folder;
    CHECK(read_image_info(folder.write("tile.tif", small_tiff().bytes())) == ImageInfo{3, 2, 16});
}

TEST_CASE("decoding into an image reuses its memory") {
    const TempFolder folder;
    const std::filesystem::path path = folder.write("tile.tif", small_tiff().bytes());
    Image image(100, 100, 9);
    const std::uint16_t* before = image.row(0);
    read_image(path, image);
    CHECK(image.row(0) == before);
    CHECK(image.pixels() == kSmallPixels);
}

TEST_CASE("what is written reads back the same, here and line by line") {
    for (const int bits : {8, 16}) {
        for (const TiffCompression compression :
             {TiffCompression::none, TiffCompression::lzw, TiffCompression::deflate}) {
            const TempFolder folder;
            const Image image = test_image(301, 517, bits);  // several strips, none of them full at the end
            write_tiff(folder / "tile.tif", image.view(), compression, bits);
            const DecodedImage decoded = read_image(folder / "tile.tif");
            CHECK(decoded.bits == bits);
            CHECK(decoded.image.pixels() == image.pixels());
            CHECK(scanlines_of(folder / "tile.tif", bits) == image.pixels());
        }
    }
}

TEST_CASE("a view with gaps between its rows is written without them") {
    const TempFolder folder;
    const Image image = test_image(20, 10, 16);
    ImageView view = image.view();
    view.width = 5;
    write_tiff(folder / "tile.tif", view, TiffCompression::none);
    const Image read = read_image(folder / "tile.tif").image;
    REQUIRE(read.width() == 5);
    CHECK(read.view().at(4, 9) == image.view().at(4, 9));
}

TEST_CASE("the same image makes the same file") {
    const TempFolder folder;
    const Image image = test_image(100, 80, 16);
    write_tiff(folder / "a.tif", image.view(), TiffCompression::lzw);
    write_tiff(folder / "b.tif", image.view(), TiffCompression::lzw);
    CHECK(content_of(folder / "a.tif") == content_of(folder / "b.tif"));
}

TEST_CASE("writing what a TIFF can't hold is misuse") {
    const TempFolder folder;
    const auto usage_error = [&](const Image& image, int bits) {
        return error_of(ErrorKind::usage,
                        [&] { write_tiff(folder / "tile.tif", image.view(), TiffCompression::none, bits); });
    };
    CHECK_THAT(usage_error(Image(), 16), Contains("0 x 0"));
    CHECK_THAT(usage_error(Image(2, 2), 12), Contains("12 bits"));
    CHECK_THAT(usage_error(Image(2, 2, 256), 8), Contains("256 with 8 bits"));
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("writing where nothing can be written is an error of the job") {
    CHECK_THAT(error_of(ErrorKind::job,
                        [] { write_tiff("/nowhere/tile.tif", Image(2, 2).view(), TiffCompression::none); }),
               Contains("/nowhere/tile.tif"));
}
