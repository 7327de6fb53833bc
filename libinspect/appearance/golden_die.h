// SPDX-License-Identifier: GPL-3.0-or-later
// The golden die: what a good die of this wafer looks like, and by how much good dies differ, learnt from the
// wafer's own dies.
//
// Every die shows the same picture at another place in the pixel raster, so that the dies together show it on
// a raster kPhases times finer than the camera's. Each sample of that is the median over the dies that show
// it: a tenth of bad dies does no harm. Dies come from several tiles far apart, as many from each, so that a
// cluster of bad dies is outvoted.
#pragma once

#include "libinspect/appearance/die_window.h"

#include <cstddef>
#include <span>
#include <vector>

namespace waferglow::appearance {

/// Pictures of dies, in units of their tile's level, and where each lies in the raster. Row-major over the
/// window, one die after the other.
struct DieStack {
    DieWindow window;
    std::vector<float> light;
    std::vector<DiePlace> places;
    std::vector<int> tile;  ///< that each die comes from

    [[nodiscard]] std::size_t size() const { return places.size(); }
    [[nodiscard]] std::span<float> die(std::size_t i) {
        return std::span(light).subspan(i * window.size(), window.size());
    }
    [[nodiscard]] std::span<const float> die(std::size_t i) const {
        return std::span(light).subspan(i * window.size(), window.size());
    }
};

/// Both on the finer raster of the window (DieWindow::fine_index), in units of a tile's level.
struct GoldenDie {
    DieWindow window;
    std::vector<float> light;
    std::vector<float> spread;  ///< 1 sigma of a pixel there over good dies, noise included; not below 1e-3
    std::vector<float> dies;    ///< that show the sample
};

/// Medians and their robust spread. Samples that no die shows are filled in from those around them, with a
/// spread that allows for it. Deterministic for any number of threads.
[[nodiscard]] GoldenDie median_die(const DieStack& stack);

}  // namespace waferglow::appearance
