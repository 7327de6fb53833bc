// SPDX-License-Identifier: GPL-3.0-or-later
// A dark frame that was taken of lit dies is refused; one with hot pixels, a gradient and a faint afterglow
// is not.
#include "drivers/simulated/physics/presets.h"
#include "drivers/simulated/physics/recording_generator.h"
#include "libinspect/base/error.h"
#include "libinspect/scan/scan.h"
#include "samples/simulated_tiles.h"

#include <algorithm>
#include <cmath>
#include <functional>

using namespace waferglow;
using Catch::Contains;

namespace {

constexpr std::size_t kInnerTile = 5;  // of 4 x 4, all of it on the wafer

/// The small wafer with another dark frame.
class OtherDark : public TileSource {
  public:
    explicit OtherDark(std::function<void(Image& dark, const Image& tile)> change) : job_(tiles_.job()) {
        REQUIRE(job_.dark);
        Image scratch;
        Image& tile = tiles_.load(kInnerTile, scratch);
        change(*job_.dark, tile);
    }
    [[nodiscard]] const ScanJob& job() const override { return job_; }
    [[nodiscard]] Image& load(std::size_t tile, Image& scratch) override {
        return tiles_.load(tile, scratch);
    }

  private:
    simulated::SimulatedRecording recording_{simulated::preset("small")};
    samples::SimulatedTileSource tiles_{recording_};
    ScanJob job_;
};

void for_pixels(Image& dark, const Image& tile, const std::function<double(double dark, double tile)>& of) {
    for (int y = 0; y < dark.height(); ++y) {
        for (int x = 0; x < dark.width(); ++x) {
            const double value = of(dark.row(y)[x], tile.row(y)[x]);
            dark.row(y)[x] = static_cast<std::uint16_t>(std::clamp(std::round(value), 0.0, 65535.0));
        }
    }
}

ScanResult scan_of(TileSource& source) {
    return run_scan(source, {}, {}, {});
}

}  // namespace

TEST_CASE("a dark frame of lit dies is refused, of full or of a tenth of the light", "[scan]") {
    const double share = GENERATE(1.0, 0.1);
    OtherDark source([share](Image& dark, const Image& tile) {
        for_pixels(dark, tile, [share](double d, double t) { return d + share * (t - d); });
    });
    CHECK_THROWS_WITH(scan_of(source), Contains("the dark frame shows the grid of dies"));
}

TEST_CASE("a dark frame with a glow in its corner and a trace of dies is taken", "[scan]") {
    OtherDark source([](Image& dark, const Image& tile) {
        for_pixels(dark, tile, [](double d, double t) { return d + 0.02 * (t - d); });
        for (int y = 0; y < dark.height(); ++y) {
            for (int x = 0; x < dark.width(); ++x)
                dark.row(y)[x] = static_cast<std::uint16_t>(dark.row(y)[x] + 40 * x / dark.width());
        }
    });
    CHECK_NOTHROW(scan_of(source));
}
