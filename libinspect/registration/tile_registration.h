// SPDX-License-Identifier: GPL-3.0-or-later
// Where the die grid lies in one tile: the pose of the wafer plus this tile's own stage error. How it is
// found: tile_locator.h.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/image.h"
#include "libinspect/geometry/layout.h"
#include "libinspect/registration/shading.h"

#include <array>
#include <cstdint>

namespace waferglow {

/// How dies look against the streets.
enum class DieContrast : std::uint8_t {
    unknown,  ///< told tile by tile, by what another channel found at the position
    bright,
    dark
};

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
    DieContrast contrast = DieContrast::unknown;
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

}  // namespace waferglow
