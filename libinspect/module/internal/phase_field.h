// SPDX-License-Identifier: GPL-3.0-or-later
// Where the lattice of lit pixels lies, from the image alone: the phase of the pitch's first harmonic in
// patches, put together to a field without jumps. Patches are small, so that a lens' distortion, which moves
// the corners by more than half a pitch, does not make a slip.
#pragma once

#include "libinspect/geometry/frames.h"
#include "libinspect/module/internal/light_image.h"

#include <vector>

namespace waferglow::module {

/// The lattice's coordinates at one place of the image: whole numbers at the emitters' centres, apart from a
/// whole number that is the same throughout the image.
struct LatticeSight {
    PixelPoint at;
    double row = 0.0;
    double col = 0.0;
    double weight = 0.0;  ///< the weaker harmonic's amplitude, DN
};

/// Empty where the image shows no lattice of about this pitch (3 % and 20 mrad off at most).
[[nodiscard]] std::vector<LatticeSight> find_phase_field(const LightImage& image, double pitch_x_px,
                                                         double pitch_y_px);

}  // namespace waferglow::module
