// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/pose_solve.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace waferglow {
namespace {

using Vector = Eigen::Matrix<double, 6, 1>;  // a, b (both times length), dx, dy, shared gradient errors
using Matrix = Eigen::Matrix<double, 6, 6>;

constexpr double kSharedTurnSigma = 15e-6;
constexpr double kPriorScale = 3e-3;
constexpr double kPriorRotation = 20e-3;

/// How much the tiles' gradients really scatter about the common ones, in units of the variance they state:
/// errors of few dies are hard to tell from inside one tile.
double spread_of_gradients(std::span<const PoseObservation> tiles, double stretch, double turn) {
    constexpr int kLeastValues = 8;
    constexpr double kLeast = 0.03;
    constexpr double kMost = 30.0;
    double squares = 0.0;
    int values = 0;
    for (const PoseObservation& t : tiles) {
        if (t.stretch_weight > 0.0) {
            squares += t.stretch_weight * std::pow(t.stretch - stretch, 2);
            ++values;
        }
        if (t.turn_weight > 0.0) {
            squares += t.turn_weight * std::pow(t.turn_rad - turn, 2);
            ++values;
        }
    }
    return values < kLeastValues ? 1.0 : std::clamp(squares / (values - 2), kLeast, kMost);
}

/// Weighted least squares, observation by observation.
struct NormalEquations {
    Matrix left = Matrix::Zero();
    Vector right = Vector::Zero();

    void add(const Vector& row, double value, double weight) {
        left += weight * row * row.transpose();
        right += weight * value * row;
    }
};

/// Rounds of solving, with the weights that the round before leads to.
class PoseRounds {
  public:
    PoseRounds(std::span<const PoseObservation> tiles, const GridPose& used,
               const std::vector<bool>& displacements, double least_jitter_um, double shared_stretch_sigma)
        : tiles_(tiles),
          used_(used),
          displacements_(displacements),
          least_jitter_um_(least_jitter_um),
          shared_stretch_sigma_(shared_stretch_sigma),
          huber_(tiles.size(), 1.0) {
        for (const PoseObservation& t : tiles)
            length_ = std::max({length_, std::abs(t.at.x), std::abs(t.at.y)});
        best_.jitter_um = least_jitter_um;
    }

    PoseSolution run() {
        constexpr int kRounds = 12;
        for (int round = 0; round < kRounds; ++round) {
            solve();
            weigh_displacements();
        }
        return best_;
    }

  private:
    [[nodiscard]] bool takes_part(std::size_t i) const { return displacements_.empty() || displacements_[i]; }

    void solve() {
        NormalEquations equations;
        for (std::size_t i = 0; i < tiles_.size(); ++i) {
            add_gradient(tiles_[i], equations);
            if (takes_part(i)) add_displacement(tiles_[i], huber_[i], equations);
        }
        add_priors(equations);
        const Eigen::LDLT<Matrix> solver(equations.left);
        const Vector u = solver.solve(equations.right);
        const Matrix covariance = solver.solve(Matrix::Identity());
        best_.stretch = u[0] / length_;
        best_.turn = u[1] / length_;
        best_.dx_um = u[2];
        best_.dy_um = u[3];
        best_.stretch_sigma = std::sqrt(covariance(0, 0)) / length_;
        best_.turn_sigma = std::sqrt(covariance(1, 1)) / length_;
        best_.offset_sigma_um = std::sqrt(std::max(covariance(2, 2), covariance(3, 3)));
        gradient_variance_ =
            spread_of_gradients(tiles_, best_.stretch + u[4] / length_, best_.turn + u[5] / length_);
    }

    void add_gradient(const PoseObservation& t, NormalEquations& equations) const {
        Vector row;
        if (t.stretch_weight > 0.0) {
            row << 1.0 / length_, 0.0, 0.0, 0.0, 1.0 / length_, 0.0;
            equations.add(row, t.stretch, t.stretch_weight / gradient_variance_);
        }
        if (t.turn_weight > 0.0) {
            row << 0.0, 1.0 / length_, 0.0, 0.0, 0.0, 1.0 / length_;
            equations.add(row, t.turn_rad, t.turn_weight / gradient_variance_);
        }
    }

