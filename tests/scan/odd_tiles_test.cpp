// SPDX-License-Identifier: GPL-3.0-or-later
// Tiles made up as records, 8 x 8 of them over a wafer.
#include "libinspect/scan/internal/odd_tiles.h"

#include <cmath>
#include <cstddef>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

constexpr std::size_t kAcross = 8;
constexpr double kField_um = 5000.0;

/// A channel of tiles that agree with each other, to be changed.
class Tiles {
  public:
    Tiles()
        : map_(standard_wafer(2), {.rows = 160,
                                   .cols = 160,
                                   .x0_um = -19875.0,
                                   .y0_um = 19875.0,
                                   .pitch_x_um = 250.0,
                                   .pitch_y_um = 250.0,
                                   .die_width_um = 150.0,
                                   .die_height_um = 150.0}),
          camera_{.pixel_um = 10.0, .width_px = 500, .height_px = 500, .saturation_dn = 4095},
          evidence_(kAcross * kAcross) {
        for (std::size_t i = 0; i < evidence_.size(); ++i) {
            tiles_.push_back(i);
            const double middle = 0.5 * (kAcross - 1);
            middles_.push_back({kField_um * (static_cast<double>(i % kAcross) - middle),
                                kField_um * (middle - static_cast<double>(i / kAcross))});
            TileEvidence& tile = evidence_[i];
            tile.written = true;
            tile.blur = {.x_px = 1.0F, .y_px = 1.1F, .sigma_x_px = 0.01F, .sigma_y_px = 0.01F};
            tile.registration.source = RegistrationSource::own;
            tile.registration.lit_dies = 200;
            tile.registration.sigma_um = 0.1;
            tile.registration.shift_x_um = i % 3 == 0 ? 3.0 : -2.0;
            tile.registration.shift_y_um = i % 5 == 0 ? 4.0 : -1.0;
            tile.registration.turn_weight = tile.registration.stretch_weight = 1e9;
        }
    }
    TileEvidence& at(std::size_t number) { return evidence_[number]; }
    [[nodiscard]] StagePoint middle(std::size_t number) const { return middles_[number]; }

    template <class Find>
    [[nodiscard]] std::vector<std::uint32_t> odd(const Find& find) const {
        const ChannelTiles channel{.tiles = tiles_,
                                   .middles = middles_,
                                   .evidence = evidence_,
                                   .camera = &camera_,
                                   .map = &map_,
                                   .pose = {},
                                   .typical_light = 1000.0,
                                   .typical_noise = 10.0};
        std::vector<std::uint32_t> numbers;
        for (const OddTile& odd : find(channel, std::vector<bool>(tiles_.size(), false)))
            numbers.push_back(odd.number);
        return numbers;
    }

  private:
    DieMap map_;
    CameraInfo camera_;
    std::vector<std::size_t> tiles_;
    std::vector<StagePoint> middles_;
    std::vector<TileEvidence> evidence_;
};

using Numbers = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("tiles out of focus are named, one alone and two side by side", "[scan][frames]") {
    Tiles tiles;
    CHECK(tiles.odd(find_blurred).empty());
    tiles.at(0).blur.x_px = 2.5F;
    tiles.at(27).blur.y_px = 2.0F;
    tiles.at(28).blur.x_px = tiles.at(28).blur.y_px = 3.0F;
    CHECK(tiles.odd(find_blurred) == Numbers{0, 27, 28});
}

TEST_CASE("focus that changes smoothly over a bowed wafer names no tile", "[scan][frames]") {
    Tiles tiles;
    for (std::size_t i = 0; i < kAcross * kAcross; ++i) {
        const StagePoint p = tiles.middle(i);
        const double defocus = (p.x * p.x + p.y * p.y) / (20000.0 * 20000.0);
        tiles.at(i).blur.x_px = static_cast<float>(std::hypot(1.0, 1.3 * defocus));
        tiles.at(i).blur.y_px = static_cast<float>(std::hypot(1.0, 1.3 * defocus));
    }
    CHECK(tiles.odd(find_blurred).empty());
}

TEST_CASE("a blur that is hardly known names no tile", "[scan][frames]") {
    Tiles tiles;
    tiles.at(9).blur = {.x_px = 2.5F, .y_px = 1.0F, .sigma_x_px = 0.5F, .sigma_y_px = 0.5F};
    tiles.at(12).blur = {};
    CHECK(tiles.odd(find_blurred).empty());
}

TEST_CASE("a lattice that lies, turns or stretches otherwise is named", "[scan][frames]") {
    Tiles tiles;
    CHECK(tiles.odd(find_displaced).empty());
    tiles.at(3).registration.shift_y_um = 60.0;
    tiles.at(20).registration.turn_rad = -2.4e-3;
    tiles.at(40).registration.stretch = 4e-3;
    CHECK(tiles.odd(find_displaced) == Numbers{3, 20, 40});
}

TEST_CASE("a stage that errs by much everywhere makes no tile odd", "[scan][frames]") {
    Tiles tiles;
    for (std::size_t i = 0; i < kAcross * kAcross; ++i)
        tiles.at(i).registration.shift_x_um = i % 2 == 0 ? 55.0 : -55.0;
    CHECK(tiles.odd(find_displaced).empty());
}

TEST_CASE("light beyond the wafer names a tile, unless many show it", "[scan][frames]") {
    Tiles tiles;
    for (std::size_t i = 0; i < kAcross; ++i)
        tiles.at(i).outline = {.margin_cells = 60, .off_wafer_cells = 80};
    CHECK(tiles.odd(find_beyond).empty());
    tiles.at(2).outline.off_wafer_lit = 40;
    CHECK(tiles.odd(find_beyond) == Numbers{2});
    for (std::size_t i = 3; i < 6; ++i) tiles.at(i).outline.margin_lit = 40;
    CHECK(tiles.odd(find_beyond).empty());
}
