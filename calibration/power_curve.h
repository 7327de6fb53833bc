// SPDX-License-Identifier: GPL-3.0-or-later
// Light power against set-point: what a light gives for what it is told.
#pragma once

#include <span>
#include <vector>

namespace waferglow::calibration {

struct PowerPoint {
    double set_mw = 0.0;
    double measured_mw = 0.0;
};

/// power = c[0] + c[1] set + c[2] set^2.
struct PowerCurve {
    std::vector<double> coefficients;
    double rms_share = 0.0;        ///< residual over full scale
    double deviation_share = 0.0;  ///< largest |power - set| over full scale
    double least_mw = 0.0;         ///< set-points measured
    double most_mw = 0.0;

    [[nodiscard]] double power_mw(double set_mw) const {
        return coefficients[0] + set_mw * (coefficients[1] + set_mw * coefficients[2]);
    }
    /// The set-point for a power, within the set-points measured.
    [[nodiscard]] double set_for_mw(double power_mw) const;
};

/// Least squares over at least 5 set-points. Throws Error(job) for fewer, or where the power does not rise.
[[nodiscard]] PowerCurve fit_power(std::span<const PowerPoint> points);

}  // namespace waferglow::calibration
