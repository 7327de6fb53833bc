// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/physics.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include <boost/math/tools/roots.hpp>
#include <fmt/format.h>

namespace waferglow::simulated {
namespace {

constexpr double kElectronCharge = 1.602176634e-19;  // C (SI 2019)
constexpr double kPhotonEvNm = 1239.841984;          // h c / e

void check_positive(const char* what, double value) {
    if (!(value > 0.0)) {
        throw Error(ErrorKind::input, fmt::format("die physics: {} = {} must be positive", what, value));
    }
}

}  // namespace

double photocurrent_a_cm2(const EpiModel& epi, double excitation_w_cm2) {
    return epi.absorbed_share * excitation_w_cm2 * epi.excitation_nm / kPhotonEvNm;
}

double effective_srh_per_s(const EpiModel& epi, const DieElectrics& die) {
    const double perimeter_cm = 2e-4 * (die.width_um + die.height_um);
    return epi.srh_a_per_s * die.srh_factor + die.surface_velocity_cm_s * perimeter_cm / die.area_cm2();
}

Junction solve_junction(const EpiModel& epi, const DieElectrics& die, double current_a_cm2) {
    check_positive("die width", die.width_um);
    check_positive("die height", die.height_um);
    check_positive("shunt resistance", die.shunt_ohm);
    check_positive("thickness", epi.thickness_nm);
    check_positive("thermal voltage", epi.thermal_voltage_v);
    check_positive("reference density", epi.reference_n_cm3);
    if (!(current_a_cm2 > 0.0)) return {};

    const double a = effective_srh_per_s(epi, die);
    const double b = epi.radiative_b_cm3_s;
    const double c = epi.auger_c_cm6_s;
    const double qt = kElectronCharge * epi.thickness_nm * 1e-7;
    const double leak_s_cm2 = 1.0 / (die.shunt_ohm * die.area_cm2());  // 0 without a shunt
    const double per_volt = 0.5 / epi.thermal_voltage_v;
    const auto density = [&](double v) {
        return epi.reference_n_cm3 * std::exp(per_volt * (v - epi.reference_v));
    };
    // The logarithm of the balance is close to linear in the voltage at both ends, so Newton's method
    // converges fast from anywhere.
    const auto balance = [&](double v) {
        const double n = density(v);
        const double sum = qt * n * (a + n * (b + n * c)) + v * leak_s_cm2;
        const double slope = qt * n * (a + n * (2.0 * b + n * 3.0 * c)) * per_volt + leak_s_cm2;
        return std::pair(std::log(sum / current_a_cm2), slope / sum);
    };
    // The current that recombines never exceeds the whole: each term alone bounds the density from above.
    const double n_limit = std::min({a > 0.0 ? current_a_cm2 / (qt * a) : 1e300,
                                     b > 0.0 ? std::sqrt(current_a_cm2 / (qt * b)) : 1e300,
                                     c > 0.0 ? std::cbrt(current_a_cm2 / (qt * c)) : 1e300});
    if (n_limit >= 1e300) check_positive("sum of the coefficients A, B and C", 0.0);
    const double high = epi.reference_v + std::log(n_limit / epi.reference_n_cm3) / per_volt;
    // Near short circuit the voltage is small; below a microvolt a die is dark for every purpose.
    constexpr double kLowest_v = 1e-6;
    const double short_v = leak_s_cm2 > 0.0 ? std::min(current_a_cm2 / leak_s_cm2, high) : high;
    if (short_v <= kLowest_v)
        return {short_v, density(short_v), epi.thickness_nm * 1e-7 * b * density(short_v) * density(short_v)};
    constexpr int kDigits = 40;
    std::uintmax_t iterations = 100;
    const double v = boost::math::tools::newton_raphson_iterate(balance, short_v, kLowest_v * 0.5,
                                                                high + 1e-9, kDigits, iterations);
    const double n = density(v);
    return {v, n, epi.thickness_nm * 1e-7 * b * n * n};
}

double internal_efficiency(const EpiModel& epi, const DieElectrics& die, double density_cm3) {
    const double radiative = epi.radiative_b_cm3_s * density_cm3;
    return radiative /
           (effective_srh_per_s(epi, die) + radiative + epi.auger_c_cm6_s * density_cm3 * density_cm3);
}

double short_circuit_residual(double excitation_w_cm2) {
    constexpr double kLow = 0.0142;
    constexpr double kHigh = 0.0485;
    constexpr double kDecades = 2.0;  // from 1 to 100 W/cm2
    const double decades = excitation_w_cm2 > 0.0 ? std::log10(excitation_w_cm2) : 0.0;
    return kLow + (kHigh - kLow) * std::clamp(decades / kDecades, 0.0, 1.0);
}

}  // namespace waferglow::simulated
