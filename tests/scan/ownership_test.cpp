// SPDX-License-Identifier: GPL-3.0-or-later
// Each point of the scanned field has exactly one owner tile.
#include "libinspect/scan/internal/ownership.h"

#include <algorithm>
#include <random>
#include <vector>

namespace {

using waferglow::CameraInfo;
using waferglow::StagePoint;
using waferglow::TileOwnership;

const CameraInfo kCamera{.pixel_um = 2.0, .width_px = 100, .height_px = 80};  // 200 x 160 um

std::vector<StagePoint> grid_of_tiles(int columns, int rows, double step_x_um, double step_y_um) {
    std::vector<StagePoint> middles;
    for (int row = 0; row < rows; ++row) {
        for (int col = 0; col < columns; ++col) middles.push_back({col * step_x_um, row * step_y_um});
    }
    return middles;
}

long owners_of(const TileOwnership& ownership, std::size_t tiles, StagePoint p) {
    long owners = 0;
    for (std::size_t tile = 0; tile < tiles; ++tile) owners += ownership.owns(tile, p) ? 1 : 0;
    return owners;
}

}  // namespace

TEST_CASE("every point under overlapping tiles has one owner", "[scan]") {
    const auto middles = grid_of_tiles(5, 4, 170.0, 130.0);
    const TileOwnership ownership(middles, kCamera);
    std::mt19937 random(7);
    std::uniform_real_distribution<double> x(-99.0, 4 * 170.0 + 99.0);
    std::uniform_real_distribution<double> y(-79.0, 3 * 130.0 + 79.0);
    for (int i = 0; i < 2000; ++i) {
        REQUIRE(owners_of(ownership, middles.size(), {x(random), y(random)}) == 1);
    }
}

TEST_CASE("a point no tile sees has no owner", "[scan]") {
    const auto middles = grid_of_tiles(2, 2, 170.0, 130.0);
    const TileOwnership ownership(middles, kCamera);
    CHECK(owners_of(ownership, middles.size(), {-101.0, 0.0}) == 0);
    CHECK(owners_of(ownership, middles.size(), {0.0, 1000.0}) == 0);
}

TEST_CASE("on equal terms the tile that comes first owns the point", "[scan]") {
    const std::vector<StagePoint> middles{{0.0, 0.0}, {100.0, 0.0}, {0.0, 0.0}};
    const TileOwnership ownership(middles, kCamera);
    CHECK(ownership.owns(0, {50.0, 0.0}));
    CHECK_FALSE(ownership.owns(1, {50.0, 0.0}));
    CHECK_FALSE(ownership.owns(2, {-20.0, 0.0}));
}

TEST_CASE("tiles know the neighbours they overlap with", "[scan]") {
    const auto middles = grid_of_tiles(3, 3, 170.0, 130.0);
    const TileOwnership ownership(middles, kCamera);
    const auto center = ownership.neighbours(4);
    CHECK(std::vector<std::uint32_t>(center.begin(), center.end()) ==
          std::vector<std::uint32_t>{0, 1, 2, 3, 5, 6, 7, 8});
    CHECK(ownership.neighbours(0).size() == 3);
}
