// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/tile_registration.h"

#include "libinspect/base/error.h"
#include "libinspect/registration/tile_finder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kOwnSigmaPx = 0.15;  // worse than this, the prior takes part
// Correlation of the stage's errors in two passes over one position: between fully repeatable and
// independent.
constexpr double kPassCorrelation = 0.5;

double worse_sigma(const TileMotion& motion) {
    return std::max(motion.sigma_x_px, motion.sigma_y_px);
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

struct TileLocator::Scratch::Impl {
    FinderScratch finder;
};

TileLocator::Scratch::Scratch() : impl_(std::make_unique<Impl>()) {}
TileLocator::Scratch::Scratch(Scratch&&) noexcept = default;
TileLocator::Scratch& TileLocator::Scratch::operator=(Scratch&&) noexcept = default;
TileLocator::Scratch::~Scratch() = default;

struct TileLocator::Impl {
    CameraInfo camera;
    PoseEstimate estimate;
    TileFinder finder;
};

TileLocator::TileLocator(const RegistrationSetup& setup, const PoseEstimate& estimate)
    : impl_(std::make_unique<const Impl>(Impl{setup.camera, estimate, TileFinder(setup, estimate)})) {}
TileLocator::TileLocator(TileLocator&&) noexcept = default;
TileLocator& TileLocator::operator=(TileLocator&&) noexcept = default;
TileLocator::~TileLocator() = default;

const PoseEstimate& TileLocator::estimate() const {
    return impl_->estimate;
}

TileRegistration TileLocator::locate(const ImageView& image, StagePoint reported,
                                     const TileRegistration* hint, Scratch& scratch) const {
    const Impl& self = *impl_;
    const CameraInfo& camera = self.camera;
    if (image.width != camera.width_px || image.height != camera.height_px) {
        throw Error(ErrorKind::input,
                    fmt::format("registration: a tile of {} x {} px where the camera has {} x {}",
                                image.width, image.height, camera.width_px, camera.height_px));
    }
    const double pixel = camera.pixel_um;
    const bool borrow = hint != nullptr && hint->source == RegistrationSource::own;
    std::optional<PixelPoint> expected;
    if (borrow) expected = PixelPoint{-hint->shift_x_um / pixel, hint->shift_y_um / pixel};
    const TileMotion motion = self.finder.find(image, reported, expected, scratch.impl_->finder);

    // Everything lies displaced by (dx right, dy down) in the image: the image's middle is that much further
    // left and, y being up, that much further up.
    TileRegistration result;
    const double sigma = motion.found ? worse_sigma(motion) * pixel : std::numeric_limits<double>::infinity();
    if (motion.found) {
        result.lit_dies = motion.lit_dies;
        result.stretch = motion.stretch;
        result.stretch_weight = motion.stretch_weight;
        result.turn_rad = motion.turn_rad;
        result.turn_weight = motion.turn_weight;
        for (std::size_t i = 0; i < 4; ++i) {
            result.misfit_x_um[i] = motion.misfit_x_px[i] * pixel;
            result.misfit_y_um[i] = -motion.misfit_y_px[i] * pixel;
        }
    } else {
        result.misfit_x_um.fill(std::numeric_limits<double>::quiet_NaN());
        result.misfit_y_um.fill(std::numeric_limits<double>::quiet_NaN());
    }
    if (sigma <= kOwnSigmaPx * pixel) {
        result.shift_x_um = -motion.dx_px * pixel;
        result.shift_y_um = motion.dy_px * pixel;
        result.sigma_um = sigma;
        result.source = RegistrationSource::own;
        return result;
    }
    // The best linear estimate from this tile's own poor answer and the prior: normal with the jitter, around
    // zero, or given the hint (whose own error counts) around what the correlation of passes makes of it.
    const double jitter = std::max(self.estimate.jitter_um, 0.02 * pixel);
    const double pass = borrow ? kPassCorrelation : 0.0;
    const double hint_sigma = borrow ? hint->sigma_um : 0.0;
    const double prior_variance =
        (1.0 - pass * pass) * jitter * jitter + pass * pass * hint_sigma * hint_sigma;
    const double prior_x = borrow ? pass * hint->shift_x_um : 0.0;
    const double prior_y = borrow ? pass * hint->shift_y_um : 0.0;
    const double own_weight = motion.found ? 1.0 / (sigma * sigma) : 0.0;
    const double weight = own_weight + 1.0 / prior_variance;
    const double share = own_weight / weight;
    result.shift_x_um = -share * motion.dx_px * pixel + (1.0 - share) * prior_x;
    result.shift_y_um = share * motion.dy_px * pixel + (1.0 - share) * prior_y;
    result.sigma_um = 1.0 / std::sqrt(weight);
    result.source = borrow ? RegistrationSource::borrowed : RegistrationSource::predicted;
    return result;
}

}  // namespace waferglow
