// SPDX-License-Identifier: GPL-3.0-or-later
// Light of one die: closed-form limits, and a table computed independently for a 20 um die.
#include "drivers/simulated/physics/physics.h"

#include "libinspect/base/error.h"

#include <array>
#include <cmath>
#include <limits>

namespace {

using waferglow::Error;
using waferglow::simulated::DieElectrics;
using waferglow::simulated::EpiModel;
using waferglow::simulated::Junction;
using waferglow::simulated::photocurrent_a_cm2;
using waferglow::simulated::solve_junction;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

DieElectrics square(double side_um) {
    return {.width_um = side_um, .height_um = side_um};
}

/// d ln(light) / d ln(current) between two currents 1 % apart.
double slope_at(const EpiModel& epi, const DieElectrics& die, double current_a_cm2) {
    const double low = solve_junction(epi, die, current_a_cm2 / 1.005).light_cm2_s;
    const double high = solve_junction(epi, die, current_a_cm2 * 1.005).light_cm2_s;
    return std::log(high / low) / std::log(1.005 * 1.005);
}

double share_of_good(const EpiModel& epi, const DieElectrics& die, double current_a_cm2) {
    DieElectrics good = die;
    good.shunt_ohm = kInfinity;
    return solve_junction(epi, die, current_a_cm2).light_cm2_s /
           solve_junction(epi, good, current_a_cm2).light_cm2_s;
}

}  // namespace

TEST_CASE("light grows with current to the power 2, 1 or 2/3 where A, B or C alone rules", "[physics]") {
    EpiModel epi;
    const DieElectrics die = square(20.0);
    epi.auger_c_cm6_s = 0.0;
    epi.radiative_b_cm3_s = 1e-20;
    CHECK(slope_at(epi, die, 0.1) == Approx(2.0).epsilon(1e-4));
    epi = {.srh_a_per_s = 0.0, .radiative_b_cm3_s = 2e-11, .auger_c_cm6_s = 0.0};
    CHECK(slope_at(epi, die, 0.1) == Approx(1.0).epsilon(1e-6));
    epi = {.srh_a_per_s = 0.0, .radiative_b_cm3_s = 1e-20, .auger_c_cm6_s = 1e-30};
    CHECK(slope_at(epi, die, 0.1) == Approx(2.0 / 3.0).epsilon(1e-4));
}

TEST_CASE("radiative recombination alone turns every electron into a photon", "[physics]") {
    const EpiModel epi{.srh_a_per_s = 0.0, .auger_c_cm6_s = 0.0};
    const Junction junction = solve_junction(epi, square(10.0), 1.0);
    CHECK(junction.light_cm2_s == Approx(1.0 / 1.602176634e-19).epsilon(1e-9));
}

TEST_CASE("a leak takes its current from the light", "[physics]") {
    // With B alone the light is what the leak leaves: r = 1 - V / (R area J).
    const EpiModel epi{.srh_a_per_s = 0.0, .auger_c_cm6_s = 0.0};
    DieElectrics die = square(20.0);
    die.shunt_ohm = 5e7;
    const double current = 0.05;
    const Junction junction = solve_junction(epi, die, current);
    const double leak = junction.voltage_v / (die.shunt_ohm * 400e-8);
    CHECK(leak > 0.1 * current);
    CHECK(share_of_good(epi, die, current) == Approx(1.0 - leak / current).epsilon(1e-8));
}

TEST_CASE("the photocurrent of 1 W/cm2 at 405 nm and 5 % absorption is 16 mA/cm2", "[physics]") {
    CHECK(photocurrent_a_cm2({}, 1.0) == Approx(0.0163).epsilon(5e-3));
}

TEST_CASE("the slope of a clean die falls from 2 towards 1 as density rises", "[physics]") {
    const std::array<double, 4> excitations{0.1, 1.0, 10.0, 100.0};
    const std::array<double, 4> slopes{2.00, 1.97, 1.80, 1.38};
    for (std::size_t i = 0; i < excitations.size(); ++i) {
        INFO(excitations[i] << " W/cm2");
        CHECK(slope_at({}, square(20.0), photocurrent_a_cm2({}, excitations[i])) ==
              Approx(slopes[i]).margin(6e-3));
    }
}

