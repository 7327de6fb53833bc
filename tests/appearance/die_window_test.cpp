// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/die_window.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::appearance;

namespace {

TileLattice lattice() {
    return {.origin = {},
            .along_col = {38.3, 0.0},
            .along_row = {0.0, 26.4},
            .die_width_px = 32.0,
            .die_height_px = 20.0};
}

}  // namespace

TEST_CASE("A window holds the die and at most half of the street around it") {
    const DieWindow window = window_of(lattice());
    CHECK(window.width >= 32 + 5);
    CHECK(window.width <= 39);
    CHECK(window.height >= 20 + 5);
    CHECK(window.height <= 27);
    CHECK(window.stride % 16 == 0);
}

TEST_CASE("A pixel's place in the finer raster is its distance from the die's centre") {
    const DieWindow window = window_of(lattice());
    for (const PixelPoint center :
         {PixelPoint{100.0, 60.0}, PixelPoint{100.49, 59.51}, PixelPoint{99.874, 60.3}}) {
        const DiePlace place = place_of(center, window);
        CHECK(std::abs(place.rest_x) <= 0.5 * kStep_px);
        CHECK(std::abs(place.rest_y) <= 0.5 * kStep_px);
        const std::size_t fine = window.fine_index_of(3, 5, place.phase);
        const auto width = static_cast<std::size_t>(window.fine_width());
        const PixelPoint p =
            window.fine_place(static_cast<int>(fine % width), static_cast<int>(fine / width));
        CHECK(p.x == Approx(place.x + 3 - (center.x - place.rest_x)).margin(1e-12));
        CHECK(p.y == Approx(place.y + 5 - (center.y - place.rest_y)).margin(1e-12));
    }
}

TEST_CASE("All phases together meet every sample of the finer raster once") {
    const DieWindow window = window_of(lattice());
    std::vector<int> met(window.fine_size(), 0);
    for (int phase = 0; phase < kPhaseCells; ++phase) {
        for (int y = 0; y < window.height; ++y) {
            for (int x = 0; x < window.width; ++x) ++met[window.fine_index_of(x, y, phase)];
        }
    }
    CHECK(std::ranges::all_of(met, [](int count) { return count == 1; }));
}
