// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/wafer/color_map.h"

#include "libinspect/report/color_scale.h"

#include <array>

namespace waferglow::gui {
namespace {

constexpr std::uint32_t kOpaque = 0xFF000000U;

// Ten colours of the CC0 maps of matplotlib: cividis (Nunez, Anderton, Renslow, PLoS ONE 13 (2018) e0199239)
// and inferno (S. van der Walt, N. Smith).
constexpr std::array<std::uint32_t, 10> kCividis{0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173,
                                                 0x8A8678, 0xA59C74, 0xC3B369, 0xE1CC55, 0xFEE838};
constexpr std::array<std::uint32_t, 10> kInferno{0x000004, 0x1B0C41, 0x4A0C6B, 0x781C6D, 0xA52C60,
                                                 0xCF4446, 0xED6925, 0xFB9B06, 0xF7D13D, 0xFCFFA4};
constexpr std::array<std::uint32_t, 2> kGrey{0x101010, 0xF4F4F4};
constexpr std::array<std::uint32_t, 7> kBlueOrange{0x08306B, 0x2171B5, 0x85BCDB, 0xF2F2EE,
                                                   0xF5B169, 0xCC5A0A, 0x6B2503};

std::uint32_t color_at(ColorMap map, double share) {
    switch (map) {
        case ColorMap::viridis:
            return viridis(share);
        case ColorMap::cividis:
            return color_between(kCividis, share);
        case ColorMap::inferno:
            return color_between(kInferno, share);
        case ColorMap::grey:
            return color_between(kGrey, share);
        case ColorMap::blue_orange:
            return color_between(kBlueOrange, share);
    }
    return 0;
}

}  // namespace

ColorTable color_table(ColorMap map) {
    ColorTable table{};
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = kOpaque | color_at(map, static_cast<double>(i) / static_cast<double>(table.size() - 1));
    return table;
}

const char* color_map_name(ColorMap map) {
    switch (map) {
        case ColorMap::viridis:
            return "Viridis";
        case ColorMap::cividis:
            return "Cividis";
        case ColorMap::inferno:
            return "Inferno";
        case ColorMap::grey:
            return "Grey";
        case ColorMap::blue_orange:
            return "Blue-Orange";
    }
    return "";
}

}  // namespace waferglow::gui
