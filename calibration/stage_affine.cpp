// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/stage_affine.h"

#include "libinspect/base/error.h"

#include <cmath>
#include <numbers>

#include <Eigen/Dense>
#include <fmt/format.h>

namespace waferglow::calibration {
namespace {

constexpr double kMostResidualCycles = 0.2;  // of a phase: beyond it the count of pitches is doubtful

PixelsPerUm from_matrix(const Eigen::Matrix2d& m) {
    return {m(0, 0), m(0, 1), m(1, 0), m(1, 1)};
}

Eigen::Matrix2d to_matrix(const PixelsPerUm& m) {
    return (Eigen::Matrix2d() << m.xx, m.xy, m.yx, m.yy).finished();
}

/// cycles = offset + g . position, least squares over the first `count` unwrapped phases.
struct Plane {
    double offset = 0.0;
    Eigen::Vector2d g;
};

Plane fit_plane(const std::vector<StagePoint>& at, const std::vector<double>& cycles, const Plane& before) {
    // With few positions, or all along one line, the direction that they don't tell stays as it was: what is
    // fitted is the change, held by a weak spring.
    const auto n = static_cast<Eigen::Index>(at.size());
    double reach_um = 0.0;
    for (const StagePoint& p : at) reach_um = std::max(reach_um, std::hypot(p.x - at[0].x, p.y - at[0].y));
    if (reach_um == 0.0) return before;
    Eigen::MatrixXd a = Eigen::MatrixXd::Zero(n + 2, 3);
    Eigen::VectorXd b = Eigen::VectorXd::Zero(n + 2);
    for (Eigen::Index i = 0; i < n; ++i) {
        const StagePoint& p = at[static_cast<std::size_t>(i)];
        const Eigen::Vector2d d(p.x - at[0].x, p.y - at[0].y);
        a.row(i) << 1.0, d.x() / reach_um, d.y() / reach_um;
        b(i) = cycles[static_cast<std::size_t>(i)] - before.offset - before.g.dot(d);
    }
    constexpr double kSpring = 1e-4;
    a(n, 1) = kSpring;
    a(n + 1, 2) = kSpring;
    const Eigen::Vector3d change = a.colPivHouseholderQr().solve(b);
    return {before.offset + change(0), before.g + Eigen::Vector2d(change(1), change(2)) / reach_um};
}

}  // namespace

StageAffine describe_affine(const PixelsPerUm& matrix) {
    const double det = matrix.xx * matrix.yy - matrix.xy * matrix.yx;
    if (!(std::abs(det) > 0.0) || !std::isfinite(det))
        throw Error(ErrorKind::job, "stage: the image did not move with the stage in two directions");
    StageAffine affine;
    affine.matrix = matrix;
    affine.mirrored = det > 0.0;  // rows run down: an upright image has a negative determinant
    const double side = affine.mirrored ? -1.0 : 1.0;
    // Rows of the matrix, mirror and the turn of the rows undone: k (cos a, sin a) and k (-sin a, cos a).
    const Eigen::Vector2d right(side * matrix.xx, side * matrix.xy);
    const Eigen::Vector2d up(-matrix.yx, -matrix.yy);
    affine.rotation_rad = std::atan2(right.y() - up.x(), right.x() + up.y());
    const double right_angle = std::atan2(right.y(), right.x());
    const double up_angle = std::atan2(-up.x(), up.y());
    affine.shear_rad = std::remainder(up_angle - right_angle, 2.0 * std::numbers::pi);
    affine.pixel_um = 1.0 / std::sqrt(std::abs(det));
    affine.anisotropy = up.norm() / right.norm() - 1.0;
    return affine;
}

StageAffine fit_moves(std::span<const MoveSeen> moves) {
    Eigen::Matrix2d mm = Eigen::Matrix2d::Zero();
    Eigen::Matrix2d sm = Eigen::Matrix2d::Zero();
    for (const MoveSeen& move : moves) {
        const Eigen::Vector2d m(move.move_um.x, move.move_um.y);
        const Eigen::Vector2d s(-move.shift_px.x, -move.shift_px.y);  // content goes the other way
        mm += m * m.transpose();
        sm += s * m.transpose();
    }
    if (moves.size() < 2 || !(mm.determinant() > 1e-6 * mm.trace() * mm.trace()))
        throw Error(ErrorKind::job, "stage: at least two moves in different directions are needed");
    const Eigen::Matrix2d matrix = sm * mm.inverse();
    StageAffine affine = describe_affine(from_matrix(matrix));
    double squares = 0.0;
    for (const MoveSeen& move : moves) {
        const Eigen::Vector2d off = matrix * Eigen::Vector2d(move.move_um.x, move.move_um.y) +
                                    Eigen::Vector2d(move.shift_px.x, move.shift_px.y);
        squares += off.squaredNorm();
        affine.residual_um.push_back(affine.pixel_um * off.norm());
    }
    affine.rms_um = affine.pixel_um * std::sqrt(squares / static_cast<double>(moves.size()));
    return affine;
}

StageAffine fit_lattice(const PixelsPerUm& coarse, const LatticeFrequencies& frequencies,
                        std::span<const PhaseSeen> positions) {
    const Eigen::Matrix2d start = to_matrix(coarse);
    Eigen::Matrix2d k;  // columns: frequencies in the image
    Eigen::Matrix2d g;  // columns: frequencies on the stage
    std::vector<double> squares(positions.size(), 0.0);
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const Eigen::Vector2d f(frequencies[axis].x, frequencies[axis].y);
        k.col(static_cast<Eigen::Index>(axis)) = f;
        // At a point s the middle of the image has the phase offset + f . M s of the lattice that lies still.
        Plane plane{.offset = 0.0, .g = start.transpose() * f};
        std::vector<StagePoint> at;
        std::vector<double> cycles;
        for (const PhaseSeen& seen : positions) {
            if (at.empty()) plane.offset = seen.cycles[axis];
            at.push_back(seen.at_um);
            const Eigen::Vector2d d(seen.at_um.x - at[0].x, seen.at_um.y - at[0].y);
            const double expected = plane.offset + plane.g.dot(d);
            cycles.push_back(expected + std::remainder(seen.cycles[axis] - expected, 1.0));
            plane = fit_plane(at, cycles, plane);
        }
        g.col(static_cast<Eigen::Index>(axis)) = plane.g;
        for (std::size_t i = 0; i < at.size(); ++i) {
            const Eigen::Vector2d d(at[i].x - at[0].x, at[i].y - at[0].y);
            const double off = cycles[i] - plane.offset - plane.g.dot(d);
            if (std::abs(off) > kMostResidualCycles)
                throw Error(ErrorKind::job,
                            fmt::format("stage: at ({:.0f}, {:.0f}) um the dies lie {:.2f} pitches beside "
                                        "their lattice; does the stage lose steps, or the wafer slip?",
                                        at[i].x, at[i].y, off));
            squares[i] += off * off / plane.g.squaredNorm();
        }
    }
    if (!(std::abs(k.determinant()) > 0.0) || positions.size() < 3)
        throw Error(ErrorKind::job, "stage: the lattice of dies is seen at too few positions");
    StageAffine affine = describe_affine(from_matrix((g * k.inverse()).transpose()));
    for (const double square : squares) {
        affine.rms_um += square / static_cast<double>(squares.size());
        affine.residual_um.push_back(std::sqrt(square));
    }
    affine.rms_um = std::sqrt(affine.rms_um);
    return affine;
}

}  // namespace waferglow::calibration
