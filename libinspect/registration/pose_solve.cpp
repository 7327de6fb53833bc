// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/pose_solve.h"

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
    constexpr int kRounds = 12;
    constexpr double kHuber = 4.0;  // of an axis' sigma: beyond 2.5 times the radial one
    constexpr double kRayleighMedian = 1.1774;
    // Gradients are scaled by a length so that all unknowns are micrometres.
    double length = 1.0;
    for (const PoseObservation& t : tiles) length = std::max({length, std::abs(t.at.x), std::abs(t.at.y)});
    const auto takes_part = [&displacements](std::size_t i) {
        return displacements.empty() || displacements[i];
    };

    PoseSolution best;
    best.jitter_um = least_jitter_um;
    std::vector<double> huber(tiles.size(), 1.0);
    double gradient_variance = 1.0;  // of the tiles' gradients, in units of what they state
    for (int round = 0; round < kRounds; ++round) {
        Matrix normal = Matrix::Zero();
        Vector right = Vector::Zero();
        Vector row;
        const auto add = [&normal, &right](const Vector& row, double value, double weight) {
            normal += weight * row * row.transpose();
            right += weight * value * row;
        };
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            const PoseObservation& t = tiles[i];
            if (t.stretch_weight > 0.0) {
                row << 1.0 / length, 0.0, 0.0, 0.0, 1.0 / length, 0.0;
                add(row, t.stretch, t.stretch_weight / gradient_variance);
            }
            if (t.turn_weight > 0.0) {
                row << 0.0, 1.0 / length, 0.0, 0.0, 0.0, 1.0 / length;
                add(row, t.turn_rad, t.turn_weight / gradient_variance);
            }
            if (!takes_part(i)) continue;
            const double variance = t.sigma_um * t.sigma_um + best.jitter_um * best.jitter_um;
            const double x = t.at.x / length;
            const double y = t.at.y / length;
            row << x, -y, 1.0, 0.0, 0.0, 0.0;
            add(row, t.dx_um, huber[i] / variance);
            row << y, x, 0.0, 1.0, 0.0, 0.0;
            add(row, t.dy_um, huber[i] / variance);
        }
        normal(4, 4) += 1.0 / std::pow(shared_stretch_sigma * length, 2);
        normal(5, 5) += 1.0 / std::pow(kSharedTurnSigma * length, 2);
        row << 1.0 / length, 0.0, 0.0, 0.0, 0.0, 0.0;
        add(row, 1.0 - used.scale * std::cos(used.rotation_rad), 1.0 / (kPriorScale * kPriorScale));
        row << 0.0, 1.0 / length, 0.0, 0.0, 0.0, 0.0;
        add(row, -used.scale * std::sin(used.rotation_rad), 1.0 / (kPriorRotation * kPriorRotation));
        const Eigen::LDLT<Matrix> solver(normal);
        const Vector u = solver.solve(right);
        const Matrix covariance = solver.solve(Matrix::Identity());
        best.stretch = u[0] / length;
        best.turn = u[1] / length;
        best.dx_um = u[2];
        best.dy_um = u[3];
        best.stretch_sigma = std::sqrt(covariance(0, 0)) / length;
        best.turn_sigma = std::sqrt(covariance(1, 1)) / length;
        best.offset_sigma_um = std::sqrt(std::max(covariance(2, 2), covariance(3, 3)));

        gradient_variance =
            spread_of_gradients(tiles, best.stretch + u[4] / length, best.turn + u[5] / length);

        // Jitter by moments: residual variance, less what the tiles' own errors explain, per degree of
        // freedom. Tiles beyond what half of them lead to expect count as if they lay at that limit.
        std::vector<double> off(tiles.size(), 0.0);
        std::vector<double> sorted;
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            if (!takes_part(i)) continue;
            const WaferPoint fit = best.at(tiles[i].at);
            off[i] = std::hypot(tiles[i].dx_um - fit.x, tiles[i].dy_um - fit.y);
            sorted.push_back(off[i]);
        }
        if (sorted.empty()) continue;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        const double typical = *middle / kRayleighMedian;  // an axis
        double squares = 0.0;
        double own = 0.0;
        double used = 0.0;
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            if (!takes_part(i)) continue;
            const double limit = kHuber * std::hypot(typical, tiles[i].sigma_um);
            huber[i] = off[i] > limit ? limit / off[i] : 1.0;
            squares += std::pow(huber[i] * off[i], 2);
            own += 2.0 * tiles[i].sigma_um * tiles[i].sigma_um;
            used += 2.0;
        }
        // Offset costs two degrees of freedom; the gradients are mostly known from inside the tiles.
        const double variance = used > 2.0 ? (squares - own) / (used - 2.0) : 0.0;
        best.jitter_um = std::max(least_jitter_um, std::sqrt(std::max(0.0, variance)));
    }
    return best;
}

}  // namespace waferglow
