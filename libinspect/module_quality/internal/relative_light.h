// SPDX-License-Identifier: GPL-3.0-or-later
// Light of sub-pixels over that of their healthy neighbours of the same colour.
#pragma once

#include "libinspect/module/module_light.h"

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow::module {

struct RelativeLight {
    std::vector<float> relative;        ///< a healthy one is about 1; NaN: not measured
    std::vector<float> log_light;       ///< natural logarithm of counts per ms; NaN: none, or not over 0
    std::vector<std::uint8_t> healthy;  ///< 1: near its neighbours, measured, not left out
    double spread = 0.0;                ///< robust, of log(relative); 0: nothing is lit
};

/// Of one colour in one pattern. `left_out` (1: yes; may be empty) are never neighbours: lines. Sub-panels
/// have no neighbours in each other, so that a step between them reaches into neither.
[[nodiscard]] RelativeLight relative_light(const ModuleLight& light, std::size_t pattern,
                                           std::size_t sub_pixel, std::span<const std::uint8_t> left_out);

/// Of log(relative), over at most about a million of them. `center`: what they lie about.
[[nodiscard]] double robust_spread(std::span<const float> values, double center);

}  // namespace waferglow::module
