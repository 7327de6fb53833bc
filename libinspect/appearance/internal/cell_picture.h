// SPDX-License-Identifier: GPL-3.0-or-later
// The mean picture of a tile's die cells, and where in it the die lies.
//
// The reflected picture of a die may be as lopsided as its metal is, so that anything that balances light,
// the phase of a harmonic for instance, is pulled by the pads. What metal never covers is the street: the die
// lies where the rest of the cell is most even. The edges of the mesa then place it to a fraction of a pixel,
// each row and column of the picture by itself, and their median is not moved by those where a pad lies
// beside an edge.
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/correction.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace waferglow::appearance {

/// A picture of samples `step_px` apart whose sample (0, 0) lies at `first` from the die's expected centre,
/// right and down. Row-major.
struct CellPicture {
    int width = 0;
    int height = 0;
    double step_px = 1.0;
    PixelPoint first{};
    std::vector<float> light;

    [[nodiscard]] float at(int x, int y) const {
        return light[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                     static_cast<std::size_t>(x)];
    }
};

/// The mean cell, one pitch wide and high, about the expected centres of at most `most` of `dies`, evenly
/// taken. Cells that the image doesn't hold whole are left out; none: an empty picture.
[[nodiscard]] CellPicture mean_cell(const ImageView& image, const PixelCorrection& correction,
                                    const TileLattice& lattice, std::span<const DieIndex> dies,
                                    std::size_t most);

/// The displacement (right, down) in whole samples at which what lies outside of the die, taken periodically,
/// is most even. None where it is as uneven as the whole picture: no grid is to be seen.
[[nodiscard]] std::optional<PixelPoint> find_streets(const CellPicture& cell, double die_width_px,
                                                     double die_height_px);

/// Where the middle of the mesa's edges lies against the picture's origin plus `near`, which must be right to
/// about a pixel and a half. None on an axis: too few rows or columns show both edges.
struct EdgeMiddle {
    std::optional<double> x_px;
    std::optional<double> y_px;
};
[[nodiscard]] EdgeMiddle find_edge_middle(const CellPicture& cell, double die_width_px, double die_height_px,
                                          PixelPoint near);

}  // namespace waferglow::appearance
