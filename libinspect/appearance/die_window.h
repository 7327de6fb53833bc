// SPDX-License-Identifier: GPL-3.0-or-later
// The pixels around a die that are compared, and where a die lies in the pixel raster.
//
// A die's centre lies somewhere between pixel centres. The raster of such places is cut into kPhases x
// kPhases cells of a pixel; a die is compared with the golden die as pixels see it at the middle of its cell,
// and the rest, at most 1 / (2 kPhases) px an axis, is a shift that the fit of the die takes out. Pixels of
// dies are so never interpolated and their noise stays white.
//
// All phases together are the golden die at kPhases samples a pixel: its finer raster.
#pragma once

#include "libinspect/geometry/tile_lattice.h"

#include <cstddef>

namespace waferglow::appearance {

inline constexpr int kPhases = 4;                      ///< an axis
inline constexpr int kPhaseCells = kPhases * kPhases;  ///< of a pixel
inline constexpr double kStep_px = 1.0 / kPhases;      ///< of the finer raster

/// A rectangle of pixels around the one nearest to a die's centre. Immutable value.
struct DieWindow {
    int width = 0;
    int height = 0;
    int stride = 0;    ///< from row to row of arrays over it: `width` rounded up to whole vectors
    int anchor_x = 0;  ///< of the pixel nearest to the die's centre
    int anchor_y = 0;
    double die_width_px = 0.0;
    double die_height_px = 0.0;

    [[nodiscard]] std::size_t size() const {
        return static_cast<std::size_t>(stride) * static_cast<std::size_t>(height);
    }
    [[nodiscard]] std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(stride) + static_cast<std::size_t>(x);
    }
    /// Its size when only columns 0, 2, 4 ... count.
    [[nodiscard]] DieWindow every_second_column() const;
    [[nodiscard]] int fine_width() const { return kPhases * width; }
    [[nodiscard]] int fine_height() const { return kPhases * height; }
    [[nodiscard]] std::size_t fine_size() const {
        return static_cast<std::size_t>(fine_width()) * static_cast<std::size_t>(fine_height());
    }
    [[nodiscard]] std::size_t fine_index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(fine_width()) +
               static_cast<std::size_t>(x);
    }
    /// Place of a sample of the finer raster, px from the die's centre (right, down).
    [[nodiscard]] PixelPoint fine_place(int x, int y) const {
        constexpr double kFirst = 0.5 * (kStep_px - 1.0);
        return {kFirst + x * kStep_px - anchor_x, kFirst + y * kStep_px - anchor_y};
    }
    /// The sample of the finer raster that pixel (x, y) of the window sees at a phase.
    [[nodiscard]] std::size_t fine_index_of(int x, int y, int phase) const {
        return fine_index(kPhases * x + kPhases - 1 - phase % kPhases,
                          kPhases * y + kPhases - 1 - phase / kPhases);
    }
};

/// The window of the dies of a lattice: the die and what of the street beside it may show a defect that
/// touches it, at most `kMargin_px` and never more than half the street.
[[nodiscard]] DieWindow window_of(const TileLattice& lattice);

/// Where a die lies in the raster of one image.
struct DiePlace {
    int x = 0;  ///< pixel of the image at the window's upper left
    int y = 0;
    int phase = 0;        ///< of kPhaseCells: kPhases * down + right
    double rest_x = 0.0;  ///< centre of the die from the middle of its phase cell, px
    double rest_y = 0.0;
};

[[nodiscard]] DiePlace place_of(PixelPoint center, const DieWindow& window);

/// Whether the whole window lies in an image.
[[nodiscard]] inline bool inside(const DiePlace& place, const DieWindow& window, int width_px,
                                 int height_px) {
    return place.x >= 0 && place.y >= 0 && place.x + window.width <= width_px &&
           place.y + window.height <= height_px;
}

}  // namespace waferglow::appearance
