// SPDX-License-Identifier: GPL-3.0-or-later
// Light where the wafer has no die: a frame that shows it was not taken where the stage says.
//
// The lattice of the dies is carried on beyond the outermost ones, and every cell there is asked whether it
// glows like a die: its middle brighter than the corners between cells, so that stray light and the wafer's
// bright edge count for nothing. Cells within the edge exclusion may hold dies that the job does not count;
// beyond the wafer's edge nothing can glow.
#pragma once

#include "libinspect/geometry/layout.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/correction.h"
#include "libinspect/intensity/windows.h"

#include <cstdint>
#include <span>

namespace waferglow {

/// Cells of one image that lie outside of the outermost dies, of many an even share, and how many of them
/// glow. Plain numbers without padding.
struct OutlineLight {
    std::int32_t margin_cells = 0;  ///< on the wafer, in its edge exclusion or beyond the grid
    std::int32_t margin_lit = 0;
    std::int32_t off_wafer_cells = 0;
    std::int32_t off_wafer_lit = 0;

    [[nodiscard]] std::int32_t cells() const { return margin_cells + off_wafer_cells; }
    /// More of them than chance explains.
    [[nodiscard]] bool margin_glows() const { return glows(margin_lit, margin_cells); }
    [[nodiscard]] bool glows_off_wafer() const { return glows(off_wafer_lit, off_wafer_cells); }
    [[nodiscard]] bool glows() const { return margin_glows() || glows_off_wafer(); }

  private:
    static bool glows(std::int32_t lit, std::int32_t cells) {
        constexpr std::int32_t kLeast = 8;
        return lit >= kLeast && 20 * static_cast<std::int64_t>(lit) > cells;
    }
};

/// Looks at the cells outside of the dies. Immutable, thread-safe; what it is made from must outlive it.
class OutlineSampler {
  public:
    /// Learns from pilot tiles of the channel how bright a lit die is.
    OutlineSampler(const DieGrid& grid, const Wafer& wafer, const PixelCorrection& correction,
                   std::span<const PilotDies> pilots);

    /// `image` is patched. All zero where no lit die is known.
    [[nodiscard]] OutlineLight sample(const ImageView& image, const TileLattice& lattice) const;

  private:
    [[nodiscard]] float contrast_dn(const ImageView& image, const TileLattice& lattice, DieIndex cell) const;
    void sample_row(const ImageView& image, const TileLattice& lattice, std::int32_t row, ColumnSpan columns,
                    OutlineLight& light) const;

    const DieGrid& grid_;
    const PixelCorrection& correction_;
    Substrate bare_;       // the wafer to its very edge
    DiePresence cells_;    // all that could hold a die, test structures too
    float lit_dn_ = 0.0F;  // contrast of a cell that glows; 0: not known
};

}  // namespace waferglow
