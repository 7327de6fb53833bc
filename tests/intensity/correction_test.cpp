// SPDX-License-Identifier: GPL-3.0-or-later
// Dark level, flat field and defective pixels against their definitions, pixel by pixel.
#include "libinspect/intensity/correction.h"

#include "libinspect/base/error.h"
#include "tests/intensity/scene.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

constexpr int kWidth = 90;
constexpr int kHeight = 70;

CameraInfo camera(std::uint16_t saturation_dn = 4095) {
    return test::camera(kWidth, kHeight, saturation_dn);
}

Image random_image(int least, int most, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> value(least, most);
    Image image(kWidth, kHeight);
    for (std::uint16_t& p : image.pixels()) p = static_cast<std::uint16_t>(value(random));
    return image;
}

std::vector<DefectivePixel> defects_of(const PixelCorrection& correction) {
    return {correction.defects().begin(), correction.defects().end()};
}

}  // namespace

TEST_CASE("without frames a corrected value is the raw one", "[correction]") {
    const PixelCorrection correction = make_correction(camera(), nullptr, nullptr);
    CHECK(correction.defects().empty());
    CHECK(correction.saturation_dn() == 4095);
    for (const int raw : {0, 1, 4095, 65535})
        CHECK(static_cast<double>(correction.corrected(3, 5, raw)) == Approx(raw));
}

TEST_CASE("corrected values are (raw - dark) times median light over the pixel's own", "[correction]") {
    const Image dark = random_image(95, 105, 1);
    const Image flat = random_image(1000, 2000, 2);
    const PixelCorrection correction = make_correction(camera(), &dark, &flat);
    REQUIRE(correction.defects().empty());
    std::vector<double> light;
    for (std::size_t i = 0; i < flat.size_px(); ++i)
        light.push_back(double(flat.pixels()[i]) - double(dark.pixels()[i]));
    std::vector<double> sorted = light;
    std::ranges::sort(sorted);
    const double median = sorted[sorted.size() / 2];
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            const double gain = median / light[static_cast<std::size_t>(y * kWidth + x)];
            const int raw = 3000 + x - y;
            const double corrected = (raw - dark.row(y)[x]) * gain;
            REQUIRE(static_cast<double>(correction.corrected(x, y, raw)) ==
                    Approx(corrected).margin(raw * 5e-5));
        }
    }
}

TEST_CASE("pixels more than 4 DN off a quiet dark frame are defective, hot or cold", "[correction]") {
    Image dark(kWidth, kHeight, 100);
    dark.row(10)[20] = 104;
    dark.row(30)[40] = 105;
    dark.row(30)[39] = 95;
    dark.row(69)[89] = 4000;
    const PixelCorrection correction = make_correction(camera(), &dark, nullptr);
    CHECK(defects_of(correction) == std::vector<DefectivePixel>{{30, 39}, {30, 40}, {69, 89}});
    CHECK(correction.dark().at(40, 30) == 100);
    CHECK(correction.dark().at(89, 69) == 100);
    CHECK(correction.dark().at(20, 10) == 104);
}

TEST_CASE("the noise of a dark frame sets what counts as hot: eight sigmas", "[correction]") {
    Image dark(kWidth, kHeight);
    std::mt19937_64 random(3);
    std::normal_distribution<double> noise(200.0, 5.0);
    for (std::uint16_t& p : dark.pixels()) p = static_cast<std::uint16_t>(std::lround(noise(random)));
    dark.row(5)[5] = 200 + 32;  // 6.4 sigmas
    dark.row(5)[9] = 200 + 50;  // 10 sigmas
    CHECK(defects_of(make_correction(camera(), &dark, nullptr)) == std::vector<DefectivePixel>{{5, 9}});
}

TEST_CASE("pixels of a gain outside of 0.3 to 3, and those saturated in the flat, are defective",
          "[correction]") {
    Image flat(kWidth, kHeight, 1000);
    flat.row(1)[1] = 340;   // gain 2.94
    flat.row(1)[8] = 330;   // 3.03
    flat.row(2)[1] = 3300;  // 0.303
    flat.row(2)[8] = 3400;  // 0.294
    flat.row(3)[8] = 0;
    const PixelCorrection correction = make_correction(camera(), nullptr, &flat);
    CHECK(defects_of(correction) == std::vector<DefectivePixel>{{1, 8}, {2, 8}, {3, 8}});
    CHECK(static_cast<double>(correction.corrected(1, 1, 340)) == Approx(1000.0).epsilon(1e-4));
    CHECK(static_cast<double>(correction.corrected(1, 2, 3300)) == Approx(1000.0).epsilon(1e-3));
    const PixelCorrection clipped = make_correction(camera(3300), nullptr, &flat);
    CHECK(defects_of(clipped) == std::vector<DefectivePixel>{{1, 8}, {2, 1}, {2, 8}, {3, 8}});
}

