// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/defect/leak_model.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>
#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kPhotonEvNm = 1239.841984;  // h c / e
// For where the wafer can't tell: slope 1.5 at the weakest density, midway between non-radiative (2) and
// radiative recombination (1); wrong by a third at most at either end. a + 2 b + 3 c = 2 / slope.
constexpr std::array<double, 3> kMidway{2.0 / 3.0, 1.0 / 3.0, 0.0};
// What the balance allows is 2/3 to 2. Between channels a slope under 1 is rather one of unequal exposures or
// gains: up to some 100 W/cm2 photocurrents lie below those at which efficiency is greatest and droop begins.
constexpr double kLeastSlope = 2.0 / 3.0;
constexpr double kLeastMeasuredSlope = 1.0;
constexpr double kMostSlope = 2.05;

void check(const char* what, double value) {
    if (!(value > 0.0) || !std::isfinite(value))
        throw Error(ErrorKind::usage, fmt::format("leak model: {} = {} must be positive", what, value));
}

/// Zero of a rising function between two places.
template <class Function>
double bisect(const Function& rising, double low, double high) {
    for (int i = 0; i < 52; ++i) {
        const double middle = 0.5 * (low + high);
        (rising(middle) > 0.0 ? high : low) = middle;
    }
    return 0.5 * (low + high);
}

/// Coefficients of n, n^2 and n^3 that fit currents at densities n, none negative: least squares of relative
/// errors over every choice of terms.
std::array<double, 3> fit_abc(const std::vector<double>& n, const std::vector<double>& current) {
    std::array<double, 3> best{};
    double least = -1.0;
    // Few terms first, and those of moderate excitation before droop: a later choice must be clearly better.
    for (const unsigned terms : {0b010U, 0b001U, 0b100U, 0b011U, 0b110U, 0b101U, 0b111U}) {
        std::vector<int> used;
        for (int k = 0; k < 3; ++k)
            if ((terms >> static_cast<unsigned>(k)) & 1U) used.push_back(k);
        if (used.size() > n.size()) continue;
        Eigen::MatrixXd matrix(static_cast<Eigen::Index>(n.size()), static_cast<Eigen::Index>(used.size()));
        for (std::size_t i = 0; i < n.size(); ++i)
            for (std::size_t k = 0; k < used.size(); ++k)
                matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) =
                    std::pow(n[i], used[k] + 1) / current[i];
        const Eigen::VectorXd ones = Eigen::VectorXd::Ones(matrix.rows());
        const Eigen::VectorXd fit = matrix.colPivHouseholderQr().solve(ones);
        if (!fit.allFinite() || fit.minCoeff() < 0.0) continue;
        const double residual = (matrix * fit - ones).squaredNorm();
        if (least >= 0.0 && residual > 0.9 * least - 1e-12) continue;
        least = residual;
        best = {};
        for (std::size_t k = 0; k < used.size(); ++k)
            best[static_cast<std::size_t>(used[k])] = fit(static_cast<Eigen::Index>(k));
    }
    return best;
}

}  // namespace

