// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/internal/appearance_figures.h"

#include "libinspect/report/internal/numbers.h"

#include <algorithm>
#include <cmath>
#include <span>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr int kGreys = 250;

/// `grey`: 0 to 255; index 0 of the palette stays transparent.
Raster grey_raster(int width, int height, std::span<const std::uint8_t> grey) {
    Raster raster{.width = width, .height = height, .palette = {ink::kWhite}, .pixels = {}};
    for (int i = 0; i < kGreys; ++i) {
        const auto level = static_cast<std::uint32_t>(std::lround(255.0 * i / (kGreys - 1)));
        raster.palette.push_back(level << 16U | level << 8U | level);
    }
    for (const std::uint8_t value : grey)
        raster.pixels.push_back(static_cast<std::uint8_t>(1 + std::lround(value * (kGreys - 1) / 255.0)));
    return raster;
}

}  // namespace

Figure golden_die_figure(const appearance::AppearanceEvidence& evidence,
                         const std::vector<DefectPlace>& places, double width_pt) {
    const appearance::GoldenPicture& golden = evidence.golden;
    const double height_pt = width_pt * golden.height / golden.width;
    Figure figure{.width = width_pt,
                  .height = height_pt,
                  .title = "Golden die and places of defects",
                  .alt = "The median picture of a good die with the places of the defects of all dies"};
    const auto [low, high] = std::ranges::minmax(golden.light);
    std::vector<std::uint8_t> grey;
    for (const float light : golden.light)
        grey.push_back(
            static_cast<std::uint8_t>(std::lround(255.0F * (light - low) / std::max(high - low, 1e-6F))));
    figure.shapes.emplace_back(PictureShape{.width = width_pt,
                                            .height = height_pt,
                                            .raster = grey_raster(golden.width, golden.height, grey),
                                            .smooth = true});
    const double pt_per_um = width_pt / (golden.width * golden.step_um);
    for (const bool failing : {false, true}) {
        DotsShape dots{.radius = 1.1,
                       .rgb = failing ? ink::kAlarm : ink::kAccent,
                       .opacity = places.size() > 500 ? 0.5 : 0.9};
        for (const DefectPlace& place : places) {
            if (place.fails != failing) continue;
            dots.centers.push_back({std::clamp(0.5 * width_pt + place.x_um * pt_per_um, 0.0, width_pt),
                                    std::clamp(0.5 * height_pt - place.y_um * pt_per_um, 0.0, height_pt)});
        }
        figure.shapes.emplace_back(std::move(dots));
    }
    figure.caption =
        fmt::format("Learnt from {} dies of {} tiles. Dots: orange defects fail their die, blue ones pass.",
                    count_text(evidence.golden_dies), count_text(evidence.golden_tiles));
    return figure;
}

Figure class_pareto_figure(const std::vector<ClassBar>& bars, double width_pt) {
    constexpr double kRow = 13.0;
    constexpr double kNames = 82.0;
    constexpr double kNumbers = 76.0;
    Figure figure{.width = width_pt,
                  .height = kRow * static_cast<double>(bars.size()) + 4.0,
                  .title = "Defects by class",
                  .alt = "Number of defects of each class"};
    const double longest = width_pt - kNames - kNumbers;
    const double most = bars.empty() ? 1.0 : static_cast<double>(bars.front().defects);
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const double y = kRow * static_cast<double>(i);
        const double length = longest * static_cast<double>(bars[i].defects) / most;
        figure.shapes.emplace_back(
            TextShape{.x = kNames - 5.0, .y = y + 9.5, .text = bars[i].name, .anchor = Anchor::end});
        figure.shapes.emplace_back(
            RectShape{.x = kNames, .y = y + 2.0, .width = std::max(0.5, length), .height = kRow - 4.0});
        figure.shapes.emplace_back(TextShape{
            .x = kNames + length + 4.0,
            .y = y + 9.5,
            .text = fmt::format("{} ({})", count_text(bars[i].defects), percent_text(bars[i].cumulative, 0)),
            .rgb = ink::kQuiet});
    }
    figure.caption = "In brackets: share of all defects in this class and those above.";
    return figure;
}

Figure picture_card_figure(const appearance::DiePictures& pictures,
                           const std::vector<appearance::GreyScale>& scales, const PictureCard& card,
                           double width_pt) {
    constexpr double kBetween = 3.0;
    constexpr double kMostHigh = 90.0;
    const auto channels = static_cast<double>(pictures.channels.size());
    double width = (width_pt - (channels - 1.0) * kBetween) / channels;
    double height = width * pictures.height / pictures.width;
    if (height > kMostHigh) {
        width *= kMostHigh / height;
        height = kMostHigh;
    }
    Figure figure{.width = width_pt, .height = 0.0, .alt = card.headline};
    figure.shapes.emplace_back(
        RectShape{.width = width_pt, .height = 1.5, .fill = card.fails ? ink::kAlarm : ink::kAccentPale});
    figure.shapes.emplace_back(TextShape{.y = 11.5, .text = card.headline, .bold = true});
    const double top = 16.0;
    double x = 0.0;
    for (std::size_t i = 0; i < pictures.channels.size(); ++i) {
        const std::vector<std::uint8_t> grey =
            grey_of(pictures, pictures.channels[i], scales[i], card.picture);
        if (grey.empty())
            figure.shapes.emplace_back(
                RectShape{.x = x, .y = top, .width = width, .height = height, .fill = ink::kPanel});
        else
            figure.shapes.emplace_back(
                PictureShape{.x = x,
                             .y = top,
                             .width = width,
                             .height = height,
                             .raster = grey_raster(pictures.width, pictures.height, grey)});
        x += width + kBetween;
    }
    double y = top + height + 9.5;
    for (const std::string& line : card.lines) {
        figure.shapes.emplace_back(TextShape{.y = y, .text = line, .size = 7.0, .rgb = ink::kQuiet});
        y += 9.0;
    }
    figure.height = y - 4.0;
    return figure;
}

}  // namespace waferglow
