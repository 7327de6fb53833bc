// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/power_curve.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>
#include <fmt/format.h>

namespace waferglow::calibration {

double PowerCurve::set_for_mw(double wanted_mw) const {
    double low = least_mw;
    double high = most_mw;
    constexpr int kHalvings = 60;  // to the last bit of a double
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = 0.5 * (low + high);
        (power_mw(middle) < wanted_mw ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

PowerCurve fit_power(std::span<const PowerPoint> points) {
    constexpr Eigen::Index kTerms = 3;
    const auto n = static_cast<Eigen::Index>(points.size());
    if (n < kTerms + 2)
        throw Error(ErrorKind::job,
                    fmt::format("power: {} set-points are too few, 5 or more are needed", points.size()));
    const auto [least, most] = std::ranges::minmax(points, {}, &PowerPoint::set_mw);
    const double full = most.set_mw;
    Eigen::MatrixXd a(n, kTerms);
    Eigen::VectorXd b(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        const PowerPoint& p = points[static_cast<std::size_t>(i)];
        const double s = p.set_mw / full;
        a.row(i) << 1.0, s, s * s;
        b(i) = p.measured_mw;
    }
    const Eigen::Vector3d c = a.colPivHouseholderQr().solve(b);
    PowerCurve curve{
        .coefficients = {c(0), c(1) / full, c(2) / (full * full)},
        .rms_share = std::sqrt((b - a * c).squaredNorm() / static_cast<double>(n - kTerms)) / full,
        .deviation_share = 0.0,
        .least_mw = least.set_mw,
        .most_mw = full};
    for (const double s : {0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0}) {
        const double set = curve.least_mw + s * (full - curve.least_mw);
        const double slope = curve.coefficients[1] + 2.0 * set * curve.coefficients[2];
        if (!(slope > 0.0))
            throw Error(ErrorKind::job,
                        fmt::format("power: it does not rise with the set-point at {:.4g} mW; "
                                    "is the light on, and its power meter in place?",
                                    set));
        curve.deviation_share = std::max(curve.deviation_share, std::abs(curve.power_mw(set) - set) / full);
    }
    return curve;
}

}  // namespace waferglow::calibration
