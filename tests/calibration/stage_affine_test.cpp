// SPDX-License-Identifier: GPL-3.0-or-later
// Shifts between images, the lattice of dies, and the affine that they give, against drawn truth.
#include "calibration/stage_affine.h"

#include "libinspect/base/error.h"

#include <cmath>
#include <random>

using namespace waferglow;
using namespace waferglow::calibration;

namespace {

constexpr int kWidth = 320;
constexpr int kHeight = 240;

/// Smooth random blobs, seen with the content moved by (dx, dy).
Image blobs(double dx, double dy) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> place(-40.0, 360.0);
    std::vector<std::array<double, 3>> spots;
    for (int i = 0; i < 150; ++i) spots.push_back({place(random), place(random), 200.0 + 5.0 * i});
    Image image(kWidth, kHeight);
    for (int y = 0; y < kHeight; ++y)
        for (int x = 0; x < kWidth; ++x) {
            double value = 100.0;
            for (const auto& [sx, sy, height] : spots) {
                const double r2 = std::pow(x - sx - dx, 2) + std::pow(y - sy - dy, 2);
                if (r2 < 200.0) value += height * std::exp(-r2 / 18.0);
            }
            image.row(y)[x] = static_cast<std::uint16_t>(std::lround(value));
        }
    return image;
}

/// Dies of 200 x 150 um, each of random light or dark, under a camera that looks at `s`.
Image dies(const PixelsPerUm& m, StagePoint s) {
    const double det = m.xx * m.yy - m.xy * m.yx;
    Image image(kWidth, kHeight);
    for (int y = 0; y < kHeight; ++y)
        for (int x = 0; x < kWidth; ++x) {
            const double px = x - 0.5 * (kWidth - 1);
            const double py = y - 0.5 * (kHeight - 1);
            const double sx = s.x + (m.yy * px - m.xy * py) / det;
            const double sy = s.y + (m.xx * py - m.yx * px) / det;
            const double c = std::floor(sx / 200.0);
            const double r = std::floor(sy / 150.0);
            const double u = std::abs(sx / 200.0 - c - 0.5);
            const double v = std::abs(sy / 150.0 - r - 0.5);
            const double dice = std::fmod(std::abs(std::sin(c * 12.9898 + r * 78.233)) * 43758.5453, 1.0);
            const double light = dice < 0.1 ? 0.0 : 400.0 + 1000.0 * dice;
            const auto edge = [](double d) { return 1.0 / (1.0 + std::exp((d - 0.3) * 60.0)); };
            image.row(y)[x] = static_cast<std::uint16_t>(std::lround(100.0 + light * edge(u) * edge(v)));
        }
    return image;
}

PixelsPerUm turned(double pixel_um, double rotation_rad, bool mirrored) {
    const double side = mirrored ? -1.0 : 1.0;
    const double c = std::cos(rotation_rad) / pixel_um;
    const double s = std::sin(rotation_rad) / pixel_um;
    return {side * c, side * s, s, -c};
}

}  // namespace

TEST_CASE("a lattice's move is measured to a fiftieth of a pixel", "[calibration]") {
    const PixelsPerUm truth = turned(10.0, 0.1, false);
    const Image first = dies(truth, {0, 0});
    const auto lattice = find_lattice(first.view());
    REQUIRE(lattice);
    for (const StagePoint m : {StagePoint{33, 0}, StagePoint{0, -41}, StagePoint{-50, 25}}) {
        const Image moved = dies(truth, m);
        const PixelPoint shift = lattice_shift(*lattice, lattice_phase(first.view(), *lattice),
                                               lattice_phase(moved.view(), *lattice));
        CHECK(shift.x == Approx(-(truth.xx * m.x + truth.xy * m.y)).margin(0.02));
        CHECK(shift.y == Approx(-(truth.yx * m.x + truth.yy * m.y)).margin(0.02));
    }
}

