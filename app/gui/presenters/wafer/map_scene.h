// SPDX-License-Identifier: GPL-3.0-or-later
// A wafer map to pixels: what to show and how, painted upright. No Qt, no window.
//
// A pixel that covers many dies reads the pyramid level whose cells are just smaller than it, so a frame
// costs the same for a thousand dies and for a hundred million. Every cell belongs to one pixel: nothing
// falls between.
#pragma once

#include "app/gui/presenters/wafer/color_map.h"
#include "app/gui/presenters/wafer/layer_data.h"
#include "app/gui/presenters/wafer/view_transform.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace waferglow::gui {

/// Which of the values of many dies a pixel shows.
enum class Emphasis : std::uint8_t {
    outliers,  ///< the mean, unless a die lies beyond the outlier limits: then the farthest one
    lowest,
    highest,
    mean,
};

struct ValueStyle {
    ColorTable colors = color_table(ColorMap::viridis);
    double low = 0.0;  ///< shown in the first colour
    double high = 1.0;
    Emphasis emphasis = Emphasis::outliers;
    double outlier_low = 0.0;
    double outlier_high = 0.0;
};

/// What lies in each cell on the wafer that is no die, `die` elsewhere. Immutable.
using OtherCellsPtr = std::shared_ptr<const std::vector<CellKind>>;
/// Null where the layout has none.
[[nodiscard]] OtherCellsPtr make_other_cells(const DieMap& map);

/// What is drawn: the bins where there is no layer. Cheap to copy.
struct MapScene {
    DieGrid grid;
    LayerPtr layer;
    BinPtr bins;
    MaskPtr mask;            ///< dies outside of it are drawn faint; none: all are drawn alike
    OtherCellsPtr others{};  ///< null: there are none
    ValueStyle values;
    std::array<std::uint32_t, 256> bin_argb{};  ///< by code; 0: not shown
};

/// Fills `argb` (view.width_px * view.height_px, row-major, premultiplied); 0 where nothing is shown. Runs on
/// all cores; same pixels for any number of them.
void paint(const MapScene& scene, const UprightView& view, std::span<std::uint32_t> argb);

}  // namespace waferglow::gui
