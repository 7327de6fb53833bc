// SPDX-License-Identifier: GPL-3.0-or-later
// Where a tile lies without a look at its image: for tiles that show no lattice, and for the share of the
// answer that those too dim to show it well leave open.
#pragma once

#include "libinspect/registration/internal/tile_locator.h"

namespace waferglow {

/// A shift as expected before the image is looked at, and its variance on either axis.
struct ExpectedShift {
    double x_um = 0.0;
    double y_um = 0.0;
    double variance_um2 = 0.0;
    RegistrationSource source = RegistrationSource::predicted;
};

/// By pose and stage: no shift, within the jitter; given a hint that was measured (RegistrationSource::own),
/// half of the hint's, which is right on average whether the stage's errors repeat or not.
class StageLocator final : public TileLocator {
  public:
    StageLocator(const CameraInfo& camera, const PoseEstimate& estimate);

    [[nodiscard]] ExpectedShift expected(const TileRegistration* hint) const;

    [[nodiscard]] std::unique_ptr<Scratch> make_scratch() const override;
    /// `expected`, whatever the image shows.
    [[nodiscard]] TileRegistration locate(const ImageView& image, StagePoint reported,
                                          const TileRegistration* hint, Scratch& scratch) const override;

  private:
    CameraInfo camera_;
    double jitter_um_;
};

/// Whether another channel's result can be borrowed.
[[nodiscard]] inline bool can_borrow(const TileRegistration* hint) {
    return hint != nullptr && hint->source == RegistrationSource::own;
}

/// Throws Error(input) where the image does not have the camera's size.
void check_tile_size(const ImageView& image, const CameraInfo& camera);

}  // namespace waferglow
