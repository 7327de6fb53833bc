// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/focus_surface.h"

#include "libinspect/base/error.h"

#include <Eigen/Dense>
#include <fmt/format.h>

namespace waferglow::calibration {

FocusSurface fit_focus(std::span<const FocusPoint> points, double radius_um) {
    constexpr Eigen::Index kTerms = 4;
    const auto n = static_cast<Eigen::Index>(points.size());
    if (n <= kTerms)
        throw Error(ErrorKind::job, fmt::format("focus: {} points are too few for a plane with a bow, 5 or "
                                                "more are needed",
                                                points.size()));
    Eigen::MatrixXd a(n, kTerms);
    Eigen::VectorXd b(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        const FocusPoint& p = points[static_cast<std::size_t>(i)];
        const double x = p.at.x / radius_um;
        const double y = p.at.y / radius_um;
        a.row(i) << 1.0, x, y, x * x + y * y;
        b(i) = p.z_um;
    }
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> solver(a);
    if (solver.rank() < kTerms)
        throw Error(ErrorKind::job,
                    "focus: the points lie on a line or a circle; spread them over the wafer");
    const Eigen::VectorXd c = solver.solve(b);
    FocusSurface surface{.z0_um = c(0),
                         .tilt_x_rad = c(1) / radius_um,
                         .tilt_y_rad = c(2) / radius_um,
                         .bow_um = c(3),
                         .radius_um = radius_um,
                         .rms_um = 0.0,
                         .residual_um = {}};
    const Eigen::VectorXd off = b - a * c;
    surface.residual_um.assign(off.begin(), off.end());
    surface.rms_um = std::sqrt(off.squaredNorm() / static_cast<double>(n - kTerms));
    return surface;
}

}  // namespace waferglow::calibration
