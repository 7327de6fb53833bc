// SPDX-License-Identifier: GPL-3.0-or-later
// Where the die grid lies in one tile: the pose of the wafer plus this tile's own stage error.
//
// Method: the window of exactly one pitch around each expected die holds one period of the grid, so the phase
// of its first Fourier harmonic is the die's displacement; neighbours and a constant background cancel. A
// robust mean over the dies is the tile's displacement. Dies with room around them (from 16 px wide, 8 px
// apart) are then measured by their edges, which unevenly glowing dies don't displace.
// Only as many die rows are read as the wanted accuracy needs, spread over the tile; all of them when it's
// dim.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/image.h"
#include "libinspect/geometry/layout.h"
#include "libinspect/registration/shading.h"

#include <array>
#include <cstdint>
#include <memory>

namespace waferglow {

/// What registration needs to know of a scan. `presence`, `dark` and `flat` must outlive what is made from
/// it.
struct RegistrationSetup {
    DieGrid grid;
    const DiePresence* presence = nullptr;
    /// All cells on the wafer, dies or not, where these differ: test structures and marks tell whole pitches.
    const DiePresence* cells = nullptr;
    CameraInfo camera;
    ImageView dark{};  ///< mean dark frame, DN; without data: none
    ImageView flat{};  ///< raw flat frame, its dark level still in it; without data: none
};

/// Where a tile's shift comes from.
enum class RegistrationSource : std::int32_t {
    own,        ///< measured in this tile
    borrowed,   ///< mostly that of another channel at the same position, because this tile is too dim
    predicted,  ///< too few or too dim dies and nothing to borrow: the pose alone (shift near 0)
};

[[nodiscard]] const char* to_string(RegistrationSource source);

/// One tile's result: the true middle of the image is the reported one + shift. Plain numbers without
/// padding.
struct TileRegistration {
    double shift_x_um = 0.0;
    double shift_y_um = 0.0;
    double sigma_um = 0.0;  ///< standard error of the shift, the worse axis
    /// What this tile alone says of scale and rotation beyond the pose used, and the weight (1/variance) of
    /// it; weight 0: nothing.
    double stretch = 0.0;
    double stretch_weight = 0.0;
    double turn_rad = 0.0;
    double turn_weight = 0.0;
    /// Mean misfit of the dies of each quadrant after the shift, um: upper left, upper right, lower left,
    /// lower right; NaN where a quadrant has too few dies.
    std::array<double, 4> misfit_x_um{};
    std::array<double, 4> misfit_y_um{};
    std::int32_t lit_dies = 0;  ///< dies that took part
    RegistrationSource source = RegistrationSource::predicted;
};

/// What is known of a scan's pose before its tiles are measured one by one.
struct PoseEstimate {
    GridPose pose;
    double jitter_um = 0.0;  ///< stage error from tile to tile, 1 sigma an axis
    double offset_sigma_um = 0.0;
    double rotation_sigma_rad = 0.0;
    double scale_sigma = 0.0;
    Shading shading{};  ///< fall-off of the light over the image, which would pass for a scale error
    /// Whole pitches by which the lit pattern moved the offset away from the one nearest to zero: x and y.
    std::int32_t pitches_x = 0;
    std::int32_t pitches_y = 0;
    int tiles = 0;              ///< pilot tiles that took part
    std::int64_t lit_dies = 0;  ///< their dies
};

/// Measures tiles against a pose. Immutable and thread-safe; each thread brings a Scratch of its own.
class TileLocator {
  public:
    /// Buffers reused from tile to tile. Confined to one thread at a time.
    class Scratch {
      public:
        Scratch();
        Scratch(Scratch&&) noexcept;
        Scratch& operator=(Scratch&&) noexcept;
        ~Scratch();

      private:
        friend class TileLocator;
        struct Impl;
        std::unique_ptr<Impl> impl_;
    };

    TileLocator(const RegistrationSetup& setup, const PoseEstimate& estimate);
    TileLocator(TileLocator&&) noexcept;
    TileLocator& operator=(TileLocator&&) noexcept;
    ~TileLocator();

    /// The shift of the tile whose middle the stage reported at `reported`, taken modulo the pitch nearest to
    /// zero. Where the tile's own answer is worse than 0.15 px, it and the prior are averaged by inverse
    /// variance: zero within the jitter, or, given the `hint` (result of another channel at the same
    /// position), half of it, which is right on average whether the stage's errors repeat or not. With a
    /// hint, dark dies on bright streets (reflected light) are recognised. `image` must have the camera's
    /// size.
    [[nodiscard]] TileRegistration locate(const ImageView& image, StagePoint reported,
                                          const TileRegistration* hint, Scratch& scratch) const;

    [[nodiscard]] const PoseEstimate& estimate() const;

  private:
    struct Impl;
    std::unique_ptr<const Impl> impl_;
};

}  // namespace waferglow
