// SPDX-License-Identifier: GPL-3.0-or-later
// Tile to numbers per die, in one pass over the 16-bit pixels: the hot kernel.
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/correction.h"
#include "libinspect/intensity/strips.h"
#include "libinspect/intensity/windows.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include <boost/align/aligned_allocator.hpp>

namespace waferglow {

/// Working memory of measure_tile, of no meaning to callers.
struct MeasureBuffers {
    using Floats = std::vector<float, boost::alignment::aligned_allocator<float, 64>>;

    std::vector<kernel::Strip> strips;
    std::vector<kernel::Strip*> active;
    std::vector<ColumnSpan> measurable;
    Floats columns;
    Floats dies;
    Floats smooth;
    Floats tables;
    std::vector<std::int32_t> nodes;
};

/// What was measured of the dies `rect` of one tile: arrays over its rows and columns, row-major. Its buffers
/// are reused from tile to tile. Confined to one thread at a time.
struct TileMeasurements {
    DieRect rect;
    /// Light of the whole die, DN: corrected, background taken off, divided by the share that the window
    /// catches.
    std::vector<float> sum;
    std::vector<float> background;  ///< corrected DN a pixel, averaged over neighbouring dies
    std::vector<float> noise;       ///< 1 sigma of `sum`, DN: photon noise, pixel noise, background
    /// Coefficient of variation over the die's interior, beyond noise and what blur explains. NaN: too dim to
    /// say.
    std::vector<float> nonuniformity;
    std::vector<std::int32_t> saturated_px;  ///< pixels (centres) of the window at or above saturation
    std::vector<std::int32_t> hot_px;        ///< defective pixels of the camera in the window
    /// 1: the window lies wholly in the image. 0: the numbers above are NaN and zero.
    std::vector<std::uint8_t> valid;
    MeasureBuffers buffers;

    [[nodiscard]] std::size_t index(DieIndex die) const {
        return static_cast<std::size_t>(die.row - rect.row_begin) * static_cast<std::size_t>(rect.cols()) +
               static_cast<std::size_t>(die.col - rect.col_begin);
    }
    [[nodiscard]] std::size_t size() const { return valid.size(); }
};

/// Measures the dies `rect` in a patched tile. `presence` tells which dies spill light from beyond the image;
/// without it all do. Throws Error(input) where the tile's size is not the
/// correction's. Thread-safe with one `out` a thread; the same tile gives the same bytes, whatever ran
/// before.
void measure_tile(ImageView tile, const PixelCorrection& correction, const TileLattice& lattice,
                  const DieRect& rect, const WindowPlan& plan, TileMeasurements& out,
                  const DiePresence* presence = nullptr);

}  // namespace waferglow
