// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/image_map.h"

#include <algorithm>

namespace waferglow::module {

PixelPoint Lens::to_ideal(PixelPoint seen) const {
    // The distortion is some per cent, so each round leaves some per cent of the error.
    PixelPoint ideal = seen;
    for (int round = 0; round < 12; ++round) {
        const PixelPoint there = to_image(ideal);
        ideal.x += seen.x - there.x;
        ideal.y += seen.y - there.y;
    }
    return ideal;
}

std::size_t panel_of(const Module& module, std::int32_t row, std::int32_t col) {
    const auto part = [](const std::vector<std::int32_t>& begins, std::int32_t at) {
        const auto next = std::ranges::upper_bound(begins, at);
        return static_cast<std::size_t>(std::max<std::ptrdiff_t>(next - begins.begin() - 1, 0));
    };
    return part(module.panel_rows, row) * module.panel_cols.size() + part(module.panel_cols, col);
}

ImageMap::ImageMap(const ModuleRegistration& registration, const Module& module, const CameraInfo& camera,
                   StagePoint middle, PixelPoint shift)
    : module_(module),
      ideal_(registration.pose.transform().then(
          Transform<StageFrame, PixelFrame>(1.0 / camera.pixel_um, 0.0, 0.0, -1.0 / camera.pixel_um,
                                            -middle.x / camera.pixel_um, middle.y / camera.pixel_um))),
      back_(ideal_.inverse()),
      panel_shift_um_(registration.panel_shift_um),
      lens_{registration.k1, registration.keystone_x, registration.keystone_y,
            static_cast<double>(camera.width_px), static_cast<double>(camera.height_px)},
      middle_px_{0.5 * (camera.width_px - 1) + shift.x, 0.5 * (camera.height_px - 1) + shift.y},
      px_per_um_(registration.pose.scale / camera.pixel_um) {
    panel_shift_um_.resize(panel_count(module));
}

PixelPoint ImageMap::place(WaferPoint nominal, std::size_t panel) const {
    const WaferPoint moved = panel_shift_um_[panel];
    const PixelPoint seen = lens_.to_image(ideal_({nominal.x + moved.x, nominal.y + moved.y}));
    return {seen.x + middle_px_.x, seen.y + middle_px_.y};
}

PixelPoint ImageMap::place(std::int32_t row, std::int32_t col, double dx_um, double dy_um) const {
    const WaferPoint center = module_.grid.center({row, col});
    return place({center.x + dx_um, center.y + dy_um}, panel_of(module_, row, col));
}

ImageMap::GridPlace ImageMap::grid_place(PixelPoint seen) const {
    const WaferPoint at = back_(lens_.to_ideal({seen.x - middle_px_.x, seen.y - middle_px_.y}));
    const DieGrid& grid = module_.grid;
    return {(grid.y0_um - at.y) / grid.pitch_y_um, (at.x - grid.x0_um) / grid.pitch_x_um};
}

}  // namespace waferglow::module