TEST_CASE("shunted dies of 20 um glow as the table says", "[physics]") {
    struct Row {
        double shunt_ohm;
        std::array<double, 6> pl;  // relative to a good die at 1, 3, 10, 30, 100, 300 W/cm2
        std::array<double, 3> el;  // at 0.1, 1, 10 A/cm2
    };
    const std::array<Row, 5> table{{
        {1e6, {0.000, 0.000, 0.000, 0.000, 0.512, 0.846}, {0.000, 0.236, 0.928}},
        {1e7, {0.000, 0.000, 0.441, 0.807, 0.948, 0.984}, {0.194, 0.911, 0.993}},
        {5e7, {0.108, 0.596, 0.873, 0.960, 0.990, 0.997}, {0.792, 0.982, 0.999}},
        {1e8, {0.436, 0.785, 0.935, 0.980, 0.995, 0.998}, {0.893, 0.991, 0.999}},
        {1e9, {0.933, 0.977, 0.993, 0.998, 0.999, 1.000}, {0.989, 0.999, 1.000}},
    }};
    const std::array<double, 6> excitations{1.0, 3.0, 10.0, 30.0, 100.0, 300.0};
    const std::array<double, 3> drives{0.1, 1.0, 10.0};
    const EpiModel epi;
    for (const Row& row : table) {
        DieElectrics die = square(20.0);
        die.shunt_ohm = row.shunt_ohm;
        for (std::size_t i = 0; i < excitations.size(); ++i) {
            INFO(row.shunt_ohm << " ohm at " << excitations[i] << " W/cm2");
            CHECK(share_of_good(epi, die, photocurrent_a_cm2(epi, excitations[i])) ==
                  Approx(row.pl[i]).margin(3e-3));
        }
        for (std::size_t i = 0; i < drives.size(); ++i) {
            INFO(row.shunt_ohm << " ohm at " << drives[i] << " A/cm2");
            CHECK(share_of_good(epi, die, drives[i]) == Approx(row.el[i]).margin(3e-3));
        }
    }
}

TEST_CASE("sidewall recombination hits small dies most", "[physics]") {
    // Internal efficiency at 100 W/cm2: 0.43 without; with S in cm/s on squares of 5, 20 and 100 um.
    struct Row {
        double surface_velocity_cm_s;
        std::array<double, 3> efficiency;
    };
    const std::array<Row, 3> table{
        {{0.0, {0.43, 0.43, 0.43}}, {1e3, {0.24, 0.37, 0.42}}, {1e4, {0.016, 0.12, 0.32}}}};
    const std::array<double, 3> sides_um{5.0, 20.0, 100.0};
    const EpiModel epi;
    for (const Row& row : table) {
        for (std::size_t i = 0; i < sides_um.size(); ++i) {
            INFO("S = " << row.surface_velocity_cm_s << " cm/s, " << sides_um[i] << " um");
            DieElectrics die = square(sides_um[i]);
            die.surface_velocity_cm_s = row.surface_velocity_cm_s;
            const double n = solve_junction(epi, die, photocurrent_a_cm2(epi, 100.0)).density_cm3;
            CHECK(waferglow::simulated::internal_efficiency(epi, die, n) ==
                  Approx(row.efficiency[i]).margin(6e-3));
        }
    }
}

TEST_CASE("a square's sidewall term is 4 S / L", "[physics]") {
    DieElectrics die = square(20.0);
    die.surface_velocity_cm_s = 1e3;
    CHECK(waferglow::simulated::effective_srh_per_s({}, die) == Approx(1e7 + 4.0 * 1e3 / 20e-4));
}

TEST_CASE("hard shorts and absent currents are dark, not errors", "[physics]") {
    DieElectrics die = square(20.0);
    CHECK(solve_junction({}, die, 0.0).light_cm2_s == 0.0);
    CHECK(solve_junction({}, die, -1.0).light_cm2_s == 0.0);
    for (const double shunt_ohm : {1e-9, 1e-3, 1.0, 1e3}) {
        die.shunt_ohm = shunt_ohm;
        const double share = share_of_good({}, die, 0.0163);
        CHECK(share >= 0.0);
        CHECK(share < 1e-12);
    }
}

TEST_CASE("the balance holds from microwatts to megawatts", "[physics]") {
    const EpiModel epi;
    DieElectrics die = square(20.0);
    die.shunt_ohm = 1e8;
    for (int decade = -9; decade < 6; ++decade) {
        const double current = std::pow(10.0, decade);
        const Junction junction = solve_junction(epi, die, current);
        const double n = junction.density_cm3;
        const double recombined = 1.602176634e-19 * 15e-7 * (1e7 * n + 2e-11 * n * n + 1e-30 * n * n * n);
        CHECK(recombined + junction.voltage_v / (1e8 * 400e-8) == Approx(current).epsilon(1e-8));
    }
}

TEST_CASE("impossible dies are refused", "[physics]") {
    DieElectrics die = square(20.0);
    die.shunt_ohm = 0.0;
    CHECK_THROWS_AS(solve_junction({}, die, 1.0), Error);
    CHECK_THROWS_AS(solve_junction({}, square(0.0), 1.0), Error);
    CHECK_THROWS_AS(solve_junction({.srh_a_per_s = 0.0, .radiative_b_cm3_s = 0.0, .auger_c_cm6_s = 0.0},
                                   square(20.0), 1.0),
                    Error);
}

TEST_CASE("a shorted die keeps between 1.42 and 4.85 % of its light", "[physics]") {
    CHECK(waferglow::simulated::short_circuit_residual(0.01) == Approx(0.0142));
    CHECK(waferglow::simulated::short_circuit_residual(1e4) == Approx(0.0485));
    CHECK(waferglow::simulated::short_circuit_residual(10.0) > 0.0142);
    CHECK(waferglow::simulated::short_circuit_residual(10.0) < 0.0485);
}
