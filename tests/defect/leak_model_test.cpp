// SPDX-License-Identifier: GPL-3.0-or-later
// The leak model against the full balance of a junction with known coefficients.
#include "libinspect/defect/leak_model.h"

#include "drivers/simulated/physics/physics.h"
#include "libinspect/base/error.h"

#include <cmath>
#include <vector>

using namespace waferglow;
using simulated::DieElectrics;
using simulated::EpiModel;
using simulated::photocurrent_a_cm2;
using simulated::solve_junction;

namespace {

double light_of(const EpiModel& epi, const DieElectrics& die, double density) {
    return solve_junction(epi, die, photocurrent_a_cm2(epi, density)).light_cm2_s;
}

std::vector<HealthyLevel> levels_of(const EpiModel& epi, const DieElectrics& good,
                                    const std::vector<double>& densities, double scale = 1.0) {
    std::vector<HealthyLevel> levels;
    for (const double density : densities) {
        levels.push_back({density, light_of(epi, good, density)});
        levels.back().light *= levels.size() == 1 ? scale : 1.0;
    }
    return levels;
}

}  // namespace

TEST_CASE("a shunt is read off the light that it leaves", "[leak]") {
    for (const double srh : {2e6, 1e7, 5e7}) {
        for (const double side_um : {10.0, 40.0}) {
            EpiModel epi;
            epi.srh_a_per_s = srh;
            const DieElectrics good{.width_um = side_um, .height_um = side_um};
            const LeakModel model(levels_of(epi, good, {1.0, 30.0}), good.area_cm2(), {});
            CHECK(model.fitted());
            const double current_a = photocurrent_a_cm2(epi, 1.0) * good.area_cm2();
            for (const double share : {0.1, 0.3, 0.5, 0.7, 0.9}) {
                DieElectrics die = good;
                die.shunt_ohm = 2.25 / (share * current_a);
                const double light = light_of(epi, die, 1.0) / light_of(epi, good, 1.0);
                INFO("A " << srh << ", side " << side_um << " um, share " << share << ", light " << light);
                CHECK(model.shunt_ohm(1.0, light) == Approx(die.shunt_ohm).epsilon(0.12));
                const double strong = light_of(epi, die, 30.0) / light_of(epi, good, 30.0);
                CHECK(model.solve(30.0, model.leak_of_shunt(die.shunt_ohm)).light ==
                      Approx(strong).epsilon(0.01));
            }
        }
    }
}

TEST_CASE("solving and reading off are inverse", "[leak]") {
    const DieElectrics good{.width_um = 20.0, .height_um = 20.0};
    const LeakModel model(levels_of({}, good, {0.5, 5.0, 50.0}), good.area_cm2(), {});
    for (const double ohm : {3e7, 1e8, 1e9}) {
        const LeakState state = model.solve(5.0, model.leak_of_shunt(ohm));
        CHECK(model.shunt_ohm(5.0, state.light) == Approx(ohm).epsilon(1e-3));
    }
}

TEST_CASE("the slope of the model is that of the junction", "[leak]") {
    const EpiModel epi;
    const DieElectrics good{.width_um = 20.0, .height_um = 20.0};
    const LeakModel model(levels_of(epi, good, {0.1, 1.0, 10.0, 100.0}), good.area_cm2(), {});
    // Clean dies: k = 2.00, 1.97, 1.80, 1.38 at these densities.
    CHECK(model.slope_at(0.1) == Approx(2.00).margin(0.03));
    CHECK(model.slope_at(1.0) == Approx(1.97).margin(0.03));
    CHECK(model.slope_at(10.0) == Approx(1.80).margin(0.03));
    CHECK(model.slope_at(100.0) == Approx(1.38).margin(0.03));
}

TEST_CASE("levels that no junction can have are not believed", "[leak]") {
    const EpiModel epi;
    const DieElectrics good{.width_um = 20.0, .height_um = 20.0};
    for (const double scale : {0.05, 60.0}) {
        const LeakModel model(levels_of(epi, good, {1.0, 30.0}, scale), good.area_cm2(), {});
        CHECK_FALSE(model.fitted());
        CHECK(model.slope_at(1.0) == Approx(1.5).margin(0.01));
    }
}

TEST_CASE("a slope from the recipe overrides the levels", "[leak]") {
    const DieElectrics good{.width_um = 20.0, .height_um = 20.0};
    LeakSettings settings;
    settings.slope = 1.2;
    const LeakModel model(levels_of({}, good, {1.0, 30.0}), good.area_cm2(), settings);
    CHECK(model.fitted());
    CHECK(model.mean_slope() == Approx(1.2).epsilon(1e-6));
}

TEST_CASE("unusable sweeps are refused", "[leak]") {
    const std::vector<HealthyLevel> one{{1.0, 5.0}};
    const std::vector<HealthyLevel> equal{{1.0, 5.0}, {1.0, 6.0}};
    const std::vector<HealthyLevel> dark{{1.0, 0.0}, {2.0, 6.0}};
    const std::vector<HealthyLevel> good{{1.0, 1.0}, {30.0, 100.0}};
    CHECK_THROWS_AS(LeakModel(one, 1e-6, {}), Error);
    CHECK_THROWS_AS(LeakModel(equal, 1e-6, {}), Error);
    CHECK_THROWS_AS(LeakModel(dark, 1e-6, {}), Error);
    CHECK_THROWS_AS(LeakModel(good, 0.0, {}), Error);
    CHECK_NOTHROW(LeakModel(good, 1e-6, {}));
}
