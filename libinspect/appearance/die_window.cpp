// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/die_window.h"

#include <algorithm>
#include <cmath>

namespace waferglow::appearance {
namespace {

constexpr double kMargin_px = 4.0;
constexpr int kVector = 16;  // 16-bit numbers of the widest vectors in use

struct AxisPlace {
    int pixel = 0;
    int phase = 0;
    double rest = 0.0;
};

AxisPlace place_on_axis(double center) {
    const double pixel = std::floor(center + 0.5);
    const double at = (center - pixel + 0.5) * kPhases;
    const int phase = std::clamp(static_cast<int>(at), 0, kPhases - 1);
    return {static_cast<int>(pixel), phase, (at - phase - 0.5) / kPhases};
}

/// Pixels from the anchor to the window's border.
int reach_of(double die_px, double pitch_px) {
    const double margin = std::min(kMargin_px, 0.5 * (pitch_px - die_px));
    return std::max(1, static_cast<int>(std::ceil(0.5 * die_px + margin - 0.25)));
}

}  // namespace

DieWindow DieWindow::every_second_column() const {
    DieWindow half = *this;
    half.width = (width + 1) / 2;
    half.stride = (half.width + kVector - 1) / kVector * kVector;
    half.anchor_x = anchor_x / 2;
    half.die_width_px = 0.5 * die_width_px;
    return half;
}

DieWindow window_of(const TileLattice& lattice) {
    const double pitch_x = std::hypot(lattice.along_col.x, lattice.along_col.y);
    const double pitch_y = std::hypot(lattice.along_row.x, lattice.along_row.y);
    const int reach_x = reach_of(lattice.die_width_px, pitch_x);
    const int reach_y = reach_of(lattice.die_height_px, pitch_y);
    const int width = 2 * reach_x + 1;
    return {.width = width,
            .height = 2 * reach_y + 1,
            .stride = (width + kVector - 1) / kVector * kVector,
            .anchor_x = reach_x,
            .anchor_y = reach_y,
            .die_width_px = lattice.die_width_px,
            .die_height_px = lattice.die_height_px};
}

DiePlace place_of(PixelPoint center, const DieWindow& window) {
    const AxisPlace x = place_on_axis(center.x);
    const AxisPlace y = place_on_axis(center.y);
    return {.x = x.pixel - window.anchor_x,
            .y = y.pixel - window.anchor_y,
            .phase = kPhases * y.phase + x.phase,
            .rest_x = x.rest,
            .rest_y = y.rest};
}

}  // namespace waferglow::appearance
