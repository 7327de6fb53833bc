// SPDX-License-Identifier: GPL-3.0-or-later
// Shunts of simulated wafers: found, measured, and not found where there is none.
#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "tests/defect/leak_wafer.h"

#include <algorithm>
#include <cstring>

using namespace waferglow;
using namespace waferglow::test;

namespace {

/// Median error of the shunt of dies whose leak takes 10 to 90 % of the photocurrent.
double median_error(const LeakWafer& wafer, std::size_t& count) {
    const std::vector<float>& shunt = wafer.map.at(kShuntLayer).values;
    std::vector<double> errors;
    for (std::size_t cell = 0; cell < shunt.size(); ++cell) {
        if (!(wafer.leak_share[cell] > 0.1 && wafer.leak_share[cell] < 0.9)) continue;
        if (std::isnan(shunt[cell])) continue;
        errors.push_back(std::abs(static_cast<double>(shunt[cell]) / wafer.shunt_ohm[cell] - 1.0));
    }
    count = errors.size();
    return median_of(errors);
}

double false_alarms(const LeakWafer& wafer) {
    const std::vector<float>& shunt = wafer.map.at(kShuntLayer).values;
    double healthy = 0.0;
    double alarms = 0.0;
    for (std::size_t cell = 0; cell < shunt.size(); ++cell) {
        if (std::isfinite(wafer.shunt_ohm[cell])) continue;
        healthy += 1.0;
        alarms += std::isnan(shunt[cell]) ? 0.0 : 1.0;
    }
    return alarms / healthy;
}

}  // namespace

TEST_CASE("shunts are measured within 20 % and healthy dies raise no alarm", "[leak]") {
    for (const double srh : {3e6, 3e7}) {
        LeakWaferSettings settings;
        settings.epi.srh_a_per_s = srh;
        LeakWafer wafer = leak_wafer(settings);
        const std::int64_t leaky = find_leaks(wafer.map, wafer.channels, {});
        std::size_t count = 0;
        INFO("A " << srh << ", leaky " << leaky);
        CHECK(median_error(wafer, count) < 0.1);
        CHECK(count > 200);
        CHECK(false_alarms(wafer) < 0.001);
    }
}

TEST_CASE("channels of unequal cameras don't spoil the shunt", "[leak]") {
    LeakWaferSettings settings;
    settings.camera_scale = {1.0, 60.0};
    LeakWafer wafer = leak_wafer(settings);
    find_leaks(wafer.map, wafer.channels, {});
    std::size_t count = 0;
    // The slope is not known and taken midway: these wells, of slope 2, are the worst case.
    CHECK(median_error(wafer, count) < 0.35);
    CHECK(count > 200);
    LeakSettings told;
    told.slope = 1.72;
    find_leaks(wafer.map, wafer.channels, told);
    CHECK(median_error(wafer, count) < 0.2);
}

TEST_CASE("what lies on a die is no leak, and hides none", "[leak]") {
    LeakWaferSettings settings;
    settings.covered = 0.1;
    settings.leaky = 0.1;
    LeakWafer wafer = leak_wafer(settings);
    find_leaks(wafer.map, wafer.channels, {});
    CHECK(false_alarms(wafer) < 0.001);
    const std::vector<float>& shunt = wafer.map.at(kShuntLayer).values;
    const std::vector<float>& strong = wafer.map.at("pl_0_rel").values;
    std::vector<double> errors;
    for (std::size_t cell = 0; cell < shunt.size(); ++cell) {
        const bool covered_leak =
            strong[cell] < 0.5F && wafer.leak_share[cell] > 0.2 && wafer.leak_share[cell] < 0.5;
        if (covered_leak && !std::isnan(shunt[cell]))
            errors.push_back(std::abs(static_cast<double>(shunt[cell]) / wafer.shunt_ohm[cell] - 1.0));
    }
    CHECK(errors.size() > 10);
    CHECK(median_of(errors) < 0.2);
}

TEST_CASE("the claimed uncertainty is that of the errors", "[leak]") {
    LeakWafer wafer = leak_wafer({.leaky = 0.1});
    find_leaks(wafer.map, wafer.channels, {});
    const std::vector<float>& shunt = wafer.map.at(kShuntLayer).values;
    const std::vector<float>& sigma = wafer.map.at(kShuntSigmaLayer).values;
    double within = 0.0;
    double all = 0.0;
    for (std::size_t cell = 0; cell < shunt.size(); ++cell) {
        if (!(wafer.leak_share[cell] > 0.3 && wafer.leak_share[cell] < 0.9) || std::isnan(shunt[cell]))
            continue;
        // 5 % for the scale: the voltage assumed.
        const double sigmas = std::hypot(static_cast<double>(sigma[cell]), 0.05 * wafer.shunt_ohm[cell]);
        all += 1.0;
        within += std::abs(static_cast<double>(shunt[cell]) - wafer.shunt_ohm[cell]) < sigmas ? 1.0 : 0.0;
    }
    CHECK(within / all > 0.55);
    CHECK(within / all < 0.95);
}

