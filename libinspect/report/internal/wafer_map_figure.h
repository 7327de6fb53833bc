// SPDX-License-Identifier: GPL-3.0-or-later
// Wafer maps as figures: outline and ruler as lines, the dies as a raster fine enough for print.
#pragma once

#include "libinspect/map/die_map.h"
#include "libinspect/report/document.h"
#include "libinspect/store/wafer_content.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

struct MapFrame {
    double width_pt = 240.0;
    int pixels = 900;   ///< of the raster's side: 300 dots per inch at 216 pt
    bool ruler = true;  ///< mm along the lower and left side
};

/// Values in viridis with a colour bar; dies beyond its ends have the colour of the end. Where a pixel covers
/// several dies the one farthest from the median shows.
[[nodiscard]] Figure layer_map_figure(const DieMap& map, const Layer& layer, const MapFrame& frame);

/// Bins in their colours; where a pixel covers several dies a failing one shows, the rarer bin first.
[[nodiscard]] Figure bin_map_figure(const DieMap& map, std::span<const std::uint8_t> bins,
                                    const std::vector<StoredBin>& table, const MapFrame& frame);

/// Dots of one colour at dies, over a blank wafer.
struct MarkedDies {
    std::vector<std::size_t> cells;
    std::uint32_t rgb = ink::kAlarm;
    std::string word;
};
[[nodiscard]] Figure marked_map_figure(const DieMap& map, const std::vector<MarkedDies>& marks,
                                       const MapFrame& frame);

[[nodiscard]] inline std::uint32_t rgb_of(const StoredBin& bin) {
    return static_cast<std::uint32_t>(bin.rgb[0]) << 16U | static_cast<std::uint32_t>(bin.rgb[1]) << 8U |
           bin.rgb[2];
}

}  // namespace waferglow
