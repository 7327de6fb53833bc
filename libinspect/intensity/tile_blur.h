// SPDX-License-Identifier: GPL-3.0-or-later
// How blurred the dies of one image are: a frame out of focus, or moved while it was exposed, spreads their
// light beyond the windows in which it is summed.
#pragma once

#include "libinspect/intensity/correction.h"
#include "libinspect/intensity/windows.h"

#include <span>

namespace waferglow {

/// Gaussian sd of the blur of a tile's lit dies along either axis, the mean over the image, and its standard
/// error; all zero where the dies are too few or too dim to tell. Plain numbers without padding.
struct TileBlur {
    float x_px = 0.0F;
    float y_px = 0.0F;
    float sigma_x_px = 0.0F;
    float sigma_y_px = 0.0F;

    [[nodiscard]] bool known() const { return x_px > 0.0F && y_px > 0.0F; }
};

/// Measures tiles of one lattice (only its pitch and die size matter). Immutable, thread-safe; `correction`
/// must outlive it.
class BlurSampler {
  public:
    /// Throws Error(input) on dies or pitches that are not positive.
    BlurSampler(const TileLattice& lattice, const PixelCorrection& correction);

    /// `light`: what was measured of the dies of `tile.rect`, DN, row-major; NaN: nothing. An even share of
    /// the lit dies is looked at. The method is that by which windows are chosen (fit_blur.h).
    [[nodiscard]] TileBlur sample(const PilotDies& tile, std::span<const float> light) const;

  private:
    const PixelCorrection& correction_;
    WindowPlan plan_;
};

}  // namespace waferglow
