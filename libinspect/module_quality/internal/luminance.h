// SPDX-License-Identifier: GPL-3.0-or-later
// Which pattern tells what, and light as luminance.
#pragma once

#include "libinspect/module/module_light.h"
#include "libinspect/module_quality/pattern_layers.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace waferglow::module {

/// The pattern by which each colour is judged: it alone at full gray; else the one that comes next to that
/// (alone before with others, then the highest gray). None: no pattern drives it.
[[nodiscard]] std::vector<std::optional<std::size_t>> judged_patterns(const ModuleLight& light);
/// The first black pattern.
[[nodiscard]] std::optional<std::size_t> black_pattern(const ModuleLight& light);
/// The pattern that drives most colours at the highest gray; it drives all that any pattern drives.
[[nodiscard]] std::optional<std::size_t> white_pattern(const ModuleLight& light);

/// Of a measured site (saturated ones too); NaN elsewhere. Counts per ms.
[[nodiscard]] float light_per_ms(const ModuleLight& light, std::size_t pattern, std::size_t sub_pixel,
                                 std::size_t pixel);
/// Mean over all measured sites of a colour in a pattern, counts per ms.
[[nodiscard]] std::optional<double> mean_light(const ModuleLight& light, std::size_t pattern,
                                               std::size_t sub_pixel);

/// CIE 1976 UCS.
struct UcsPoint {
    double u = 0.0;
    double v = 0.0;
};
/// Colour as a sum of lights.
struct TriStimulus {
    double x = 0.0;
    double y = 0.0;
    double z = 0.0;
    void add(double luminance, const Chromaticity& of) {
        x += luminance * of.x / of.y;
        y += luminance;
        z += luminance * (1.0 - of.x - of.y) / of.y;
    }
    [[nodiscard]] UcsPoint ucs() const {
        const double sum = x + 15.0 * y + 3.0 * z;
        return {4.0 * x / sum, 9.0 * y / sum};
    }
    [[nodiscard]] Chromaticity chromaticity() const { return {x / (x + y + z), y / (x + y + z)}; }
};

}  // namespace waferglow::module
