// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/pose_solve.h"
#include "libinspect/registration/pose.h"

#include <cmath>

namespace waferglow {
namespace {

/// Mean square misfit of the quadrants of a tile, an axis, once the pose is corrected; false: none known.
bool quadrant_misfit(const TileRegistration& tile, const PoseSolution& correction, double quarter_x_um,
                     double quarter_y_um, double& mean_square) {
    double squares = 0.0;
    int values = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        if (std::isnan(tile.misfit_x_um[i]) || std::isnan(tile.misfit_y_um[i])) continue;
        // Quadrants: upper left, upper right, lower left, lower right; y is up.
        const double x = (i % 2 == 0 ? -1.0 : 1.0) * quarter_x_um;
        const double y = (i < 2 ? 1.0 : -1.0) * quarter_y_um;
        const double dx = tile.misfit_x_um[i] - (correction.stretch * x - correction.turn * y);
        const double dy = tile.misfit_y_um[i] - (correction.turn * x + correction.stretch * y);
        squares += dx * dx + dy * dy;
        values += 2;
    }
    if (values == 0) return false;
    mean_square = squares / values;
    return true;
}

}  // namespace

PoseFit fit_pose(std::span<const PlacedTile> tiles, const PoseEstimate& used, const CameraInfo& camera) {
    PoseFit fit;
    fit.pose = used.pose;
    const auto to_nominal = used.pose.transform().inverse();
    std::vector<PoseObservation> seen;
    for (const PlacedTile& tile : tiles) {
        const TileRegistration& r = tile.registration;
        if (r.source == RegistrationSource::borrowed) ++fit.borrowed;
        if (r.source == RegistrationSource::predicted) ++fit.predicted;
        if (r.source != RegistrationSource::own) continue;
        ++fit.own;
        seen.push_back({.at = to_nominal({tile.reported.x + r.shift_x_um, tile.reported.y + r.shift_y_um}),
                        .dx_um = -r.shift_x_um,
                        .dy_um = -r.shift_y_um,
                        .sigma_um = r.sigma_um,
                        .stretch = r.stretch,
                        .stretch_weight = r.stretch_weight,
                        .turn_rad = r.turn_rad,
                        .turn_weight = r.turn_weight});
    }
    if (seen.empty()) return fit;

    constexpr double kSharedStretchSigma = 15e-6;
    const PoseSolution s = solve_pose(seen, used.pose, {}, 0.02 * camera.pixel_um, kSharedStretchSigma);
    fit.pose = s.applied_to(used.pose);
    fit.offset_sigma_um = s.offset_sigma_um;
    fit.rotation_sigma_rad = s.turn_sigma;
    fit.scale_sigma = s.stretch_sigma;

    double jitter = 0.0;
    for (const PoseObservation& o : seen) {
        const WaferPoint moved = s.at(o.at);
        jitter += std::pow(o.dx_um - moved.x, 2) + std::pow(o.dy_um - moved.y, 2);
    }
    fit.jitter_rms_um = std::sqrt(jitter / (2.0 * static_cast<double>(seen.size())));

    double squares = 0.0;
    int with_misfit = 0;
    for (const PlacedTile& tile : tiles) {
        double mean_square = 0.0;
        if (tile.registration.source != RegistrationSource::own ||
            !quadrant_misfit(tile.registration, s, 0.25 * camera.width_px * camera.pixel_um,
                             0.25 * camera.height_px * camera.pixel_um, mean_square)) {
            continue;
        }
        squares += mean_square;
        ++with_misfit;
    }
    if (with_misfit > 0) fit.rms_um = std::sqrt(squares / with_misfit);
    return fit;
}

}  // namespace waferglow