TEST_CASE("an affine tells rotation, size of a pixel and mirror", "[calibration]") {
    const bool mirrored = GENERATE(false, true);
    const double rotation = GENERATE(0.0004, -0.3, 1.5707);
    const StageAffine affine = describe_affine(turned(2.5, rotation, mirrored));
    CHECK(affine.mirrored == mirrored);
    CHECK(affine.rotation_rad == Approx(rotation));
    CHECK(affine.pixel_um == Approx(2.5));
    CHECK(affine.shear_rad == Approx(0.0).margin(1e-12));
    CHECK(affine.anisotropy == Approx(0.0).margin(1e-12));
}

TEST_CASE("moves and their images give the affine", "[calibration]") {
    const PixelsPerUm truth = turned(10.0, 0.02, true);
    std::vector<MoveSeen> moves;
    for (const StagePoint m : {StagePoint{100, 0}, StagePoint{0, 80}, StagePoint{-50, 60}})
        moves.push_back({m, {-(truth.xx * m.x + truth.xy * m.y), -(truth.yx * m.x + truth.yy * m.y)}});
    const StageAffine affine = fit_moves(moves);
    CHECK(affine.rotation_rad == Approx(0.02));
    CHECK(affine.mirrored);
    CHECK(affine.rms_um == Approx(0.0).margin(1e-9));
}

TEST_CASE("moves along one line give no affine", "[calibration]") {
    const std::vector<MoveSeen> moves{{{100, 0}, {-10, 0}}, {{-100, 0}, {10, 0}}};
    CHECK_THROWS_AS(fit_moves(moves), Error);
}

TEST_CASE("a lattice of dies gives rotation to 0.1 mrad and scale to 50 ppm under jitter of the stage",
          "[calibration]") {
    const bool mirrored = GENERATE(false, true);
    const PixelsPerUm truth = turned(10.0012, 0.4e-3, mirrored);
    const PixelsPerUm coarse = turned(10.1, -5e-3, mirrored);  // 1 % and 5 mrad off
    std::mt19937 random(11);
    std::uniform_real_distribution<double> jitter(-1.5, 1.5);
    const auto found = find_lattice(dies(truth, {0, 0}).view());
    REQUIRE(found);
    std::vector<PhaseSeen> seen;
    LatticeFrequencies mean{};
    for (const StagePoint at :
         {StagePoint{0, 0}, StagePoint{300, 0}, StagePoint{0, 300}, StagePoint{-1200, 0},
          StagePoint{0, -1200}, StagePoint{4800, 0}, StagePoint{0, 4800}, StagePoint{-19000, 0},
          StagePoint{0, -19000}, StagePoint{19000, 19000}, StagePoint{-19000, 19000},
          StagePoint{19000, -19000}}) {
        const Image image = dies(truth, {at.x + jitter(random), at.y + jitter(random)});
        seen.push_back({at, lattice_phase(image.view(), *found)});
        const LatticeFrequencies here = refine_lattice(image.view(), *found);
        for (std::size_t i = 0; i < 2; ++i) {
            mean[i].x += here[i].x / 12.0;
            mean[i].y += here[i].y / 12.0;
        }
    }
    const StageAffine affine = fit_lattice(coarse, mean, seen);
    INFO("rotation off by " << 1e3 * (affine.rotation_rad - 0.4e-3) << " mrad, scale by "
                            << 1e6 * (affine.pixel_um / 10.0012 - 1.0) << " ppm");
    CHECK(affine.rotation_rad == Approx(0.4e-3).margin(1e-4));
    CHECK(affine.pixel_um == Approx(10.0012).epsilon(50e-6));
    CHECK(affine.mirrored == mirrored);
    CHECK(affine.rms_um < 3.0);
}

TEST_CASE("an image without dies has no lattice", "[calibration]") {
    CHECK_FALSE(find_lattice(blobs(0, 0).view()));
}
