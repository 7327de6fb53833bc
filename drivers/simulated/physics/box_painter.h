// SPDX-License-Identifier: GPL-3.0-or-later
// Draws blurred rectangles, turned and placed to parts of a pixel, onto planes of light.
#pragma once

#include "drivers/simulated/physics/blurred_edge.h"
#include "libinspect/geometry/frames.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace waferglow::simulated {

struct Plane {
    int width_px = 0;
    int height_px = 0;
    std::vector<double> light;  ///< row-major

    Plane(int width, int height, double level)
        : width_px(width),
          height_px(height),
          light(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), level) {}
    double& at(int x, int y) { return light[place(x, y)]; }
    [[nodiscard]] double at(int x, int y) const { return light[place(x, y)]; }

  private:
    [[nodiscard]] std::size_t place(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_px) + static_cast<std::size_t>(x);
    }
};

/// A rectangle in an image.
struct Box {
    PixelPoint center;
    double half_width_px = 0.0;
    double half_height_px = 0.0;
    PixelPoint right{1.0, 0.0};  ///< unit vector along its width
};

/// Blurs by the place in the image: optics are sharpest in its middle. Immutable, thread-safe.
class BoxPainter {
  public:
    /// `blur_px`: sd of the optics in the image's middle; `corner_blur`: factor on it in the corners.
    BoxPainter(int width_px, int height_px, double blur_px, double corner_blur)
        : middle_{0.5 * (width_px - 1), 0.5 * (height_px - 1)} {
        for (int i = 0; i < kBlurs; ++i) {
            const double r2 = static_cast<double>(i) / (kBlurs - 1);
            edges_.emplace_back(blur_px * (1.0 + (corner_blur - 1.0) * r2));
        }
    }

    /// Calls `visit(x, y, share)` for the pixels of a plane that the box covers, by what share of their
    /// light.
    template <class Visit>
    void cover(const Plane& plane, const Box& box, Visit&& visit) const {
        const BlurredEdge& edge = edge_at(box.center);
        const double reach_u = box.half_width_px + edge.reach_px();
        const double reach_v = box.half_height_px + edge.reach_px();
        const double reach_x = std::abs(box.right.x) * reach_u + std::abs(box.right.y) * reach_v;
        const double reach_y = std::abs(box.right.y) * reach_u + std::abs(box.right.x) * reach_v;
        const int x0 = std::max(0, static_cast<int>(std::floor(box.center.x - reach_x)));
        const int x1 = std::min(plane.width_px - 1, static_cast<int>(std::ceil(box.center.x + reach_x)));
        const int y0 = std::max(0, static_cast<int>(std::floor(box.center.y - reach_y)));
        const int y1 = std::min(plane.height_px - 1, static_cast<int>(std::ceil(box.center.y + reach_y)));
        for (int y = y0; y <= y1; ++y) {
            const double dy = y - box.center.y;
            for (int x = x0; x <= x1; ++x) {
                const double dx = x - box.center.x;
                const double v = dy * box.right.x - dx * box.right.y;
                const auto across =
                    static_cast<double>(edge(v + box.half_height_px) - edge(v - box.half_height_px));
                if (across <= 0.0) continue;
                const double u = dx * box.right.x + dy * box.right.y;
                const double share =
                    across * static_cast<double>(edge(u + box.half_width_px) - edge(u - box.half_width_px));
                if (share > 0.0) visit(x, y, share);
            }
        }
    }

    void add(Plane& to, const Box& box, double step) const {
        cover(to, box, [&](int x, int y, double share) { to.at(x, y) += step * share; });
    }
    /// Light under the box becomes `keep` of what it was plus `light`.
    void blend(Plane& to, const Box& box, double keep, double light) const {
        cover(to, box, [&](int x, int y, double share) {
            double& v = to.at(x, y);
            v += share * (keep * v + light - v);
        });
    }

  private:
    static constexpr int kBlurs = 9;
    [[nodiscard]] const BlurredEdge& edge_at(PixelPoint p) const {
        const double dx = p.x - middle_.x;
        const double dy = p.y - middle_.y;
        const double corner2 = std::max(1.0, middle_.x * middle_.x + middle_.y * middle_.y);
        const double r2 = std::min((dx * dx + dy * dy) / corner2, 1.0);
        return edges_[static_cast<std::size_t>(std::lround(r2 * (kBlurs - 1)))];
    }
    PixelPoint middle_;
    std::vector<BlurredEdge> edges_;  // from the image's middle to its corners
};

}  // namespace waferglow::simulated
