// SPDX-License-Identifier: GPL-3.0-or-later
// From places of the module to pixels of one image and back. The model stands in module_geometry.h.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/module.h"
#include "libinspect/module/module_light.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow::module {

/// What the lens does to a place of the ideal image. Places are counted from the image's middle, x right, y
/// down, pixels.
struct Lens {
    double k1 = 0.0;
    double keystone_x = 0.0;
    double keystone_y = 0.0;
    double width_px = 1.0;
    double height_px = 1.0;

    [[nodiscard]] PixelPoint to_image(PixelPoint ideal) const {
        const double tilt = 1.0 + keystone_x * ideal.x / width_px + keystone_y * ideal.y / height_px;
        const double u = ideal.x * tilt;
        const double v = ideal.y * tilt;
        const double grown = 1.0 + k1 * 4.0 * (u * u + v * v) / (width_px * width_px + height_px * height_px);
        return {u * grown, v * grown};
    }
    /// The inverse, by iteration.
    [[nodiscard]] PixelPoint to_ideal(PixelPoint seen) const;
};

/// Which sub-panel each row and column belongs to.
[[nodiscard]] std::size_t panel_of(const Module& module, std::int32_t row, std::int32_t col);
[[nodiscard]] inline std::size_t panel_count(const Module& module) {
    return module.panel_rows.size() * module.panel_cols.size();
}

/// One image. Immutable; `module` must outlive it.
class ImageMap {
  public:
    /// `middle`: where the stage truly stood; `shift`: of the image's content, pixels.
    ImageMap(const ModuleRegistration& registration, const Module& module, const CameraInfo& camera,
             StagePoint middle, PixelPoint shift = {});

    /// Where the point at (dx, dy) um from the centre of a pixel of the module lies in the image.
    [[nodiscard]] PixelPoint place(std::int32_t row, std::int32_t col, double dx_um = 0.0,
                                   double dy_um = 0.0) const;
    /// Likewise of a nominal place, as a sub-panel displaces it.
    [[nodiscard]] PixelPoint place(WaferPoint nominal, std::size_t panel) const;
    /// Row and column, with fractions, that lie at a pixel of the image; sub-panels are left out of account.
    struct GridPlace {
        double row = 0.0;
        double col = 0.0;
    };
    [[nodiscard]] GridPlace grid_place(PixelPoint seen) const;
    /// Camera pixels a um, in the middle of the image.
    [[nodiscard]] double px_per_um() const { return px_per_um_; }

  private:
    const Module& module_;
    Transform<WaferFrame, PixelFrame> ideal_;
    Transform<PixelFrame, WaferFrame> back_;
    std::vector<WaferPoint> panel_shift_um_;
    Lens lens_;
    PixelPoint middle_px_;
    double px_per_um_ = 1.0;
};

}  // namespace waferglow::module
