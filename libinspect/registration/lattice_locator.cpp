// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/lattice_locator.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

namespace waferglow {
namespace {

constexpr double kOwnSigmaPx = 0.15;  // worse than this, what is expected takes part

struct LatticeScratch final : TileLocator::Scratch {
    FinderScratch finder;
};

/// What the tile alone says beyond its shift.
TileRegistration told_by(const TileMotion& motion, double pixel_um) {
    TileRegistration result;
    if (!motion.found) {
        result.misfit_x_um.fill(std::numeric_limits<double>::quiet_NaN());
        result.misfit_y_um.fill(std::numeric_limits<double>::quiet_NaN());
        return result;
    }
    result.lit_dies = motion.lit_dies;
    result.stretch = motion.stretch;
    result.stretch_weight = motion.stretch_weight;
    result.turn_rad = motion.turn_rad;
    result.turn_weight = motion.turn_weight;
    for (std::size_t i = 0; i < 4; ++i) {
        result.misfit_x_um[i] = motion.misfit_x_px[i] * pixel_um;
        result.misfit_y_um[i] = -motion.misfit_y_px[i] * pixel_um;
    }
    return result;
}

}  // namespace

const char* to_string(RegistrationSource source) {
    switch (source) {
        case RegistrationSource::own:
            return "own";
        case RegistrationSource::borrowed:
            return "borrowed";
        case RegistrationSource::predicted:
            break;
    }
    return "predicted";
}

LatticeLocator::LatticeLocator(const RegistrationSetup& setup, const PoseEstimate& estimate)
    : camera_(setup.camera), stage_(setup.camera, estimate), finder_(setup, estimate) {}

std::unique_ptr<TileLocator::Scratch> LatticeLocator::make_scratch() const {
    return std::make_unique<LatticeScratch>();
}

TileRegistration LatticeLocator::locate(const ImageView& image, StagePoint reported,
                                        const TileRegistration* hint, Scratch& scratch) const {
    check_tile_size(image, camera_);
    const double pixel = camera_.pixel_um;
    std::optional<PixelPoint> near;
    if (can_borrow(hint)) near = PixelPoint{-hint->shift_x_um / pixel, hint->shift_y_um / pixel};
    const TileMotion motion =
        finder_.find(image, reported, near, static_cast<LatticeScratch&>(scratch).finder);

    // Everything lies displaced by (dx right, dy down) in the image: the image's middle is that much further
    // left and, y being up, that much further up.
    TileRegistration result = told_by(motion, pixel);
    const double sigma =
        motion.found ? motion.worse_sigma_px() * pixel : std::numeric_limits<double>::infinity();
    if (sigma <= kOwnSigmaPx * pixel) {
        result.shift_x_um = -motion.dx_px * pixel;
        result.shift_y_um = motion.dy_px * pixel;
        result.sigma_um = sigma;
        result.source = RegistrationSource::own;
        return result;
    }
    // The best linear estimate from this tile's own poor answer and what is expected.
    const ExpectedShift expected = stage_.expected(hint);
    const double own_weight = motion.found ? 1.0 / (sigma * sigma) : 0.0;
    const double weight = own_weight + 1.0 / expected.variance_um2;
    const double share = own_weight / weight;
    result.shift_x_um = -share * motion.dx_px * pixel + (1.0 - share) * expected.x_um;
    result.shift_y_um = share * motion.dy_px * pixel + (1.0 - share) * expected.y_um;
    result.sigma_um = 1.0 / std::sqrt(weight);
    result.source = expected.source;
    return result;
}

}  // namespace waferglow
