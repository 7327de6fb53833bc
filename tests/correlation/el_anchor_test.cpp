// SPDX-License-Identifier: GPL-3.0-or-later
// EL predicted from PL and some probed dies: the stated uncertainty covers, and outliers do not bend it.
#include "libinspect/correlation/el_anchor.h"

#include "libinspect/base/error.h"

#include <cmath>
#include <limits>
#include <random>

using namespace waferglow;

namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

struct Scene {
    DieGrid grid{.rows = 100,
                 .cols = 120,
                 .x0_um = 0,
                 .y0_um = 0,
                 .pitch_x_um = 10,
                 .pitch_y_um = 10,
                 .die_width_um = 8,
                 .die_height_um = 8};
    std::vector<float> pl;
    std::vector<float> el;      ///< of every die
    std::vector<float> probed;  ///< of some
};

/// Gain and offset vary over the wafer; EL scatters by `sigma`; a share of the probes is dead by EL.
Scene make_scene(std::uint64_t seed, double probes, double sigma, double dead) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    Scene scene;
    for (int row = 0; row < scene.grid.rows; ++row) {
        for (int col = 0; col < scene.grid.cols; ++col) {
            const double u = col / 60.0 - 1.0;
            const double v = row / 50.0 - 1.0;
            const double pl = 1.0 + 0.05 * normal(random);
            const double el =
                3.0 + 0.3 * u - 0.2 * v * v + (2.0 + 0.4 * v) * (pl - 1.0) + sigma * normal(random);
            scene.pl.push_back(static_cast<float>(pl));
            scene.el.push_back(static_cast<float>(el));
            const bool probe = uniform(random) < probes;
            scene.probed.push_back(!probe ? kNone : uniform(random) < dead ? 0.0F : scene.el.back());
        }
    }
    return scene;
}

}  // namespace

TEST_CASE("one and two sigma of the prediction cover 68 and 95 % of the dies that were not probed",
          "[correlation]") {
    double within_one = 0.0;
    double within_two = 0.0;
    double count = 0.0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const Scene scene = make_scene(seed, 1000.0 / 12000.0, 0.02, 0.04);
        const AnchoredMap map =
            apply_anchor(fit_anchor(scene.grid, scene.pl, scene.probed), scene.grid, scene.pl);
        for (std::size_t i = 0; i < scene.el.size(); ++i) {
            if (std::isfinite(scene.probed[i])) continue;
            const float off = std::abs(map.predicted[i] - scene.el[i]) / map.sigma[i];
            within_one += off < 1.0F;
            within_two += off < 1.96F;
            count += 1.0;
        }
    }
    CHECK(within_one / count == Approx(0.6827).margin(0.03));
    CHECK(within_two / count == Approx(0.95).margin(0.02));
}

TEST_CASE("a third of dead probes changes the prediction by less than its uncertainty", "[correlation]") {
    const Scene clean = make_scene(3, 0.1, 0.02, 0.0);
    const Scene dirty = make_scene(3, 0.1, 0.02, 0.33);
    const AnchorFit fit = fit_anchor(dirty.grid, dirty.pl, dirty.probed);
    CHECK(static_cast<double>(fit.outliers) / static_cast<double>(fit.dies) > 0.25);
    const AnchoredMap map = apply_anchor(fit, dirty.grid, clean.pl);
    double worst = 0.0;
    for (const std::size_t cell : {std::size_t{0}, std::size_t{6060}, std::size_t{11999}})
        worst = std::max(worst, static_cast<double>(std::abs(map.predicted[cell] - clean.el[cell])));
    CHECK(worst < 4.0 * 0.02);
}

TEST_CASE("the uncertainty grows where PL was not probed, and dies without PL have no prediction",
          "[correlation]") {
    Scene scene = make_scene(4, 0.1, 0.02, 0.0);
    const AnchorFit fit = fit_anchor(scene.grid, scene.pl, scene.probed);
    scene.pl[5] = 0.1F;
    scene.pl[6] = kNone;
    const AnchoredMap map = apply_anchor(fit, scene.grid, scene.pl);
    CHECK(map.sigma[5] > 20.0F * map.sigma[7]);
    CHECK(std::isnan(map.predicted[6]));
    CHECK(std::isnan(map.sigma[6]));
}

TEST_CASE("too few probes are refused", "[correlation]") {
    const Scene scene = make_scene(5, 0.0005, 0.02, 0.0);
    CHECK_THROWS_AS(fit_anchor(scene.grid, scene.pl, scene.probed), Error);
}
