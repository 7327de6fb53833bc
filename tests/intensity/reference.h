// SPDX-License-Identifier: GPL-3.0-or-later
// The same quantities by brute force: every pixel of the tile is asked for every die, in double precision.
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/correction.h"
#include "libinspect/intensity/windows.h"

#include <algorithm>
#include <cmath>

namespace waferglow::test {

/// Length of [a0, a1] inside [b0, b1].
inline double overlap(double a0, double a1, double b0, double b1) {
    return std::max(0.0, std::min(a1, b1) - std::max(a0, b0));
}

struct ReferenceDie {
    bool inside = false;
    double window = 0.0;  ///< corrected DN under the window, pixels on its edge by the share covered
    int saturated = 0;
};

/// Pixel (x, y) covers [x - 0.5, x + 0.5] x [y - 0.5, y + 0.5].
inline ReferenceDie reference_die(const ImageView& tile, const PixelCorrection& correction,
                                  const TileLattice& lattice, const WindowPlan& plan, DieIndex die) {
    const PixelPoint c = lattice.center(die);
    const double hx = plan.x.window_half_px;
    const double hy = plan.y.window_half_px;
    ReferenceDie result;
    result.inside =
        c.x - hx >= -0.5 && c.x + hx <= tile.width - 0.5 && c.y - hy >= -0.5 && c.y + hy <= tile.height - 0.5;
    for (int y = 0; y < tile.height; ++y) {
        const double rows = overlap(y - 0.5, y + 0.5, c.y - hy, c.y + hy);
        if (rows == 0.0) continue;
        for (int x = 0; x < tile.width; ++x) {
            const double cols = overlap(x - 0.5, x + 0.5, c.x - hx, c.x + hx);
            const double dark = correction.dark().at(x, y);
            const double gain = correction.gain().at(x, y) * static_cast<double>(correction.gain_unit());
            result.window += rows * cols * (tile.at(x, y) - dark) * gain;
            if (std::abs(x - c.x) < hx && std::abs(y - c.y) < hy &&
                tile.at(x, y) >= correction.saturation_dn()) {
                ++result.saturated;
            }
        }
    }
    return result;
}

/// Share of a blurred die's light that the window catches, along one axis, by summing over pixels.
inline double reference_share(double center, double half, double die, double blur) {
    const auto ramp = [&](double z) {
        if (blur == 0.0) return std::max(0.0, z);
        const double u = z / blur;
        return 0.5 * z * (1.0 + std::erf(u / std::sqrt(2.0))) +
               blur * std::exp(-0.5 * u * u) / std::sqrt(2.0 * std::acos(-1.0));
    };
    double sum = 0.0;
    for (int x = static_cast<int>(center - half) - 2; x <= static_cast<int>(center + half) + 2; ++x) {
        const double d = x - center;
        const double light = ramp(d + 0.5 * die + 0.5) - ramp(d + 0.5 * die - 0.5) -
                             ramp(d - 0.5 * die + 0.5) + ramp(d - 0.5 * die - 0.5);
        sum += overlap(x - 0.5, x + 0.5, center - half, center + half) * light / die;
    }
    return sum;
}

}  // namespace waferglow::test