TEST_CASE("vignetting is no defect", "[correction]") {
    Image flat(640, 480);
    for (int y = 0; y < 480; ++y) {
        for (int x = 0; x < 640; ++x) {
            const double r2 = std::pow((x - 320) / 400.0, 2) + std::pow((y - 240) / 400.0, 2);
            flat.row(y)[x] = static_cast<std::uint16_t>(3000.0 * std::exp(-2.0 * r2));  // 7 times less
        }
    }
    CHECK(make_correction(test::camera(640, 480, 4095), nullptr, &flat).defects().empty());
}

TEST_CASE("patching restores a slanted plane: the mean of the ring is its middle", "[correction]") {
    Image dark(kWidth, kHeight, 100);
    for (const auto& [x, y] : {std::pair{50, 20}, {51, 60}}) dark.row(y)[x] = 900;
    // The middle of nine is reached by the ring of 16 alone.
    for (int y = 39; y <= 41; ++y) std::fill_n(dark.row(y) + 29, 3, std::uint16_t{900});
    const PixelCorrection correction = make_correction(camera(), &dark, nullptr);
    REQUIRE(correction.defects().size() == 11);
    Image tile(kWidth, kHeight);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) tile.row(y)[x] = static_cast<std::uint16_t>(500 + 7 * x + 11 * y);
    }
    const Image truth = tile;
    for (const DefectivePixel& p : correction.defects()) tile.row(p.y)[p.x] = 4095;
    correction.patch(tile);
    for (const auto& [x, y] : {std::pair{50, 20}, {51, 60}, {30, 40}})
        CHECK(tile.row(y)[x] == truth.row(y)[x]);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            if (std::abs(x - 30) > 1 || std::abs(y - 40) > 1) REQUIRE(tile.row(y)[x] == truth.row(y)[x]);
        }
    }
    const Image once = tile;
    correction.patch(tile);
    CHECK(tile.pixels() == once.pixels());
}

TEST_CASE("a defective corner takes the mean light of its three neighbours", "[correction]") {
    Image dark(kWidth, kHeight, 100);
    Image flat(kWidth, kHeight, 1100);
    dark.row(0)[0] = 1000;
    flat.row(0)[1] = 600;  // half as sensitive: gain 2
    const PixelCorrection correction = make_correction(camera(), &dark, &flat);
    Image tile(kWidth, kHeight, 400);
    tile.row(0)[0] = 4000;
    tile.row(0)[1] = 200;  // light (200 - 100) * 2
    tile.row(1)[0] = 300;
    tile.row(1)[1] = 500;
    correction.patch(tile);
    CHECK(static_cast<double>(correction.corrected(0, 0, tile.row(0)[0])) ==
          Approx((200.0 + 200.0 + 400.0) / 3.0).margin(1.0));
}

TEST_CASE("a pixel with no good one around reads its dark level, not what it says", "[correction]") {
    Image dark(kWidth, kHeight, 100);
    for (int y = 20; y < 25; ++y) std::fill_n(dark.row(y) + 20, 5, std::uint16_t{500});
    const PixelCorrection correction = make_correction(camera(), &dark, nullptr);
    REQUIRE(correction.defects().size() == 25);
    Image tile(kWidth, kHeight, 4095);
    correction.patch(tile);
    CHECK(static_cast<double>(correction.corrected(22, 22, tile.row(22)[22])) == 0.0);
    CHECK(tile.row(20)[20] == 4095);
}

TEST_CASE("frames that don't fit the camera or tell no gain are refused with the reason", "[correction]") {
    const Image small(kWidth - 1, kHeight, 100);
    const Image dark(kWidth, kHeight, 100);
    const Image black(kWidth, kHeight, 100);
    const Image white(kWidth, kHeight, 4095);
    using Catch::Contains;
    CHECK_THROWS_WITH(make_correction(camera(), &small, nullptr), Contains("dark") && Contains("89 x 70"));
    CHECK_THROWS_WITH(make_correction(camera(), nullptr, &small), Contains("flat") && Contains("89 x 70"));
    CHECK_THROWS_WITH(make_correction(camera(), &dark, &black), Contains("not brighter"));
    CHECK_THROWS_WITH(make_correction(camera(), &dark, &white), Contains("saturated"));
    CHECK_THROWS_AS(make_correction(test::camera(0, 5), nullptr, nullptr), Error);
    Image tile(kWidth, kHeight + 1);
    CHECK_THROWS_WITH(make_correction(camera(), nullptr, nullptr).patch(tile), Contains("90 x 71"));
}