TEST_CASE("dies without light have no shunt, and no die without leak has one", "[leak]") {
    LeakWafer wafer = leak_wafer({.dies = 60, .leaky = 0.0});
    wafer.map.find("pl_0_rel")->values[77] = 0.001F;
    wafer.map.find("pl_1_rel")->values[77] = 0.0F;
    wafer.map.find("pl_1_rel")->values[78] = kNoData;
    CHECK(find_leaks(wafer.map, wafer.channels, {}) <= 3);
    CHECK(std::isnan(wafer.map.at(kShuntLayer).values[77]));
    CHECK(std::isnan(wafer.map.at(kShuntLayer).values[78]));
    CHECK(std::isnan(wafer.map.at(kSlopeLayer).values[78]));
    CHECK(std::isfinite(wafer.map.at(kSlopeLayer).values[79]));
}

TEST_CASE("one density has no leak layers", "[leak]") {
    LeakWafer wafer = leak_wafer({.dies = 40});
    find_leaks(wafer.map, wafer.channels, {});
    CHECK(wafer.map.find(kShuntLayer) != nullptr);
    CHECK(wafer.map.find(kNonohmicLayer) == nullptr);
    CHECK(find_leaks(wafer.map, std::span(wafer.channels).first(1), {}) == 0);
    for (const char* layer : kLeakLayers) CHECK(wafer.map.find(layer) == nullptr);
}

TEST_CASE("the slope layer is k of healthy dies and higher of leaky ones", "[leak]") {
    LeakWafer wafer = leak_wafer({.dies = 100});
    find_leaks(wafer.map, wafer.channels, {});
    const std::vector<float>& slope = wafer.map.at(kSlopeLayer).values;
    std::vector<double> healthy;
    std::vector<double> leaky;
    for (std::size_t cell = 0; cell < slope.size(); ++cell) {
        if (std::isnan(slope[cell])) continue;
        if (std::isinf(wafer.shunt_ohm[cell])) healthy.push_back(static_cast<double>(slope[cell]));
        if (wafer.leak_share[cell] > 0.4 && wafer.leak_share[cell] < 0.7)
            leaky.push_back(static_cast<double>(slope[cell]));
    }
    const simulated::DieElectrics good{.width_um = 40.0, .height_um = 40.0};
    const auto light = [&](double density) {
        return simulated::solve_junction({}, good, simulated::photocurrent_a_cm2({}, density)).light_cm2_s;
    };
    CHECK(median_of(healthy) == Approx(std::log(light(30.0) / light(1.0)) / std::log(30.0)).margin(0.02));
    CHECK(median_of(leaky) > median_of(healthy) + 0.2);
}

TEST_CASE("the number of threads changes nothing", "[leak]") {
    LeakWafer one = leak_wafer({.leaky = 0.1});
    LeakWafer many = one;
    {
        const ThreadLimit limit(1);
        find_leaks(one.map, one.channels, {});
    }
    find_leaks(many.map, many.channels, {});
    for (const char* layer : {kSlopeLayer, kShuntLayer, kShuntSigmaLayer, kLeakShareLayer}) {
        const std::vector<float>& a = one.map.at(layer).values;
        const std::vector<float>& b = many.map.at(layer).values;
        CHECK(std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0);
    }
}

TEST_CASE("leaks well under the detection limit are found, far above it not", "[leak]") {
    LeakWafer wafer = leak_wafer({.leaky = 0.3, .least_share = 0.005, .most_share = 0.5});
    const std::optional<Sweep> sweep = learn_sweep(wafer.map, wafer.channels, {});
    REQUIRE(sweep);
    const double limit = detection_limit_ohm(*sweep, 1.0);
    find_leaks(wafer.map, wafer.channels, {});
    const std::vector<float>& shunt = wafer.map.at(kShuntLayer).values;
    double low = 0.0;
    double low_found = 0.0;
    double high = 0.0;
    double high_found = 0.0;
    for (std::size_t cell = 0; cell < shunt.size(); ++cell) {
        const double found = std::isnan(shunt[cell]) ? 0.0 : 1.0;
        if (wafer.shunt_ohm[cell] < 0.5 * limit) {
            low += 1.0;
            low_found += found;
        } else if (wafer.shunt_ohm[cell] > 3.0 * limit && std::isfinite(wafer.shunt_ohm[cell])) {
            high += 1.0;
            high_found += found;
        }
    }
    REQUIRE(low > 100);
    REQUIRE(high > 100);
    CHECK(low_found / low > 0.95);
    CHECK(high_found / high < 0.1);
    // Ten times the light: the shunt that is found is some ten times smaller.
    CHECK(detection_limit_ohm(*sweep, 10.0) < 0.3 * limit);
}

