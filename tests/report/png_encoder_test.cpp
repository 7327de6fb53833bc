// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures inside reports, read back by another library.
#include "libinspect/report/internal/png_encoder.h"

#include "libinspect/base/error.h"

#include <random>
#include <tuple>

#include <opencv2/imgcodecs.hpp>

using namespace waferglow;

TEST_CASE("OpenCV reads the pixels that were encoded", "[png]") {
    Raster raster{
        .width = 3, .height = 2, .palette = {0xFFFFFF, 0x112233, 0xA0B0C0}, .pixels = {1, 2, 1, 2, 2, 1}};
    const std::string png = encode_png(raster);
    const cv::Mat image = cv::imdecode(std::vector<unsigned char>(png.begin(), png.end()),
                                       cv::IMREAD_COLOR);  // blue, green, red
    REQUIRE(image.cols == 3);
    REQUIRE(image.rows == 2);
    for (int y = 0; y < 2; ++y) {
        for (int x = 0; x < 3; ++x) {
            const cv::Vec3b pixel = image.at<cv::Vec3b>(y, x);
            const std::uint32_t rgb = static_cast<std::uint32_t>(pixel[2]) << 16U |
                                      static_cast<std::uint32_t>(pixel[1]) << 8U | pixel[0];
            CHECK(rgb == raster.palette[raster.pixels[static_cast<std::size_t>(y * 3 + x)]]);
        }
    }
}

TEST_CASE("pictures of all shapes and palettes come back through OpenCV", "[png]") {
    std::mt19937 random(9);
    for (const auto& [width, height, colors] :
         {std::tuple{1, 1, 1}, {1, 97, 2}, {97, 1, 17}, {255, 31, 255}, {256, 33, 256}, {800, 640, 96}}) {
        Raster raster{.width = width, .height = height};
        for (int i = 0; i < colors; ++i)
            raster.palette.push_back(static_cast<std::uint32_t>(random()) & 0xFFFFFFU);
        for (int i = 0; i < width * height; ++i)
            raster.pixels.push_back(static_cast<std::uint8_t>(random() % static_cast<unsigned>(colors)));
        const std::string png = encode_png(raster);
        const cv::Mat image =
            cv::imdecode(std::vector<unsigned char>(png.begin(), png.end()), cv::IMREAD_UNCHANGED);
        CAPTURE(width, height, colors);
        REQUIRE(image.cols == width);
        REQUIRE(image.rows == height);
        REQUIRE(image.channels() == 4);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const std::uint8_t index = raster.pixels[static_cast<std::size_t>(y * width + x)];
                const cv::Vec4b pixel = image.at<cv::Vec4b>(y, x);
                REQUIRE(pixel[3] == (index == 0 ? 0 : 255));
                const std::uint32_t rgb = static_cast<std::uint32_t>(pixel[2]) << 16U |
                                          static_cast<std::uint32_t>(pixel[1]) << 8U | pixel[0];
                if (index != 0) REQUIRE(rgb == raster.palette[index]);
            }
        }
    }
}

TEST_CASE("index 0 is transparent", "[png]") {
    const std::string png =
        encode_png({.width = 2, .height = 1, .palette = {0xFFFFFF, 0x112233}, .pixels = {0, 1}});
    const cv::Mat image =
        cv::imdecode(std::vector<unsigned char>(png.begin(), png.end()), cv::IMREAD_UNCHANGED);
    REQUIRE(image.channels() == 4);
    CHECK(image.at<cv::Vec4b>(0, 0)[3] == 0);
    CHECK(image.at<cv::Vec4b>(0, 1)[3] == 255);
}

TEST_CASE("rasters whose sizes do not fit are refused", "[png]") {
    CHECK_THROWS_AS(encode_png({}), Error);
    CHECK_THROWS_AS(encode_png({.width = 2, .height = 2, .palette = {0}, .pixels = {0, 0, 0}}), Error);
    CHECK_THROWS_AS(encode_png({.width = 1, .height = 1, .palette = {}, .pixels = {0}}), Error);
}

TEST_CASE("base 64 as in RFC 4648, section 10", "[png]") {
    CHECK(base64("").empty());
    CHECK(base64("f") == "Zg==");
    CHECK(base64("fo") == "Zm8=");
    CHECK(base64("foo") == "Zm9v");
    CHECK(base64("foob") == "Zm9vYg==");
    CHECK(base64("fooba") == "Zm9vYmE=");
    CHECK(base64("foobar") == "Zm9vYmFy");
    CHECK(base64(std::string("\xFF\x00\xFE", 3)) == "/wD+");
}
