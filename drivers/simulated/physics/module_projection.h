// SPDX-License-Identifier: GPL-3.0-or-later
// Where points of a simulated module appear in an image.
#pragma once

#include "drivers/simulated/physics/box_painter.h"
#include "drivers/simulated/physics/module_settings.h"

#include <cmath>

namespace waferglow::simulated {

/// Pose, keystone and radial distortion (see ModuleView) of an image whose middle truly lies at a place.
/// Immutable value.
class ModuleProjection {
  public:
    ModuleProjection(const ModuleView& view, const CameraInfo& camera, StagePoint true_middle)
        : view_(view),
          camera_(camera),
          half_diagonal2_(0.25 * (static_cast<double>(camera.width_px) * camera.width_px +
                                  static_cast<double>(camera.height_px) * camera.height_px)),
          middle_{0.5 * (camera.width_px - 1), 0.5 * (camera.height_px - 1)},
          to_pixel_(view.pose.transform().then(
              stage_to_pixel(true_middle, camera.pixel_um, camera.width_px, camera.height_px))) {}

    [[nodiscard]] PixelPoint operator()(WaferPoint p) const {
        const PixelPoint even = to_pixel_(p);
        const double x = even.x - middle_.x;
        const double y = even.y - middle_.y;
        const double tilt =
            1.0 + view_.keystone_x * x / camera_.width_px + view_.keystone_y * y / camera_.height_px;
        const double r2 = tilt * tilt * (x * x + y * y);
        const double factor = tilt * (1.0 + view_.k1 * r2 / half_diagonal2_);
        return {middle_.x + factor * x, middle_.y + factor * y};
    }

    /// A rectangle of the module with its middle at `p`.
    [[nodiscard]] Box box(WaferPoint p, double width_um, double height_um) const {
        const PixelPoint left = (*this)({p.x - 0.5 * width_um, p.y});
        const PixelPoint right = (*this)({p.x + 0.5 * width_um, p.y});
        const PixelPoint below = (*this)({p.x, p.y - 0.5 * height_um});
        const PixelPoint above = (*this)({p.x, p.y + 0.5 * height_um});
        const double width_px = std::hypot(right.x - left.x, right.y - left.y);
        const double height_px = std::hypot(above.x - below.x, above.y - below.y);
        return {.center = (*this)(p),
                .half_width_px = 0.5 * width_px,
                .half_height_px = 0.5 * height_px,
                .right = {(right.x - left.x) / width_px, (right.y - left.y) / width_px}};
    }

  private:
    ModuleView view_;
    CameraInfo camera_;
    double half_diagonal2_;
    PixelPoint middle_;
    Transform<WaferFrame, PixelFrame> to_pixel_;
};

}  // namespace waferglow::simulated
