// SPDX-License-Identifier: GPL-3.0-or-later
// The golden die of a wafer as a picture with its regions, and places on the die in it.
#pragma once

#include "libinspect/appearance/appearance_evidence.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace waferglow::gui {

/// Row-major; the die's centre lies in the middle of the picture. Immutable.
struct GoldenScene {
    std::string channel;
    int width = 0;
    int height = 0;
    double step_um = 1.0;            ///< of a sample
    std::vector<std::uint8_t> grey;  ///< 0 black to 255 white
    std::vector<appearance::RegionKind> region;
    /// Samples at the border of their region, where a line between it and the next one is drawn.
    std::vector<std::uint8_t> border;

    /// Sample (right, down) of a place on the die, um from its centre, y up; 0, 0 is the upper left corner.
    [[nodiscard]] double x_of(double x_um) const { return 0.5 * width + x_um / step_um; }
    [[nodiscard]] double y_of(double y_um) const { return 0.5 * height - y_um / step_um; }
    [[nodiscard]] double x_um_of(double x) const { return (x - 0.5 * width) * step_um; }
    [[nodiscard]] double y_um_of(double y) const { return (0.5 * height - y) * step_um; }
};
using GoldenPtr = std::shared_ptr<const GoldenScene>;

/// Null where nothing was learnt.
[[nodiscard]] GoldenPtr make_golden_scene(const appearance::AppearanceEvidence& evidence);

}  // namespace waferglow::gui
