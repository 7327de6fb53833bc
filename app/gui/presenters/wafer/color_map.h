// SPDX-License-Identifier: GPL-3.0-or-later
// The colour maps of the wafer view: 256 colours from the lowest to the highest value shown.
#pragma once

#include <array>
#include <cstdint>

namespace waferglow::gui {

/// All are told apart by colour-blind eyes. Those but `blue_orange` rise evenly in lightness, so they also
/// print in grey; `blue_orange` has a light middle, for differences and ratios.
enum class ColorMap : std::uint8_t { viridis, cividis, inferno, grey, blue_orange };
inline constexpr std::array kColorMaps{ColorMap::viridis, ColorMap::cividis, ColorMap::inferno,
                                       ColorMap::grey, ColorMap::blue_orange};

using ColorTable = std::array<std::uint32_t, 256>;

/// Opaque colours, 0xFFRRGGBB.
[[nodiscard]] ColorTable color_table(ColorMap map);

/// A short name, the same in all languages: "Viridis".
[[nodiscard]] const char* color_map_name(ColorMap map);

}  // namespace waferglow::gui
