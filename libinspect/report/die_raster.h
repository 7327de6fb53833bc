// SPDX-License-Identifier: GPL-3.0-or-later
// The dies of a map as pixels, whether one die covers many pixels or one pixel many dies.
#pragma once

#include "libinspect/map/die_map.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace waferglow {

/// Part of the wafer plane shown in a square of size_px x size_px pixels, y up.
struct RasterView {
    double center_x_um = 0.0;
    double center_y_um = 0.0;
    double um_per_px = 1.0;
    int size_px = 0;
    double min_street_px = 3.0;  ///< narrower streets between dies are filled

    [[nodiscard]] double x_px(double x_um) const { return (x_um - center_x_um) / um_per_px + 0.5 * size_px; }
    [[nodiscard]] double y_px(double y_um) const { return 0.5 * size_px - (y_um - center_y_um) / um_per_px; }
};

/// What a die shows: colour 0xFFRRGGBB, and how much it matters among the dies of one pixel (the highest
/// wins).
struct DieInk {
    std::uint32_t argb = 0;  ///< 0: nothing
    float weight = 0.0F;
};

/// Row-major ARGB pixels, 0 where nothing shows. `ink` is asked for every existing die; `other`, if given,
/// for the test structures, marks and empty cells that the layout has on the wafer.
[[nodiscard]] std::vector<std::uint32_t> rasterise_dies(
    const DieMap& map, const RasterView& view, const std::function<DieInk(std::size_t cell)>& ink,
    const std::function<DieInk(CellKind kind)>& other = {});

/// How many cells of each kind beside dies lie on the wafer.
[[nodiscard]] std::map<CellKind, std::int64_t> count_other_cells(const DieMap& map);

/// How test structures and marks are drawn and called. Empty cells are not drawn.
struct OtherCellStyle {
    CellKind kind = CellKind::pcm;
    std::uint32_t rgb = 0;
    const char* name = "";
};
inline constexpr std::array<OtherCellStyle, 2> kOtherCells{
    {{CellKind::pcm, 0x8A94A6, "test structure"}, {CellKind::mark, 0x3C444C, "alignment mark"}}};

}  // namespace waferglow
