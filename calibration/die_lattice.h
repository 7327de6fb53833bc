// SPDX-License-Identifier: GPL-3.0-or-later
// The lattice of dies in an image by the phase of its Fourier components: far finer than a pixel, since all
// dies take part, and blind to which of them glow.
//
// A die that is dark or dim lowers the amplitude of a component and leaves its phase, so that the phase tells
// the place of the lattice modulo one pitch, and its growth from one half of the image to the other the
// frequency.
#pragma once

#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/image.h"

#include <array>
#include <optional>

namespace waferglow::calibration {

/// One component: cycles a pixel along x and y.
struct Frequency {
    double x = 0.0;
    double y = 0.0;
};

/// Two components: [0] is the one nearer to the x axis of the image, [1] the one nearer to y.
using LatticeFrequencies = std::array<Frequency, 2>;

/// The strongest component along each axis and its exact frequency; none where the image has no such lattice.
[[nodiscard]] std::optional<LatticeFrequencies> find_lattice(ImageView image);

/// Corrects frequencies that are nearly right.
[[nodiscard]] LatticeFrequencies refine_lattice(ImageView image, LatticeFrequencies frequencies);

/// How far the lattice moved between two images, in pixels, by their phases: right for less than half a pitch
/// each way, and never led astray by what stays where it is, such as the sensor's own pattern.
[[nodiscard]] PixelPoint lattice_shift(const LatticeFrequencies& frequencies,
                                       const std::array<double, 2>& from, const std::array<double, 2>& to);

/// Phase of both components in cycles, -0.5 to 0.5, at the image's middle.
[[nodiscard]] std::array<double, 2> lattice_phase(ImageView image, const LatticeFrequencies& frequencies);

}  // namespace waferglow::calibration
