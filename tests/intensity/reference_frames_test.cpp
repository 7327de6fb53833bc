// SPDX-License-Identifier: GPL-3.0-or-later
// Flat frames that can't be such: taken of dies, or overexposed.
#include "libinspect/base/error.h"
#include "libinspect/intensity/correction.h"
#include "tests/intensity/scene.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

using namespace waferglow;
using Catch::Contains;

namespace {

constexpr int kSide = 200;

/// A tile of dies of 8 px at a pitch of 12 px; `shift` moves them.
Image tile_of_dies(double light_px, double shift, std::uint64_t seed) {
    test::Scene scene;
    scene.width = scene.height = kSide;
    scene.lattice = test::lattice(12.0, 12.0, 8.0, 8.0, 6.0 + shift, 6.0 + shift);
    scene.rect = test::all_dies(16, 16);
    scene.light_of_die = [light_px](DieIndex) { return 64.0 * light_px; };
    std::mt19937_64 random(seed);
    return test::expose(test::render(scene), kSide, {}, random);
}

Image even_frame(double level_dn, double corner_share, double noise_dn, double most_dn = 65535.0) {
    Image frame(kSide, kSide, 0);
    std::mt19937_64 random(9);
    std::normal_distribution<double> noise(0.0, noise_dn);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const double u = 2.0 * x / (kSide - 1) - 1.0;
            const double v = 2.0 * y / (kSide - 1) - 1.0;
            const double share = 1.0 - (1.0 - corner_share) * 0.5 * (u * u + v * v);
            frame.row(y)[x] = static_cast<std::uint16_t>(
                std::clamp(100.0 + level_dn * share + noise(random), 0.0, most_dn));
        }
    }
    return frame;
}

const CameraInfo kCamera = test::camera(kSide, kSide, 4095);

}  // namespace

TEST_CASE("a picture of dies is no flat frame", "[intensity]") {
    const Image dark = even_frame(0.0, 1.0, 1.0);
    const Image flat = tile_of_dies(1000.0, 0.0, 1);
    CHECK_THROWS_WITH(make_correction(kCamera, &dark, &flat), Contains("flat frame is not even"));
}

TEST_CASE("a flat frame may fall off to a third, but not be clipped in its middle", "[intensity]") {
    const Image dark = even_frame(0.0, 1.0, 1.0);
    const Image steep = even_frame(3000.0, 0.3, 8.0, 4095.0);
    CHECK_NOTHROW(make_correction(kCamera, &dark, &steep));
    const Image clipped = even_frame(4600.0, 0.3, 8.0, 4095.0);
    CHECK_THROWS_WITH(make_correction(kCamera, &dark, &clipped),
                      Contains("saturated in") && Contains("4095 DN"));
}
