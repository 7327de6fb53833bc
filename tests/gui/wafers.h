// SPDX-License-Identifier: GPL-3.0-or-later
// Small wafers for the desktop's tests.
#pragma once

#include "app/gui/presenters/wafer/map_scene.h"
#include "libinspect/map/die_map.h"

#include <vector>

namespace waferglow::test {

/// side x side dies of 100 um pitch that touch one another, centred on a wafer that holds all of them.
inline DieMap square_map(std::int32_t side) {
    Wafer wafer;
    wafer.id = "T1";
    wafer.diameter_mm = 0.1 * 1.5 * side;
    const double corner = 50.0 * (side - 1);
    return {wafer, DieGrid{side, side, -corner, corner, 100.0, 100.0, 100.0, 100.0}};
}

inline gui::LayerPtr layer_of(const DieGrid& grid, std::vector<float> values) {
    return gui::make_layer_data({"l", "", "l", std::move(values)}, grid);
}

/// Pixels of a scene in a square window that shows the whole grid.
inline std::vector<std::uint32_t> paint_all(const gui::MapScene& scene, int size_px) {
    const double width_um = scene.grid.cols * scene.grid.pitch_x_um;
    gui::UprightView view{-0.5 * width_um, 0.5 * width_um, width_um / size_px, size_px, size_px};
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(size_px) * static_cast<std::size_t>(size_px));
    gui::paint(scene, view, pixels);
    return pixels;
}

}  // namespace waferglow::test
