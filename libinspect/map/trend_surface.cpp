// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/trend_surface.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <Eigen/Dense>

namespace waferglow {
namespace {

constexpr std::size_t kMaxSample = 200'000;
constexpr std::size_t kMinLitForSurface = 60;
constexpr int kRounds = 6;
constexpr double kCutSigmas = 4.0;
constexpr double kMadToSigma = 1.4826;  // of a normal distribution

struct Sample {
    double u;
    double v;
    double value;
};

double scaled(std::int32_t index, std::int32_t count) {
    return count > 1 ? 2.0 * index / (count - 1) - 1.0 : 0.0;
}

double quantile(std::vector<double> values, double share) {
    const auto at =
        values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

std::vector<Sample> take_sample(std::span<const float> values, const DieGrid& grid) {
    // An odd step that shares no factor with the row length visits all columns alike.
    std::size_t step = std::max<std::size_t>(1, values.size() / kMaxSample) | 1U;
    const auto columns = static_cast<std::size_t>(grid.cols);
    while (step > 1 && std::gcd(step, columns) != 1) step += 2;
    std::vector<Sample> sample;
    for (std::size_t cell = 0; cell < values.size(); cell += step) {
        if (!std::isfinite(values[cell])) continue;
        sample.push_back({scaled(static_cast<std::int32_t>(cell % columns), grid.cols),
                          scaled(static_cast<std::int32_t>(cell / columns), grid.rows), values[cell]});
    }
    return sample;
}

Eigen::Matrix<double, 6, 1> terms(double u, double v) {
    return {1.0, u, v, u * u, u * v, v * v};
}

}  // namespace

double TrendSurface::at(const DieGrid& grid, std::int32_t row, std::int32_t col) const {
    const double u = scaled(col, grid.cols);
    const double v = scaled(row, grid.rows);
    const double value = c[0] + c[1] * u + c[2] * v + c[3] * u * u + c[4] * u * v + c[5] * v * v;
    return std::max(value, 0.2 * level);
}

TrendSurface fit_trend_surface(std::span<const float> values, const DieGrid& grid) {
    std::vector<Sample> sample = take_sample(values, grid);
    TrendSurface surface;
    if (sample.empty()) return surface;
    std::vector<double> plain;
    for (const Sample& s : sample) plain.push_back(s.value);
    const double lit_from = 0.25 * quantile(plain, 0.9);
    if (lit_from <= 0.0) return surface;
    std::erase_if(sample, [lit_from](const Sample& s) { return s.value < lit_from; });
    std::erase_if(plain, [lit_from](double value) { return value < lit_from; });
    surface.level = quantile(plain, 0.5);
    surface.c[0] = surface.level;

    double cut = 0.5;  // relative; everything plausible takes part in the first round
    for (int round = 0; round < kRounds; ++round) {
        Eigen::Matrix<double, 6, 6> normal = Eigen::Matrix<double, 6, 6>::Zero();
        Eigen::Matrix<double, 6, 1> right = Eigen::Matrix<double, 6, 1>::Zero();
        std::vector<double> deviations;
        for (const Sample& s : sample) {
            const auto x = terms(s.u, s.v);
            const double fitted = Eigen::Map<const Eigen::Matrix<double, 6, 1>>(surface.c.data()).dot(x);
            const double deviation = s.value / std::max(fitted, 0.2 * surface.level) - 1.0;
            if (std::abs(deviation) > cut) continue;
            normal.selfadjointView<Eigen::Lower>().rankUpdate(x);
            right += s.value * x;
            deviations.push_back(std::abs(deviation));
        }
        if (deviations.empty()) break;
        surface.sigma = kMadToSigma * quantile(deviations, 0.5);
        if (deviations.size() < kMinLitForSurface) break;
        const Eigen::Matrix<double, 6, 6> full = normal.selfadjointView<Eigen::Lower>();
        const Eigen::LDLT<Eigen::Matrix<double, 6, 6>> solver(full);
        const Eigen::Matrix<double, 6, 1> solved = solver.solve(right);
        // A single row or column of dies can't carry all six terms: keep the level.
        if (solver.rcond() < 1e-10 || !solved.allFinite()) break;
        std::copy(solved.begin(), solved.end(), surface.c.begin());
        cut = std::clamp(kCutSigmas * surface.sigma, 1e-5, 0.5);
    }
    return surface;
}

}  // namespace waferglow
