// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/colour/internal/die_trend.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/colour/internal/polynomials.h"
#include "libinspect/colour/internal/ratio_model.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <Eigen/Dense>

namespace waferglow::colour {
namespace {

constexpr std::size_t kMostFitted = 100'000;
constexpr int kTrendRounds = 6;
constexpr double kTrendBiweight = 4.685;
constexpr double kLeastTrendVariance_nm2 = 1e-6;
constexpr std::int32_t kAround = 7;     // dies to each side
constexpr double kEnoughAround = 30.0;  // of them
constexpr std::size_t kTrendTerms = 80;

double biweight(double off, double variance) {
    const double u = off * off / (kTrendBiweight * kTrendBiweight * variance);
    return u < 1.0 ? (1.0 - u) * (1.0 - u) : 0.0;
}

int degree_for(std::size_t dies) {
    return dies >= 3000 ? 6 : dies >= 600 ? 4 : dies >= 60 ? 2 : dies >= 12 ? 1 : 0;
}

/// Every so-many-th die, and what belongs to it.
struct TrendSample {
    std::vector<std::size_t> at;
    std::vector<double> off;
    std::vector<double> variance;
};

class TrendFit {
  public:
    TrendFit(std::span<const ColourDie> dies, std::span<const double> nm, std::span<const double> variance)
        : dies_(dies), nm_(nm), noise_(variance), degree_(degree_for(dies.size())) {
        for (std::size_t i = 0; i < dies.size(); i += dies.size() / kMostFitted + 1) sample_.push_back(i);
        start();
        for (int round = 0; round < kTrendRounds; ++round) {
            solve();
            weigh();
        }
    }

    [[nodiscard]] double at(const ColourDie& die) const {
        std::array<double, kTrendTerms> terms{};
        const auto own = std::span(terms).first(surface_terms(degree_));
        surface(die.x, die.y, degree_, 0, 1.0, own);
        double sum = 0.0;
        for (std::size_t i = 0; i < own.size(); ++i) sum += own[i] * x_[static_cast<Eigen::Index>(i)];
        return sum;
    }
    [[nodiscard]] double scatter_nm2() const { return scatter_nm2_; }

  private:
    void start() {
        std::vector<double> values;
        for (const std::size_t i : sample_) values.push_back(nm_[i]);
        const double middle = upper_median(values);
        for (double& value : values) value -= middle;
        const double sd = std::max(robust_sd(values), 1e-3);
        for (const std::size_t i : sample_)
            weights_.push_back(std::abs(nm_[i] - middle) < 6.0 * sd ? 1.0 / (noise_[i] + sd * sd) : 0.0);
    }

    void solve() {
        const auto terms = static_cast<Eigen::Index>(surface_terms(degree_));
        Eigen::MatrixXd normal = 1e-6 * Eigen::MatrixXd::Identity(terms, terms);
        Eigen::VectorXd right = Eigen::VectorXd::Zero(terms);
        Eigen::VectorXd row(terms);
        for (std::size_t k = 0; k < sample_.size(); ++k) {
            if (weights_[k] <= 0.0) continue;
            const ColourDie& die = dies_[sample_[k]];
            surface(die.x, die.y, degree_, 0, 1.0, {row.data(), static_cast<std::size_t>(terms)});
            normal.selfadjointView<Eigen::Lower>().rankUpdate(row, weights_[k]);
            right += weights_[k] * nm_[sample_[k]] * row;
        }
        x_ = normal.selfadjointView<Eigen::Lower>().ldlt().solve(right);
    }

    void weigh() {
        std::vector<double> off;
        std::vector<double> noise;
        for (const std::size_t i : sample_) {
            off.push_back(nm_[i] - at(dies_[i]));
            noise.push_back(noise_[i]);
        }
        scatter_nm2_ = std::max(kLeastTrendVariance_nm2, excess_variance(off, noise));
        for (std::size_t k = 0; k < sample_.size(); ++k) {
            const double variance = noise[k] + scatter_nm2_;
            weights_[k] = biweight(off[k], variance) / variance;
        }
    }

    std::span<const ColourDie> dies_;
    std::span<const double> nm_;
    std::span<const double> noise_;
    int degree_;
    std::vector<std::size_t> sample_;
    std::vector<double> weights_;
    Eigen::VectorXd x_;
    double scatter_nm2_ = 0.0;
};

/// Sums over rectangles of cells.
class AreaSums {
  public:
    explicit AreaSums(const DieGrid& grid)
        : rows_(grid.rows),
          cols_(grid.cols),
          sums_(static_cast<std::size_t>(grid.rows + 1) * static_cast<std::size_t>(grid.cols + 1)) {}

