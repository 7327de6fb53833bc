// SPDX-License-Identifier: GPL-3.0-or-later
// A disagreement as a card: crops of the maps around the die, its numbers below.
#include "libinspect/report/color_scale.h"
#include "libinspect/report/internal/el_charts.h"

#include <algorithm>
#include <cmath>

namespace waferglow {
namespace {

constexpr std::int32_t kReach = 5;  // dies on each side of the one in the middle
constexpr std::uint8_t kCardLevels = 64;
constexpr double kHigh = 1.3;  // of the scale: relative light, healthy neighbours are 1

Raster crop(const DieMap& map, const Layer& layer, DieIndex die) {
    const int side = 2 * kReach + 1;
    Raster raster{.width = side, .height = side, .palette = {ink::kWhite}, .pixels = {}};
    for (std::uint8_t i = 0; i < kCardLevels; ++i) raster.palette.push_back(viridis(i / (kCardLevels - 1.0)));
    for (std::int32_t row = die.row - kReach; row <= die.row + kReach; ++row) {
        for (std::int32_t col = die.col - kReach; col <= die.col + kReach; ++col) {
            const bool inside = map.grid().contains({row, col});
            const double value =
                inside ? static_cast<double>(layer.values[map.grid().cell({row, col})]) : NAN;
            const double share = std::clamp(value / kHigh, 0.0, 1.0);
            raster.pixels.push_back(
                std::isfinite(value) ? static_cast<std::uint8_t>(1 + std::lround(share * (kCardLevels - 1)))
                                     : 0);
        }
    }
    return raster;
}

}  // namespace

Figure die_card_figure(const DieMap& map, const DieCard& card, double width_pt) {
    constexpr double kGap = 6.0;
    const double picture = 0.5 * (width_pt - kGap);
    Figure figure{.width = width_pt, .height = 0.0, .alt = card.headline};
    figure.shapes.emplace_back(
        RectShape{.x = 0.0, .y = 0.0, .width = width_pt, .height = 1.5, .fill = card.rgb});
    figure.shapes.emplace_back(TextShape{.x = 0.0, .y = 11.5, .text = card.headline, .bold = true});
    double x = 0.0;
    const double top = 25.0;
    for (const Layer* layer : card.layers) {
        figure.shapes.emplace_back(
            TextShape{.x = x, .y = 21.5, .text = layer->name, .size = 6.5, .rgb = ink::kQuiet});
        figure.shapes.emplace_back(PictureShape{
            .x = x, .y = top, .width = picture, .height = picture, .raster = crop(map, *layer, card.die)});
        const double cell = picture / (2 * kReach + 1);
        const double a = x + kReach * cell;
        const double b = top + kReach * cell;
        figure.shapes.emplace_back(
            PathShape{.points = {{a, b}, {a + cell, b}, {a + cell, b + cell}, {a, b + cell}},
                      .width = 1.0,
                      .rgb = ink::kAlarm,
                      .closed = true});
        x += picture + kGap;
    }
    double y = top + (card.layers.empty() ? 0.0 : picture) + 10.0;
    for (const std::string& line : card.lines) {
        figure.shapes.emplace_back(TextShape{.x = 0.0, .y = y, .text = line});
        y += 9.5;
    }
    figure.height = y;
    return figure;
}

}  // namespace waferglow
