// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/internal/hold_back_noise.h"

#include "libinspect/map/internal/robust.h"
#include "libinspect/map/internal/surface_patches.h"
#include "libinspect/map/trend_surface.h"

#include <algorithm>

#include <Eigen/Dense>

namespace waferglow {
namespace {

constexpr std::size_t kMaxBlocks = 20'000;
constexpr double kLeastShape = 0.75;
constexpr double kMostShape = 1.25;

/// Polynomial over the blocks of a map.
class Shape {
  public:
    Shape(const BlockSums& blocks, int degree)
        : rows_(blocks.rows), cols_(blocks.cols), degree_(degree), terms_((degree + 1) * (degree + 2) / 2) {}

    /// Least squares of the means of blocks `step` apart, each with the weight of its dies. False: there are
    /// none.
    [[nodiscard]] bool fit(const BlockSums& blocks, std::size_t step) {
        Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(terms_, terms_);
        Eigen::VectorXd right = Eigen::VectorXd::Zero(terms_);
        for (std::size_t cell = 0; cell < blocks.cells(); cell += step) {
            const auto dies = static_cast<double>(blocks.count[cell]);
            if (dies <= 0.0) continue;
            const Terms x = terms_at(cell);
            normal.noalias() += dies * x * x.transpose();
            right += static_cast<double>(blocks.sum[cell]) * x;
        }
        // A trace of ridge lets terms vanish that the blocks can't determine.
        const double ridge = 1e-9 * normal.diagonal().maxCoeff();
        if (!(ridge > 0.0)) return false;
        normal.diagonal().array() += ridge;
        coefficients_ = normal.ldlt().solve(right);
        return coefficients_.allFinite();
    }

    [[nodiscard]] double at(std::size_t cell) const {
        return std::clamp(coefficients_.dot(terms_at(cell)), kLeastShape, kMostShape);
    }

  private:
    static constexpr int kMostTerms = (TrendSurface::kDegree + 1) * (TrendSurface::kDegree + 2) / 2;
    using Terms = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, kMostTerms, 1>;  // never on the heap

    [[nodiscard]] Terms terms_at(std::size_t cell) const {
        const auto cols = static_cast<std::size_t>(cols_);
        const double u = scaled_position(static_cast<std::int32_t>(cell % cols), cols_);
        const double v = scaled_position(static_cast<std::int32_t>(cell / cols), rows_);
        Terms terms(terms_);
        int begin = 0;  // of the terms of one degree less
        terms[0] = 1.0;
        for (int degree = 1, term = 1; degree <= degree_; ++degree) {
            const int next = term;
            for (int k = 0; k < degree; ++k) terms[term++] = u * terms[begin + k];
            terms[term++] = v * terms[next - 1];
            begin = next;
        }
        return terms;
    }

    std::int32_t rows_;
    std::int32_t cols_;
    int degree_;
    int terms_;
    Terms coefficients_;
};

/// Healthy dies of the neighbourhood of a block.
double dies_around(const BlockSums& healthy, std::size_t cell) {
    constexpr std::int32_t kReach = kWindowBlocks / 2;
    const auto row = static_cast<std::int32_t>(cell / static_cast<std::size_t>(healthy.cols));
    const auto col = static_cast<std::int32_t>(cell % static_cast<std::size_t>(healthy.cols));
    double dies = 0.0;
    for (std::int32_t r = std::max(0, row - kReach); r <= std::min(row + kReach, healthy.rows - 1); ++r) {
        for (std::int32_t c = std::max(0, col - kReach); c <= std::min(col + kReach, healthy.cols - 1); ++c)
            dies += static_cast<double>(healthy.count[healthy.cell(r, c)]);
    }
    return dies;
}

}  // namespace

void hold_back_noise(const BlockSums& healthy, const NoiseSettings& settings, std::vector<float>& reference) {
    const std::size_t step =
        sampling_step(healthy.cells(), kMaxBlocks, static_cast<std::size_t>(healthy.cols));
    Shape shape(healthy, settings.degree);
    if (!shape.fit(healthy, step)) return;
    double structure = 0.0;
    double noise = 0.0;
    for (std::size_t cell = 0; cell < healthy.cells(); cell += step) {
        const auto dies = static_cast<double>(healthy.count[cell]);
        if (dies <= 0.0) continue;
        const double off = static_cast<double>(reference[cell]) - shape.at(cell);
        structure += dies * off * off;
        noise += dies * settings.sigma * settings.sigma /
                 std::max(dies_around(healthy, cell), settings.min_healthy);
    }
    const double gain = structure > noise ? 1.0 - noise / structure : 0.0;
    for (std::size_t cell = 0; cell < reference.size(); ++cell) {
        const double smooth = shape.at(cell);
        reference[cell] = static_cast<float>(smooth + gain * (static_cast<double>(reference[cell]) - smooth));
    }
}

}  // namespace waferglow