TEST_CASE("a die's curve meets its points", "[leak]") {
    LeakWafer wafer = leak_wafer({.leaky = 0.2});
    const std::optional<Sweep> sweep = learn_sweep(wafer.map, wafer.channels, {});
    REQUIRE(sweep);
    std::size_t cell = 0;
    while (!(wafer.leak_share[cell] > 0.5 && wafer.leak_share[cell] < 0.7)) ++cell;
    const LeakCurve curve = leak_curve(wafer.map, *sweep, cell);
    REQUIRE(curve.leak);
    REQUIRE(curve.measured.size() == 2);
    REQUIRE(curve.model.size() == curve.excitation_w_cm2.size());
    for (const LeakCurve::Point& point : curve.measured) {
        std::size_t at = 0;
        while (curve.excitation_w_cm2[at] < point.excitation_w_cm2) ++at;
        CHECK(std::log(curve.model[at]) == Approx(std::log(point.light)).margin(0.35));
    }
    CHECK(curve.model.front() < 0.7 * curve.healthy.front());
    CHECK(curve.model.back() == Approx(curve.healthy.back()).epsilon(0.1));
    CHECK_THROWS_AS(leak_curve(wafer.map, *sweep, 1U << 30U), Error);
}

TEST_CASE("three densities tell an ohmic leak from a tunnelling one", "[leak]") {
    const simulated::DieElectrics good{.width_um = 40.0, .height_um = 40.0};
    const std::vector<double> densities{1.0, 5.0, 30.0};
    std::vector<HealthyLevel> levels;
    std::vector<LeakChannel> channels;
    for (const double density : densities) {
        levels.push_back(
            {density,
             simulated::solve_junction({}, good, simulated::photocurrent_a_cm2({}, density)).light_cm2_s});
        channels.push_back({density, 0.008});
    }
    const LeakModel model(levels, good.area_cm2(), {});
    const LeakEstimator estimator(model, channels, 0.03);
    // The truth by the coefficients themselves: q t (A n + B n^2 + C n^3) + leak(V) = J, by bisection.
    const auto light = [&](double density, double share, double power) {
        const simulated::EpiModel epi;
        const double current = simulated::photocurrent_a_cm2(epi, density);
        const double weak = simulated::photocurrent_a_cm2(epi, densities[0]);
        const double v0 = simulated::solve_junction(epi, good, weak).voltage_v;
        double low = 1.0;
        double high = 3.0;
        for (int i = 0; i < 60; ++i) {
            const double v = 0.5 * (low + high);
            const double n = 1e17 * std::exp((v - 2.4) / (2.0 * 0.02585));
            const double sum = 1.602176634e-19 * 15e-7 * n * (1e7 + n * (2e-11 + n * 1e-30)) +
                               share * weak * std::pow(v / v0, power);
            (sum > current ? high : low) = v;
        }
        return std::exp((low - simulated::solve_junction(epi, good, current).voltage_v) / 0.02585);
    };
    std::mt19937_64 random(5);
    std::normal_distribution<double> normal;
    int ohmic_right = 0;
    int tunnel_right = 0;
    int wrong = 0;
    constexpr int kDies = 200;
    for (const double power : {1.0, 16.0}) {
        for (int die = 0; die < kDies; ++die) {
            const double share = 0.4 + 0.5 * die / kDies;
            const double factor = 1.0 + 0.03 * normal(random);
            std::array<float, 3> relative{};
            const std::array<float, 3> sigma{0.008F, 0.004F, 0.002F};
            for (std::size_t i = 0; i < 3; ++i)
                relative[i] = static_cast<float>(light(densities[i], share, power) * factor +
                                                 static_cast<double>(sigma[i]) * normal(random));
            const float nonohmic = estimator.estimate(relative, sigma).nonohmic;
            if (power == 1.0 && nonohmic < 0.5F) ++ohmic_right;
            if (power > 1.0 && nonohmic > 0.5F) ++tunnel_right;
            if ((power == 1.0 && nonohmic > 0.95F) || (power > 1.0 && nonohmic < 0.05F)) ++wrong;
        }
    }
    CHECK(ohmic_right > kDies * 8 / 10);
    CHECK(tunnel_right > kDies * 8 / 10);
    CHECK(wrong < kDies / 20);
}