    void add_displacement(const PoseObservation& t, double huber, NormalEquations& equations) const {
        const double variance = t.sigma_um * t.sigma_um + best_.jitter_um * best_.jitter_um;
        const double x = t.at.x / length_;
        const double y = t.at.y / length_;
        Vector row;
        row << x, -y, 1.0, 0.0, 0.0, 0.0;
        equations.add(row, t.dx_um, huber / variance);
        row << y, x, 0.0, 1.0, 0.0, 0.0;
        equations.add(row, t.dy_um, huber / variance);
    }

    void add_priors(NormalEquations& equations) const {
        equations.left(4, 4) += 1.0 / std::pow(shared_stretch_sigma_ * length_, 2);
        equations.left(5, 5) += 1.0 / std::pow(kSharedTurnSigma * length_, 2);
        Vector row;
        row << 1.0 / length_, 0.0, 0.0, 0.0, 0.0, 0.0;
        equations.add(row, 1.0 - used_.scale * std::cos(used_.rotation_rad),
                      1.0 / (kPriorScale * kPriorScale));
        row << 0.0, 1.0 / length_, 0.0, 0.0, 0.0, 0.0;
        equations.add(row, -used_.scale * std::sin(used_.rotation_rad),
                      1.0 / (kPriorRotation * kPriorRotation));
    }

    /// Jitter by moments: residual variance, less what the tiles' own errors explain, per degree of freedom.
    /// Tiles beyond what half of them lead to expect count as if they lay at that limit.
    void weigh_displacements() {
        constexpr double kHuber = 4.0;  // of an axis' sigma: beyond 2.5 times the radial one
        constexpr double kRayleighMedian = 1.1774;
        std::vector<double> off(tiles_.size(), 0.0);
        std::vector<double> sorted;
        for (std::size_t i = 0; i < tiles_.size(); ++i) {
            if (!takes_part(i)) continue;
            const WaferPoint fit = best_.at(tiles_[i].at);
            off[i] = std::hypot(tiles_[i].dx_um - fit.x, tiles_[i].dy_um - fit.y);
            sorted.push_back(off[i]);
        }
        if (sorted.empty()) return;
        const double typical = upper_median(sorted) / kRayleighMedian;  // an axis
        double squares = 0.0;
        double own = 0.0;
        double residuals = 0.0;
        for (std::size_t i = 0; i < tiles_.size(); ++i) {
            if (!takes_part(i)) continue;
            const double limit = kHuber * std::hypot(typical, tiles_[i].sigma_um);
            huber_[i] = off[i] > limit ? limit / off[i] : 1.0;
            squares += std::pow(huber_[i] * off[i], 2);
            own += 2.0 * tiles_[i].sigma_um * tiles_[i].sigma_um;
            residuals += 2.0;
        }
        // Offset costs two degrees of freedom; the gradients are mostly known from inside the tiles.
        const double variance = residuals > 2.0 ? (squares - own) / (residuals - 2.0) : 0.0;
        best_.jitter_um = std::max(least_jitter_um_, std::sqrt(std::max(0.0, variance)));
    }

    std::span<const PoseObservation> tiles_;
    const GridPose& used_;
    const std::vector<bool>& displacements_;
    double least_jitter_um_;
    double shared_stretch_sigma_;
    double length_ = 1.0;             // gradients are scaled by it, so that all unknowns are micrometres
    double gradient_variance_ = 1.0;  // of the tiles' gradients, in units of what they state
    std::vector<double> huber_;       // weight of each tile's displacement
    PoseSolution best_;
};

}  // namespace

GridPose PoseSolution::applied_to(const GridPose& pose) const {
    const double a = pose.scale * std::cos(pose.rotation_rad) + stretch;
    const double b = pose.scale * std::sin(pose.rotation_rad) + turn;
    return {.rotation_rad = std::atan2(b, a),
            .scale = std::hypot(a, b),
            .offset_x_um = pose.offset_x_um + dx_um,
            .offset_y_um = pose.offset_y_um + dy_um};
}

PoseSolution solve_pose(std::span<const PoseObservation> tiles, const GridPose& used,
                        const std::vector<bool>& displacements, double least_jitter_um,
                        double shared_stretch_sigma) {
    return PoseRounds(tiles, used, displacements, least_jitter_um, shared_stretch_sigma).run();
}

}  // namespace waferglow
