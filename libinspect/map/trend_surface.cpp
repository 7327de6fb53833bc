// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/trend_surface.h"

#include "libinspect/map/internal/healthy_blocks.h"
#include "libinspect/map/internal/robust.h"
#include "libinspect/map/internal/surface_patches.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <Eigen/Dense>

namespace waferglow {
namespace {

constexpr int kAbsoluteRounds = 8;
constexpr int kBiweightRounds = 6;
constexpr double kBiweightSigmas = 4.685;  // 95 % efficiency for a normal distribution
constexpr double kStartQuantile = 0.75;    // defects dim: a surface above most of the patches avoids them
constexpr double kTolerance = 0.08;        // how far a healthy region may lie off a quadratic surface
constexpr double kLeastShare = 0.4;        // of the level
constexpr double kMostShare = 2.5;
constexpr double kTermCosts = 3.0;    // of chi squared: what a term must explain to be worth its own noise
constexpr double kLeastSignal = 4.0;  // the level over the noise of dark dies

/// Median of the lit dies, those above half of it; 0 where that is not above the noise, which negative values
/// show where there are many of them. A few are of a frame that lies below the dark level.
double lit_level(std::vector<float> values) {
    double level = quantile(values, 0.98);
    if (!(level > 0.0)) return 0.0;
    std::vector<float> some;
    constexpr int kRounds = 8;
    for (int round = 0; round < kRounds; ++round) {
        some.clear();
        std::ranges::copy_if(values, std::back_inserter(some),
                             [level](float value) { return static_cast<double>(value) > 0.5 * level; });
        level = quantile(some, 0.5);
    }
    some.clear();
    for (const float value : values) {
        if (value < 0.0F) some.push_back(-value);
    }
    constexpr std::size_t kFew = 5;  // without light half of the values are negative
    if (kFew * some.size() < values.size()) return level;
    const double dark_sigma = kMadToSigma * quantile(some, 0.5);
    return level > kLeastSignal * dark_sigma ? level : 0.0;
}

int degree_for(std::size_t patches) {
    if (patches >= 300) return 4;
    if (patches >= 60) return 2;
    return patches >= 20 ? 1 : 0;
}

/// Iteratively reweighted least squares of a polynomial.
class SurfaceFit {
  public:
    explicit SurfaceFit(int degree)
        : degree_(degree), terms_((degree + 1) * (degree + 2) / 2), solution_(Eigen::VectorXd::Zero(terms_)) {
        solution_[0] = 1.0;
    }

    [[nodiscard]] double at(const Patch& patch) const { return solution_.dot(basis(patch)); }

    /// Fits again, each patch weighed by `weight(patch)`.
    template <class Weight>
    void improve(const std::vector<Patch>& patches, const Weight& weight) {
        Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(terms_, terms_);
        Eigen::VectorXd right = Eigen::VectorXd::Zero(terms_);
        for (const Patch& patch : patches) {
            const double w = weight(patch);
            if (w <= 0.0) continue;
            const Basis x = basis(patch);
            normal.noalias() += w * x * x.transpose();
            right += w * patch.value * x;
        }
        // A trace of ridge lets terms vanish that the dies can't determine: a single row has no slope in v.
        const double ridge = 1e-9 * normal.diagonal().maxCoeff();
        if (!(ridge > 0.0)) return;
        normal.diagonal().array() += ridge;
        const Eigen::VectorXd solved = normal.ldlt().solve(right);
        if (solved.allFinite()) solution_ = solved;
    }

    void store(TrendSurface& surface) const {
        int term = 0;
        for (int sum = 0; sum <= degree_; ++sum) {
            for (int p = sum; p >= 0; --p) {
                surface.c[static_cast<std::size_t>(p)][static_cast<std::size_t>(sum - p)] =
                    solution_[term++] * surface.level;
            }
        }
    }

  private:
    using Basis = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, 15, 1>;  // never on the heap

    [[nodiscard]] Basis basis(const Patch& patch) const {
        std::array<double, TrendSurface::kDegree + 1> u{1.0};
        std::array<double, TrendSurface::kDegree + 1> v{1.0};
        for (std::size_t p = 1; p < u.size(); ++p) {
            u[p] = u[p - 1] * patch.u;
            v[p] = v[p - 1] * patch.v;
        }
        Basis terms(terms_);
        int term = 0;
        for (int sum = 0; sum <= degree_; ++sum) {
            for (int p = sum; p >= 0; --p)
                terms[term++] = u[static_cast<std::size_t>(p)] * v[static_cast<std::size_t>(sum - p)];
        }
        return terms;
    }

    int degree_;
    int terms_;
    Eigen::VectorXd solution_;
};

/// Scatter of single dies about the surface.
double scatter_about(const TrendSurface& surface, const PatchReader& reader, const DieGrid& grid) {
    std::vector<float> ratios;
    reader.for_each_die([&](std::int32_t row, std::int32_t col, float value) {
        const double ratio = static_cast<double>(value) / surface.at(grid, row, col);
        if (ratio < 2.0) ratios.push_back(static_cast<float>(ratio));
    });
    return upper_spread(ratios, 1.0);
}

/// Weights of patches that a fit may use: Tukey's biweight about `fit`, and none where a whole region lies
/// off it.
class PatchWeights {
  public:
    PatchWeights(const SurfaceFit& fit, const std::vector<Patch>& patches, const PatchReader& reader,
                 double sigma)
        : fit_(fit), sigma_(sigma), regions_(reader.rows(), reader.cols()) {
        double noise = 0.0;
        for (const Patch& patch : patches) {
            const std::size_t cell = regions_.cell(patch.row, patch.col);
            regions_.count[cell] = 1.0F;
            regions_.sum[cell] = static_cast<float>(1.0 + deviation(patch));
            noise += patch.noise / static_cast<double>(patches.size());
        }
        exclude_weak_regions(regions_, noise * sigma);
    }

