// SPDX-License-Identifier: GPL-3.0-or-later
// A wafer map as a picture that a person likes to look at.
#pragma once

#include "libinspect/map/die_map.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

struct BinStyle {
    std::uint8_t code = 0;
    std::string name;
    std::uint32_t rgb = 0;
    bool pass = false;
    std::int64_t count = 0;
};

struct MapPictureInput {
    const DieMap* map = nullptr;
    std::string layer;                   ///< the layer to draw; empty: the bins
    std::span<const std::uint8_t> bins;  ///< one a cell, 255: none
    std::vector<BinStyle> bin_styles;
    std::string title;
    std::string subtitle;
    double yield = std::numeric_limits<double>::quiet_NaN();
    int width_px = 1600;  ///< at least 1.5 times the height, for the text beside the map
    int height_px = 1000;
};

/// Draws the map and writes it as a PNG. Needs no display. Where a pixel covers several dies the one that
/// matters most shows: the failing bin, or the value farthest from the median. The file appears whole or not
/// at all. Throws Error(usage) for an unknown layer and Error(job) where the file can't be written. Same
/// input, same picture.
void save_map_picture(const MapPictureInput& input, const std::filesystem::path& png);

}  // namespace waferglow
