// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/stage_locator.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

// Correlation of the stage's errors in two passes over one position: between fully repeatable and
// independent.
constexpr double kPassCorrelation = 0.5;
constexpr double kLeastJitterPx = 0.02;

}  // namespace

void check_tile_size(const ImageView& image, const CameraInfo& camera) {
    if (image.width == camera.width_px && image.height == camera.height_px) return;
    throw Error(ErrorKind::input,
                fmt::format("registration: a tile of {} x {} px where the camera has {} x {}", image.width,
                            image.height, camera.width_px, camera.height_px));
}

StageLocator::StageLocator(const CameraInfo& camera, const PoseEstimate& estimate)
    : camera_(camera), jitter_um_(std::max(estimate.jitter_um, kLeastJitterPx * camera.pixel_um)) {}

ExpectedShift StageLocator::expected(const TileRegistration* hint) const {
    if (!can_borrow(hint))
        return {.variance_um2 = jitter_um_ * jitter_um_, .source = RegistrationSource::predicted};
    // Normal with the jitter, given the hint, whose own error counts.
    constexpr double kPass2 = kPassCorrelation * kPassCorrelation;
    return {
        .x_um = kPassCorrelation * hint->shift_x_um,
        .y_um = kPassCorrelation * hint->shift_y_um,
        .variance_um2 = (1.0 - kPass2) * jitter_um_ * jitter_um_ + kPass2 * hint->sigma_um * hint->sigma_um,
        .source = RegistrationSource::borrowed};
}

std::unique_ptr<TileLocator::Scratch> StageLocator::make_scratch() const {
    return std::make_unique<Scratch>();
}

TileRegistration StageLocator::locate(const ImageView& image, StagePoint /*reported*/,
                                      const TileRegistration* hint, Scratch& /*scratch*/) const {
    check_tile_size(image, camera_);
    const ExpectedShift shift = expected(hint);
    TileRegistration result;
    result.shift_x_um = shift.x_um;
    result.shift_y_um = shift.y_um;
    result.sigma_um = std::sqrt(shift.variance_um2);
    result.misfit_x_um.fill(std::numeric_limits<double>::quiet_NaN());
    result.misfit_y_um.fill(std::numeric_limits<double>::quiet_NaN());
    result.source = shift.source;
    return result;
}

}  // namespace waferglow
