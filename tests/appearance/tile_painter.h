// SPDX-License-Identifier: GPL-3.0-or-later
// Draws dies made of blurred rectangles.
#pragma once

#include "drivers/simulated/physics/box_painter.h"
#include "tests/appearance/reflected_wafer.h"

#include <cmath>
#include <cstddef>
#include <vector>

namespace waferglow::test {

using simulated::Box;
using simulated::Plane;

/// A box turned counter-clockwise as seen.
inline Box turned(PixelPoint center, double half_width_px, double half_height_px, double turn_rad) {
    return {center, half_width_px, half_height_px, {std::cos(turn_rad), -std::sin(turn_rad)}};
}

/// A die as it is drawn.
struct DrawnDie {
    PixelPoint center;
    double turn_rad = 0.0;
    double body = 1.0;
    std::vector<double> pads;  // light of each
    double finger = 1.0;
};

class TilePainter {
  public:
    explicit TilePainter(const ReflectedSettings& s)
        : clean(s.tile_px, s.tile_px, s.street),
          metal(s.tile_px, s.tile_px, 0.0),
          s_(s),
          boxes_(s.tile_px, s.tile_px, s.blur_px, s.corner_blur) {}

    void draw(const DrawnDie& die, Plane& light, Plane* metal_share) const {
        paint(light, at(die, {0.0, 0.0, s_.die_width_px, s_.die_height_px}), die.body - s_.street);
        for (std::size_t k = 0; k < s_.pads.size(); ++k) {
            paint(light, at(die, s_.pads[k]), die.pads[k] - die.body);
            if (metal_share != nullptr) paint(*metal_share, at(die, s_.pads[k]), 1.0);
        }
        for (const MetalRect& finger : s_.fingers) {
            paint(light, at(die, finger), die.finger - die.body);
            if (metal_share != nullptr) paint(*metal_share, at(die, finger), 1.0);
        }
    }

    /// Of a place in a die's frame, turned against it.
    [[nodiscard]] Box at(const DrawnDie& die, const MetalRect& r, double turn_rad = 0.0) const {
        const double c = std::cos(die.turn_rad);
        const double n = std::sin(die.turn_rad);
        return turned({die.center.x + r.x * c + r.y * n, die.center.y - r.x * n + r.y * c}, 0.5 * r.width,
                      0.5 * r.height, die.turn_rad + turn_rad);
    }

    void paint(Plane& to, const Box& box, double step) const { boxes_.add(to, box, step); }
    /// Light under the box becomes `keep` of what it was plus `add`.
    void blend(Plane& to, const Box& box, double keep, double add) const { boxes_.blend(to, box, keep, add); }

    Plane clean;
    Plane metal;

  private:
    const ReflectedSettings& s_;
    simulated::BoxPainter boxes_;
};

}  // namespace waferglow::test