LeakModel::LeakModel(std::span<const HealthyLevel> levels, double die_area_cm2, const LeakSettings& settings)
    : area_cm2_(die_area_cm2), thermal_v_(settings.thermal_voltage_v) {
    if (levels.size() < 2)
        throw Error(ErrorKind::usage, "leak model: needs two excitation densities or more");
    check("die area", die_area_cm2);
    check("absorbed share", settings.absorbed_share);
    check("excitation wavelength", settings.excitation_nm);
    check("thermal voltage", settings.thermal_voltage_v);
    check("voltage", settings.voltage_v);
    check("voltage_at_w_cm2", settings.voltage_at_w_cm2);
    for (std::size_t i = 0; i < levels.size(); ++i) {
        check("excitation density", levels[i].excitation_w_cm2);
        check("light of healthy dies", levels[i].light);
        if (i > 0 && levels[i].excitation_w_cm2 <= levels[i - 1].excitation_w_cm2)
            throw Error(ErrorKind::usage, "leak model: excitation densities must rise");
    }
    current_per_w_cm2_ = area_cm2_ * settings.absorbed_share * settings.excitation_nm / kPhotonEvNm;
    weakest_w_cm2_ = levels.front().excitation_w_cm2;
    strongest_w_cm2_ = levels.back().excitation_w_cm2;
    const double decades = std::log(strongest_w_cm2_ / weakest_w_cm2_);
    measured_slope_ = std::log(levels.back().light / levels.front().light) / decades;
    const double slope = settings.slope.value_or(measured_slope_);
    fitted_ = slope >= (settings.slope ? kLeastSlope : kLeastMeasuredSlope) && slope <= kMostSlope;
    if (fitted_) {
        std::vector<double> n;
        std::vector<double> current;
        for (const HealthyLevel& level : levels) {
            current.push_back(level.excitation_w_cm2 / weakest_w_cm2_);
            const double light = settings.slope ? std::pow(current.back(), *settings.slope)
                                                : level.light / levels.front().light;
            n.push_back(std::sqrt(light));
        }
        abc_ = fit_abc(n, current);
    } else {
        abc_ = kMidway;
    }
    // A fit need not pass through the weakest level: n = 1 is where its current is 1.
    const double at_one = healthy_log_n(1.0);
    for (std::size_t k = 0; k < 3; ++k) abc_[k] *= std::exp(static_cast<double>(k + 1) * at_one);
    reference_v_ = settings.voltage_v - thermal_v_ * std::log(healthy_light(settings.voltage_at_w_cm2));
    check("voltage of a healthy die at the weakest density", reference_v_);
}

double LeakModel::photocurrent_a(double excitation_w_cm2) const {
    return current_per_w_cm2_ * excitation_w_cm2;
}

double LeakModel::current_of(double log_n) const {
    const double n = std::exp(log_n);
    return n * (abc_[0] + n * (abc_[1] + n * abc_[2]));
}

double LeakModel::healthy_log_n(double current) const {
    return bisect([&](double x) { return current_of(x) - current; }, -60.0, 60.0);
}

double LeakModel::healthy_light(double excitation_w_cm2) const {
    return std::exp(2.0 * healthy_log_n(excitation_w_cm2 / weakest_w_cm2_));
}

double LeakModel::slope_at(double excitation_w_cm2) const {
    const double n = std::exp(healthy_log_n(excitation_w_cm2 / weakest_w_cm2_));
    const double sum = abc_[0] + n * (abc_[1] + n * abc_[2]);
    return 2.0 * sum / (abc_[0] + n * (2.0 * abc_[1] + n * 3.0 * abc_[2]));
}

double LeakModel::mean_slope() const {
    return std::log(healthy_light(strongest_w_cm2_)) / std::log(strongest_w_cm2_ / weakest_w_cm2_);
}

LeakState LeakModel::solve(double excitation_w_cm2, const Leak& leak) const {
    const double current = excitation_w_cm2 / weakest_w_cm2_;
    const double healthy = healthy_log_n(current);
    const double leak_current = leak.current_a / photocurrent_a(weakest_w_cm2_);
    const auto volts = [this](double log_n) { return reference_v_ + 2.0 * thermal_v_ * log_n; };
    const auto drained = [&](double log_n) {
        const double v = std::max(volts(log_n), 0.0) / reference_v_;
        return leak_current * (leak.power == 1.0 ? v : std::pow(v, leak.power));
    };
    const double dark = -0.5 * reference_v_ / thermal_v_;  // no voltage
    const double log_n = bisect([&](double x) { return current_of(x) + drained(x) - current; },
                                std::min(dark, healthy), healthy);
    return {std::exp(2.0 * (log_n - healthy)), std::max(volts(log_n), 0.0),
            std::clamp(1.0 - current_of(log_n) / current, 0.0, 1.0)};
}

double LeakModel::shunt_ohm(double excitation_w_cm2, double light) const {
    const double current = excitation_w_cm2 / weakest_w_cm2_;
    const double log_n = healthy_log_n(current) + 0.5 * std::log(light);
    const double leak_a = (current - current_of(log_n)) * photocurrent_a(weakest_w_cm2_);
    return (reference_v_ + 2.0 * thermal_v_ * log_n) / leak_a;
}

}  // namespace waferglow
