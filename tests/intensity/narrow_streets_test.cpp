// SPDX-License-Identifier: GPL-3.0-or-later
// Dies nearly as wide as their pitch: all of the street is lit by them, and windows see their neighbours.
#include "libinspect/intensity/measure.h"
#include "tests/intensity/scene.h"

#include <cmath>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

constexpr double kPitchX = 20.0;
constexpr double kPitchY = 15.0;
constexpr double kDieW = 19.0;
constexpr double kDieH = 14.2;
constexpr double kBlur = 0.76;
constexpr double kBackground = 40.0;
constexpr double kPlateau = 860.0;  // light of a pixel inside of a die

/// Grid that ends in the image above and to the left and goes on below and to the right.
test::Scene scene(int width, int height, std::function<double(DieIndex)> share) {
    test::Scene s{
        .width = width,
        .height = height,
        .lattice = test::lattice(kPitchX, kPitchY, kDieW, kDieH, 35.3, 28.6),
        .rect = test::all_dies(static_cast<int>(height / kPitchY) + 2, static_cast<int>(width / kPitchX) + 2),
        .blur_px = kBlur,
        .background = kBackground,
        .light_of_die = {}};
    s.light_of_die = [share](DieIndex die) { return kPlateau * kDieW * kDieH * share(die); };
    return s;
}

/// The dies of the grid whose centre lies in the image.
DieRect in_image(const test::Scene& s) {
    DieRect rect = s.rect;
    while (s.lattice.center({rect.row_end - 1, 0}).y > s.height - 0.5) --rect.row_end;
    while (s.lattice.center({0, rect.col_end - 1}).x > s.width - 0.5) --rect.col_end;
    return rect;
}

/// Reproducible scatter about 1, an even distribution of this standard deviation.
double scatter(DieIndex die, double sigma) {
    const double x = std::sin(12.9898 * die.row + 78.233 * die.col) * 43758.5453;
    return 1.0 + sigma * std::sqrt(12.0) * (x - std::floor(x) - 0.5);
}

struct Spread {
    double sum = 0.0;
    double sum2 = 0.0;
    int count = 0;
    void add(double v) {
        sum += v;
        sum2 += v * v;
        ++count;
    }
    [[nodiscard]] double mean() const { return sum / count; }
    [[nodiscard]] double relative() const { return std::sqrt(sum2 / count - mean() * mean()) / mean(); }
};

/// Noise of a healthy die's light with weights that match its shape and all else known.
double noise_bound(double read_noise_e) {
    const auto edge = [](double d, double size) {
        const double s = std::sqrt(2.0 * (kBlur * kBlur + 1.0 / 12.0));
        return 0.5 * (std::erf((d + 0.5 * size) / s) - std::erf((d - 0.5 * size) / s));
    };
    double information = 0.0;
    for (int y = -15; y <= 15; ++y) {
        for (int x = -20; x <= 20; ++x) {
            const double light = kPlateau * edge(x + 0.3, kDieW) * edge(y + 0.3, kDieH);
            information += light * light / (light + kBackground + read_noise_e * read_noise_e + 1.0 / 12.0);
        }
    }
    return 1.0 / std::sqrt(information);
}

}  // namespace

TEST_CASE("light that dies spill is told from background, beside dark dies and where the grid ends",
          "[intensity]") {
    const auto share = [](DieIndex die) {
        return die.row == 5 && die.col >= 4 && die.col <= 7 ? 0.02 : scatter(die, 0.05);
    };
    const test::Scene s = scene(331, 250, share);
    std::vector<double> light = test::render(s);
    for (double& v : light) v *= 20.0;  // so that whole DN don't matter
    const Image tile = test::digitise(light, s.width);
    const PixelCorrection correction = make_correction(test::camera(s.width, s.height), nullptr, nullptr);
    const bool crossings = GENERATE(true, false);
    CAPTURE(crossings);
    const WindowPlan plan = plan_windows(s.lattice, {.margin_x_px = 0.1,
                                                     .margin_y_px = 0.1,
                                                     .guard_x_px = 0.0,
                                                     .guard_y_px = 0.0,
                                                     .crossings_only = crossings,
                                                     .blur_x_px = kBlur,
                                                     .blur_y_px = kBlur});
    const DieRect rect = in_image(s);
    TileMeasurements out;
    measure_tile(tile.view(), correction, s.lattice, rect, plan, out);
    int measured = 0;
    for (std::int32_t row = 0; row < rect.row_end; ++row) {
        for (std::int32_t col = 0; col < rect.col_end; ++col) {
            const std::size_t k = out.index({row, col});
            if (out.valid[k] == 0) continue;
            ++measured;
            CAPTURE(row, col);
            CHECK(static_cast<double>(out.background[k]) / 20.0 == Approx(kBackground).margin(4.0));
            const double truth = s.light_of_die({row, col});
            const double off = static_cast<double>(out.sum[k]) / 20.0 - truth;
            CHECK(std::abs(off) < 0.006 * kPlateau * kDieW * kDieH);
        }
    }
    CHECK(measured > 150);
}

TEST_CASE("dies nearly as wide as their pitch scatter little more than photons do", "[intensity]") {
    constexpr double kReadNoise = 2.0;
    const auto share = [](DieIndex die) { return scatter(die, 0.025); };
    const test::Scene s = scene(640, 480, share);
    std::mt19937_64 random(4);
    const Image tile = test::expose(test::render(s), s.width, {.read_noise_e = kReadNoise}, random);
    const Image dark = test::digitise(
        std::vector<double>(static_cast<std::size_t>(s.width) * static_cast<std::size_t>(s.height), 100.0),
        s.width);
    const PixelCorrection correction = make_correction(test::camera(s.width, s.height), &dark, nullptr);
    // Registration has its errors: a hundredth of a pixel and some 40 ppm of scale.
    TileLattice lattice = s.lattice;
    lattice.origin.x += 0.012;
    lattice.origin.y -= 0.010;
    lattice.along_col.x *= 1.00004;
    lattice.along_row.y *= 1.00004;
    const DieRect rect = in_image(s);
    const std::vector<PilotDies> pilots{{.tile = tile.view(), .lattice = lattice, .rect = rect}};
    const WindowPlan plan = choose_windows(pilots, correction);
    TileMeasurements out;
    measure_tile(tile.view(), correction, lattice, rect, plan, out);
    Spread error;
    for (std::int32_t row = 0; row < rect.row_end; ++row) {
        for (std::int32_t col = 0; col < rect.col_end; ++col) {
            const std::size_t k = out.index({row, col});
            if (out.valid[k] != 0) error.add(static_cast<double>(out.sum[k]) / s.light_of_die({row, col}));
        }
    }
    CHECK(error.count >= 900);
    CHECK(error.mean() == Approx(1.0).margin(0.02));
    CHECK(error.relative() < 1.15 * noise_bound(kReadNoise));
}
