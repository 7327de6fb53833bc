// SPDX-License-Identifier: GPL-3.0-or-later
// Pads and fingers in a picture of what is metal. Internal to this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow::appearance {

/// A mask of samples, row-major.
struct Mask {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> set;
};

/// Otsu's threshold (Otsu, IEEE Trans. Syst. Man Cybern. 9 (1979) 62): the value that parts `values` into two
/// classes with the most variance between them, and their means and spreads.
struct TwoClasses {
    float threshold = 0.0F;
    double low_mean = 0.0;
    double high_mean = 0.0;
    double low_sigma = 0.0;
    double high_share = 0.0;
};
[[nodiscard]] TwoClasses two_classes(std::span<const float> values);

/// Numbers of 8-connected components from 1 on in the order in which they are met row by row; 0: not set.
struct Components {
    std::vector<std::uint16_t> number;
    std::vector<std::size_t> area;  ///< of component i + 1, samples
};
[[nodiscard]] Components components_of(const Mask& mask);

/// Distance of every set sample from the nearest one not set, samples (chamfer 3-4; Borgefors, CVGIP 34
/// (1986) 344). What lies outside of the picture is not set.
[[nodiscard]] std::vector<float> depth_of(const Mask& mask);

/// Samples of `mask` that a disc of this radius within it covers: its thick places.
[[nodiscard]] Mask opened(const Mask& mask, double radius);

}  // namespace waferglow::appearance
