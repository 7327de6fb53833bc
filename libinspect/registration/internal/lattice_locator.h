// SPDX-License-Identifier: GPL-3.0-or-later
// Where the die grid lies in one tile, by the lattice of dies that it shows.
//
// Method: the window of exactly one pitch around each expected die holds one period of the grid, so the phase
// of its first Fourier harmonic is the die's displacement; neighbours and a constant background cancel. A
// robust mean over the dies is the tile's displacement. Dies with room around them (from 16 px wide, 8 px
// apart) are then measured by their edges, which unevenly glowing dies don't displace.
// Only as many die rows are read as the wanted accuracy needs, spread over the tile; all of them when it's
// dim.
#pragma once

#include "libinspect/registration/internal/stage_locator.h"
#include "libinspect/registration/internal/tile_finder.h"

namespace waferglow {

/// Measures tiles against a pose.
class LatticeLocator final : public TileLocator {
  public:
    LatticeLocator(const RegistrationSetup& setup, const PoseEstimate& estimate);

    [[nodiscard]] std::unique_ptr<Scratch> make_scratch() const override;

    /// Taken modulo the pitch nearest to zero. Where the tile's own answer is worse than 0.15 px, it and what
    /// StageLocator expects are averaged by inverse variance. With a hint, dark dies on bright streets
    /// (reflected light) are recognised.
    [[nodiscard]] TileRegistration locate(const ImageView& image, StagePoint reported,
                                          const TileRegistration* hint, Scratch& scratch) const override;

  private:
    CameraInfo camera_;
    StageLocator stage_;
    TileFinder finder_;
};

}  // namespace waferglow
