// SPDX-License-Identifier: GPL-3.0-or-later
// Draws blurred rectangles, turned and placed to parts of a pixel, and dies made of them.
#pragma once

#include "tests/appearance/reflected_wafer.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace waferglow::test {

/// Light of a pixel at distance z inside of a straight edge: the step blurred by optics and pixel.
class EdgeTable {
  public:
    explicit EdgeTable(double blur_px) : reach_(0.5 + 5.0 * blur_px) {
        const auto ramp = [&](double z) {
            const double u = z / blur_px;
            return z * 0.5 * std::erfc(-u / std::numbers::sqrt2) +
                   blur_px * std::exp(-0.5 * u * u) / std::sqrt(2.0 * std::numbers::pi);
        };
        for (int i = 0; i <= static_cast<int>(2.0 * reach_ * kSteps) + 1; ++i) {
            const double z = static_cast<double>(i) / kSteps - reach_;
            values_.push_back(ramp(z + 0.5) - ramp(z - 0.5));
        }
    }
    [[nodiscard]] double operator()(double z) const {
        if (z <= -reach_) return 0.0;
        if (z >= reach_) return 1.0;
        const double at = (z + reach_) * kSteps;
        const auto i = static_cast<std::size_t>(at);
        return values_[i] + (at - static_cast<double>(i)) * (values_[i + 1] - values_[i]);
    }
    [[nodiscard]] double reach() const { return reach_; }

  private:
    static constexpr int kSteps = 64;
    double reach_;
    std::vector<double> values_;
};

struct Plane {
    int width = 0;
    std::vector<double> light;
    double& at(int x, int y) {
        return light[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                     static_cast<std::size_t>(x)];
    }
};

/// A rectangle in the image, turned counter-clockwise as seen.
struct Box {
    PixelPoint center;
    double half_width;
    double half_height;
    double turn_rad;
};

/// Calls `visit(x, y, share)` for pixels that a blurred box covers.
template <class Visit>
void cover(const Box& box, const EdgeTable& edge, int size, Visit&& visit) {
    const double c = std::cos(box.turn_rad);
    const double s = std::sin(box.turn_rad);
    const double reach = std::hypot(box.half_width + edge.reach(), box.half_height + edge.reach());
    const int x0 = std::max(0, static_cast<int>(std::floor(box.center.x - reach)));
    const int x1 = std::min(size - 1, static_cast<int>(std::ceil(box.center.x + reach)));
    const int y0 = std::max(0, static_cast<int>(std::floor(box.center.y - reach)));
    const int y1 = std::min(size - 1, static_cast<int>(std::ceil(box.center.y + reach)));
    for (int y = y0; y <= y1; ++y) {
        for (int x = x0; x <= x1; ++x) {
            const double dx = x - box.center.x;
            const double dy = y - box.center.y;
            const double u = dx * c - dy * s;
            const double v = dx * s + dy * c;
            const double across = edge(v + box.half_height) - edge(v - box.half_height);
            if (across <= 0.0) continue;
            const double share = across * (edge(u + box.half_width) - edge(u - box.half_width));
            if (share > 0.0) visit(x, y, share);
        }
    }
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
    explicit TilePainter(const ReflectedSettings& s) : s_(s) {
        for (int i = 0; i < kBlurs; ++i) {
            const double r2 = static_cast<double>(i) / (kBlurs - 1);
            edges_.emplace_back(s.blur_px * (1.0 + (s.corner_blur - 1.0) * r2));
        }
        const auto pixels = static_cast<std::size_t>(s.tile_px) * static_cast<std::size_t>(s.tile_px);
        clean = {s.tile_px, std::vector<double>(pixels, s.street)};
        metal = {s.tile_px, std::vector<double>(pixels, 0.0)};
    }

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

    /// Of a place in a die's frame.
    [[nodiscard]] Box at(const DrawnDie& die, const MetalRect& r) const {
        const double c = std::cos(die.turn_rad);
        const double n = std::sin(die.turn_rad);
        return {{die.center.x + r.x * c + r.y * n, die.center.y - r.x * n + r.y * c},
                0.5 * r.width,
                0.5 * r.height,
                die.turn_rad};
    }

    void paint(Plane& to, const Box& box, double step) const {
        cover(box, edge_at(box.center), s_.tile_px,
              [&](int x, int y, double share) { to.at(x, y) += step * share; });
    }
    /// Light under the box becomes `keep` of what it was plus `add`.
    void blend(Plane& to, const Box& box, double keep, double add) const {
        cover(box, edge_at(box.center), s_.tile_px, [&](int x, int y, double share) {
            double& v = to.at(x, y);
            v += share * (keep * v + add - v);
        });
    }

    Plane clean;
    Plane metal;

  private:
    static constexpr int kBlurs = 9;
    [[nodiscard]] const EdgeTable& edge_at(PixelPoint p) const {
        const double middle = 0.5 * (s_.tile_px - 1);
        const double r2 =
            ((p.x - middle) * (p.x - middle) + (p.y - middle) * (p.y - middle)) / (2.0 * middle * middle);
        return edges_[static_cast<std::size_t>(std::lround(std::min(r2, 1.0) * (kBlurs - 1)))];
    }
    const ReflectedSettings& s_;
    std::vector<EdgeTable> edges_;  // from the image's middle to its corners
};

}  // namespace waferglow::test