    double operator()(const Patch& patch) const {
        if (regions_.count[regions_.cell(patch.row, patch.col)] == 0.0F) return 0.0;
        const double cut = kTolerance + kBiweightSigmas * patch.noise * sigma_;
        const double share = deviation(patch) / cut;
        return std::abs(share) < 1.0 ? (1.0 - share * share) * (1.0 - share * share) : 0.0;
    }

  private:
    [[nodiscard]] double deviation(const Patch& patch) const {
        return patch.value / std::max(fit_.at(patch), kLeastShare) - 1.0;
    }

    const SurfaceFit fit_;  // as it was; the one being improved changes
    double sigma_;
    BlockSums regions_;
};

/// Fits the surface of the degree whose terms are worth what they add in noise (Akaike, IEEE Trans. Autom.
/// Control 19 (1974) 716): on a wafer of few dies four degrees would follow their scatter. The weights are
/// those of the quadratic surface: higher terms may bend it only where that has it near.
void fit_worthy_terms(const std::vector<Patch>& patches, const PatchWeights& weights, int most_degree,
                      TrendSurface& surface) {
    const double sigma = std::max(surface.sigma, 1e-6);
    double least = 0.0;
    for (int degree = 0; degree <= most_degree; ++degree) {
        SurfaceFit fit(degree);
        fit.improve(patches, weights);
        double cost = kTermCosts * 0.5 * (degree + 1) * (degree + 2);
        for (const Patch& patch : patches) {
            const double deviation = (patch.value - fit.at(patch)) / (patch.noise * sigma);
            cost += weights(patch) * deviation * deviation;
        }
        if (degree > 0 && cost >= least) continue;
        least = cost;
        surface.c = {};
        surface.degree = degree;
        fit.store(surface);
    }
}

}  // namespace

double TrendSurface::at(const DieGrid& grid, std::int32_t row, std::int32_t col) const {
    const double u = scaled_position(col, grid.cols);
    const double v = scaled_position(row, grid.rows);
    double value = 0.0;
    for (std::size_t p = c.size(); p-- > 0;) {
        double inner = 0.0;
        for (std::size_t q = c.size() - p; q-- > 0;) inner = inner * v + c[p][q];
        value = value * u + inner;
    }
    return std::clamp(value, kLeastShare * level, kMostShare * level);
}

void TrendSurface::along_row(const DieGrid& grid, std::int32_t row, std::span<float> values) const {
    const double v = scaled_position(row, grid.rows);
    std::array<float, kDegree + 1> in_u{};
    for (std::size_t p = 0; p < c.size(); ++p) {
        double inner = 0.0;
        for (std::size_t q = c.size() - p; q-- > 0;) inner = inner * v + c[p][q];
        in_u[p] = static_cast<float>(inner);
    }
    const auto low = static_cast<float>(kLeastShare * level);
    const auto high = static_cast<float>(kMostShare * level);
    const float step = values.size() > 1 ? 2.0F / static_cast<float>(values.size() - 1) : 0.0F;
    const float first = values.size() > 1 ? -1.0F : 0.0F;
    const auto count = static_cast<std::int32_t>(values.size());
    for (std::int32_t col = 0; col < count; ++col) {
        const float u = first + step * static_cast<float>(col);
        const float value = in_u[0] + u * (in_u[1] + u * (in_u[2] + u * (in_u[3] + u * in_u[4])));
        const float above = value > low ? value : low;
        values[static_cast<std::size_t>(col)] = above < high ? above : high;
    }
}

TrendSurface fit_trend_surface(std::span<const float> values, const DieGrid& grid) {
    const PatchReader reader(values, grid);
    TrendSurface surface;
    std::vector<float> sample;
    reader.for_each_die([&](std::int32_t, std::int32_t, float value) { sample.push_back(value); });
    surface.level = lit_level(std::move(sample));
    if (surface.level <= 0.0) return surface;
    surface.c[0][0] = surface.level;
    surface.sigma = scatter_about(surface, reader, grid);
    const std::vector<Patch> patches = reader.patches(surface.level);
    const int degree = degree_for(patches.size());
    if (degree == 0) return surface;

    SurfaceFit low(std::min(degree, 2));
    for (int round = 0; round < kAbsoluteRounds; ++round) {
        low.improve(patches, [before = low](const Patch& patch) {
            const double deviation = patch.value - before.at(patch);
            return (deviation > 0.0 ? kStartQuantile : 1.0 - kStartQuantile) /
                   std::max(std::abs(deviation), 1e-3);
        });
    }
    low.store(surface);
    surface.sigma = scatter_about(surface, reader, grid);
    for (int round = 0; round < kBiweightRounds; ++round)
        low.improve(patches, PatchWeights(low, patches, reader, surface.sigma));
    low.store(surface);
    fit_worthy_terms(patches, PatchWeights(low, patches, reader, surface.sigma), degree, surface);
    surface.sigma = scatter_about(surface, reader, grid);
    return surface;
}

}  // namespace waferglow
