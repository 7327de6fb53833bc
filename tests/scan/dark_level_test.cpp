// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/dark_level.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

/// Tiles of dies on a third of the area over a dark level of 100 DN with noise of 2 DN; the weak channel
/// comes second. Its first tile can't be read, and one of the others can be spoilt. The third channel is
/// reflected light, whose streets are bright.
class Tiles : public TileSource {
  public:
    explicit Tiles(std::uint16_t spoilt_rows_dn = 100, int spoilt_rows = 0)
        : spoilt_rows_dn_(spoilt_rows_dn), spoilt_rows_(spoilt_rows) {
        job_.camera.width_px = job_.camera.height_px = 200;
        job_.channels.resize(3);
        job_.channels[0].excitation_w_cm2 = 30.0;
        job_.channels[1].excitation_w_cm2 = 1.0;
        job_.channels[2].kind = ChannelKind::reflected;
        for (int i = 0; i < 30; ++i)
            job_.tiles.push_back({.index = i, .channel = i % 3, .position = {}, .name = {}});
    }
    [[nodiscard]] const ScanJob& job() const override { return job_; }
    [[nodiscard]] Image& load(std::size_t tile, Image& scratch) override {
        if (tile == 1) throw Error(ErrorKind::input, "torn");
        std::mt19937 random(static_cast<unsigned>(tile));
        std::normal_distribution<double> noise(0.0, 2.0);
        scratch = Image(200, 200);
        for (int y = 0; y < 200; ++y) {
            for (int x = 0; x < 200; ++x) {
                const bool die = x % 20 < 12 && y % 20 < 11;
                const std::array<double, 3> light{30.0 + 900.0 * die, 1.0 + 40.0 * die, 400.0 + 800.0 * die};
                const auto channel = static_cast<std::size_t>(job_.tiles[tile].channel);
                scratch.row(y)[x] =
                    static_cast<std::uint16_t>(std::lround(100.0 + light[channel] + noise(random)));
            }
        }
        if (tile == 10) {
            for (int y = 0; y < spoilt_rows_; ++y) std::fill_n(scratch.row(y), 200, spoilt_rows_dn_);
        }
        return scratch;
    }

  private:
    std::uint16_t spoilt_rows_dn_;
    int spoilt_rows_;
    ScanJob job_;
};

}  // namespace

TEST_CASE("without a dark frame its level is that of the streets under weak light", "[scan]") {
    Tiles tiles;
    const int level = dark_level_of_tiles(tiles);
    CHECK(level >= 96);
    CHECK(level <= 101);
}

TEST_CASE("a frame that looks unlike the others does not give the dark level", "[scan]") {
    const std::uint16_t dn = GENERATE(std::uint16_t{0}, std::uint16_t{7});
    const int rows = GENERATE(60, 200);
    INFO(rows << " rows of " << dn << " DN");
    Tiles spoilt(dn, rows);
    Tiles sound;
    CHECK(std::abs(dark_level_of_tiles(spoilt) - dark_level_of_tiles(sound)) <= 2);
}
