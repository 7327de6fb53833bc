// SPDX-License-Identifier: GPL-3.0-or-later
// What a wafer map shows, by its pixels.
#include "app/picture/map_picture.h"

#include "libinspect/base/error.h"
#include "libinspect/report/color_scale.h"
#include "libinspect/report/die_raster.h"

#include <QImage>
#include <algorithm>
#include <cmath>
#include <filesystem>

#include <catch2/catch.hpp>
#include <unistd.h>

using namespace waferglow;

namespace {

constexpr std::uint32_t kGreen = 0x8FCB9B;
constexpr std::uint32_t kBlack = 0x101010;

DieMap wafer_map(double pitch_um) {
    Wafer wafer = standard_wafer(2);
    wafer.id = "P1";
    return {wafer, centered_grid(wafer, pitch_um, pitch_um, 0.7 * pitch_um, 0.7 * pitch_um)};
}

std::filesystem::path picture_path() {
    return std::filesystem::temp_directory_path() /
           ("waferglow-picture-" + std::to_string(getpid()) + ".png");
}

QImage draw_bins(const DieMap& map, const std::vector<std::uint8_t>& bins) {
    MapPictureInput input;
    input.map = &map;
    input.bins = bins;
    input.bin_styles = {{1, "good", kGreen, true, static_cast<std::int64_t>(bins.size()) - 1},
                        {2, "dead", kBlack, false, 1}};
    input.title = "A wafer with a very long name that can't possibly fit beside the map in one line of text";
    const std::filesystem::path path = picture_path();
    save_map_picture(input, path);
    const QImage image(QString::fromStdString(path.string()));
    std::filesystem::remove(path);
    return image;
}

int pixels_of(const QImage& image, std::uint32_t rgb, int to_x) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < to_x; ++x) count += (image.pixel(x, y) & 0xFFFFFFU) == rgb ? 1 : 0;
    }
    return count;
}

}  // namespace

TEST_CASE("one dark die among a million stays visible", "[picture]") {
    const DieMap map = wafer_map(45.0);
    REQUIRE(map.presence().count() > 900'000);
    std::vector<std::uint8_t> bins(map.grid().cells(), 1);
    CHECK(pixels_of(draw_bins(map, bins), kBlack, 960) == 0);
    bins[map.grid().cell({map.grid().rows / 2, map.grid().cols / 3})] = 2;
    CHECK(pixels_of(draw_bins(map, bins), kBlack, 960) >= 1);
}

TEST_CASE("dies lie inside of the wafer, corners stay white", "[picture]") {
    const DieMap map = wafer_map(500.0);
    const QImage image = draw_bins(map, std::vector<std::uint8_t>(map.grid().cells(), 1));
    CHECK(image.width() == 1600);
    CHECK((image.pixel(5, 5) & 0xFFFFFFU) == 0xFFFFFFU);
    CHECK(pixels_of(image, kGreen, 960) > 200'000);
    // The primary flat is at the bottom: the wafer ends higher there than the circle would.
    CHECK((image.pixel(66 + 450, 32 + 900) & 0xFFFFFFU) == 0xFFFFFFU);
}

TEST_CASE("a layer without a single value is drawn, an unknown one refused", "[picture]") {
    DieMap map = wafer_map(500.0);
    map.add("empty", "", "nothing");
    MapPictureInput input;
    input.map = &map;
    input.layer = "empty";
    save_map_picture(input, picture_path());
    CHECK(std::filesystem::remove(picture_path()));
    input.layer = "empyt";
    CHECK_THROWS_WITH(save_map_picture(input, picture_path()), Catch::Matchers::Contains("'empty'"));
}

TEST_CASE("a picture that can't be written is an error that names the file", "[picture]") {
    DieMap map = wafer_map(500.0);
    map.add("l", "", "");
    MapPictureInput input;
    input.map = &map;
    input.layer = "l";
    CHECK_THROWS_WITH(save_map_picture(input, "/nonexistent/x.png"),
                      Catch::Matchers::Contains("/nonexistent/x.png"));
}

TEST_CASE("ticks are round and inside of the scale", "[picture]") {
    CHECK(round_ticks(0.0, 1.0, 5) == std::vector<double>{0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0});
    const auto ticks = round_ticks(0.837, 1.163, 6);
    CHECK(ticks.size() >= 3);
    CHECK(ticks.front() >= 0.837);
    CHECK(ticks.back() <= 1.163);
}

TEST_CASE("limits span values that are all alike, and leave outliers out", "[picture]") {
    const ScaleLimits alike = scale_limits(std::vector<float>(100, 5.0F));
    CHECK(alike.low < 5.0);
    CHECK(alike.high > 5.0);
    std::vector<float> values(1000, 1.0F);
    values[500] = 1e9F;
    CHECK(scale_limits(values).high < 2.0);
}