    void put(std::int32_t row, std::int32_t col, double value) { sums_[at(row + 1, col + 1)] = value; }
    void add_up() {
        for (std::int32_t row = 1; row <= rows_; ++row) {
            for (std::int32_t col = 1; col <= cols_; ++col)
                sums_[at(row, col)] +=
                    sums_[at(row - 1, col)] + sums_[at(row, col - 1)] - sums_[at(row - 1, col - 1)];
        }
    }
    [[nodiscard]] double around(std::int32_t row, std::int32_t col) const {
        const std::int32_t top = std::max(0, row - kAround);
        const std::int32_t left = std::max(0, col - kAround);
        const std::int32_t bottom = std::min(rows_, row + kAround + 1);
        const std::int32_t right = std::min(cols_, col + kAround + 1);
        return sums_[at(bottom, right)] - sums_[at(top, right)] - sums_[at(bottom, left)] +
               sums_[at(top, left)];
    }

  private:
    [[nodiscard]] std::size_t at(std::int32_t row, std::int32_t col) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(cols_ + 1) +
               static_cast<std::size_t>(col);
    }
    std::int32_t rows_;
    std::int32_t cols_;
    std::vector<double> sums_;
};

/// Adds to the trend what the dies around have in common, by the share of it that is no noise.
void add_surroundings(std::span<const ColourDie> dies, std::span<const double> nm,
                      std::span<const double> noise, double scatter_nm2, const DieGrid& grid,
                      std::vector<double>& trend) {
    AreaSums weights(grid);
    AreaSums counts(grid);
    AreaSums values(grid);
    const auto columns = static_cast<std::size_t>(grid.cols);
    const auto row_of = [&](const ColourDie& die) { return static_cast<std::int32_t>(die.cell / columns); };
    const auto col_of = [&](const ColourDie& die) { return static_cast<std::int32_t>(die.cell % columns); };
    const auto weight_of = [&](std::size_t i) {
        const double variance = noise[i] + scatter_nm2;
        return biweight(nm[i] - trend[i], variance) / variance;
    };
    for (std::size_t i = 0; i < dies.size(); ++i) {
        const double weight = weight_of(i);
        weights.put(row_of(dies[i]), col_of(dies[i]), weight);
        values.put(row_of(dies[i]), col_of(dies[i]), weight * (nm[i] - trend[i]));
        counts.put(row_of(dies[i]), col_of(dies[i]), weight > 0.0 ? 1.0 : 0.0);
    }
    for (AreaSums* sums : {&weights, &values, &counts}) sums->add_up();
    std::vector<double> common(dies.size());
    double squares = 0.0;
    double expected = 0.0;
    for (std::size_t i = 0; i < dies.size(); ++i) {
        const double own = weight_of(i);
        const std::int32_t row = row_of(dies[i]);
        const std::int32_t col = col_of(dies[i]);
        const double weight = weights.around(row, col) - own;
        if (counts.around(row, col) < kEnoughAround || !(weight > 0.0)) continue;
        common[i] = (values.around(row, col) - own * (nm[i] - trend[i])) / weight;
        squares += common[i] * common[i];
        expected += 1.0 / weight;
    }
    const double real = squares > 0.0 ? std::max(0.0, 1.0 - expected / squares) : 0.0;
    for (std::size_t i = 0; i < dies.size(); ++i) trend[i] += real * common[i];
}

}  // namespace

DieTrend find_trend(std::span<const ColourDie> dies, std::span<const double> nm,
                    std::span<const double> variance_nm2, const DieGrid& grid) {
    const TrendFit fit(dies, nm, variance_nm2);
    DieTrend trend;
    for (const ColourDie& die : dies) trend.nm.push_back(fit.at(die));
    add_surroundings(dies, nm, variance_nm2, fit.scatter_nm2(), grid, trend.nm);
    std::vector<double> off;
    std::vector<double> noise;
    for (std::size_t i = 0; i < dies.size(); i += dies.size() / kMostFitted + 1) {
        off.push_back(nm[i] - trend.nm[i]);
        noise.push_back(variance_nm2[i]);
    }
    trend.scatter_nm = std::sqrt(std::max(kLeastTrendVariance_nm2, excess_variance(off, noise)));
    return trend;
}

}  // namespace waferglow::colour
