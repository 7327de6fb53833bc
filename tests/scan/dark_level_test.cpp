// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/dark_level.h"

#include "libinspect/base/error.h"

#include <array>
#include <cmath>
#include <random>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

/// Tiles of dies on a third of the area over a dark level of 100 DN with noise of 2 DN; the weak channel
/// comes second. Its first tile can't be read. The third channel is reflected light, whose streets are
/// bright.
class Tiles : public TileSource {
  public:
    Tiles() {
        job_.camera.width_px = job_.camera.height_px = 200;
        job_.channels.resize(3);
        job_.channels[0].excitation_w_cm2 = 30.0;
        job_.channels[1].excitation_w_cm2 = 1.0;
        job_.channels[2].kind = ChannelKind::reflected;
        for (int i = 0; i < 9; ++i)
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
        return scratch;
    }

  private:
    ScanJob job_;
};

}  // namespace

TEST_CASE("without a dark frame its level is that of the streets under weak light", "[scan]") {
    Tiles tiles;
    const int level = dark_level_of_tiles(tiles);
    CHECK(level >= 96);
    CHECK(level <= 101);
}
