// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/order_statistics.h"
#include "libinspect/report/internal/module_sections.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

using module::ModuleBin;
using module::ModuleBinInfo;

constexpr int kMostPicturePx = 640;
constexpr int kGrays = 200;
constexpr int kHistogramBars = 60;

/// Mean of the values of a cell of pixels, and the bin of its worst.
struct PictureCell {
    double sum = 0.0;
    int count = 0;
    ModuleBin worst = ModuleBin::good;
};

Raster gray_raster(std::span<const float> values, std::span<const ModuleBin> marks, const DieGrid& grid) {
    const int step = std::max(1, (grid.cols + kMostPicturePx - 1) / kMostPicturePx);
    Raster raster{.width = (grid.cols + step - 1) / step, .height = (grid.rows + step - 1) / step};
    raster.palette.push_back(ink::kWhite);
    for (int i = 0; i < kGrays; ++i)
        raster.palette.push_back(static_cast<std::uint32_t>(255 * i / (kGrays - 1)) * 0x010101U);
    for (const ModuleBinInfo& info : module::kModuleBins) raster.palette.push_back(info.color);
    std::vector<PictureCell> cells(static_cast<std::size_t>(raster.width) *
                                   static_cast<std::size_t>(raster.height));
    std::vector<float> known;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            const std::size_t i = grid.cell({row, col});
            PictureCell& cell =
                cells[static_cast<std::size_t>(row / step) * static_cast<std::size_t>(raster.width) +
                      static_cast<std::size_t>(col / step)];
            if (!marks.empty()) cell.worst = module::worse_of(cell.worst, marks[i]);
            if (std::isnan(values[i])) continue;
            cell.sum += static_cast<double>(values[i]);
            ++cell.count;
            known.push_back(values[i]);
        }
    }
    const double low = known.empty() ? 0.0 : static_cast<double>(value_of_share(known, 0.01));
    const double high = known.empty() ? 1.0 : static_cast<double>(value_of_share(known, 0.99));
    for (const PictureCell& cell : cells) {
        std::uint8_t color = 0;
        if (cell.worst != ModuleBin::good) {
            color = static_cast<std::uint8_t>(1 + kGrays + static_cast<int>(module::order_of(cell.worst)));
        } else if (cell.count > 0) {
            const double share =
                high > low ? std::clamp((cell.sum / cell.count - low) / (high - low), 0.0, 1.0) : 0.5;
            color = static_cast<std::uint8_t>(1 + std::lround(share * (kGrays - 1)));
        }
        raster.pixels.push_back(color);
    }
    return raster;
}

}  // namespace

Figure pixel_picture(std::span<const float> values, std::span<const ModuleBin> marks, const DieGrid& grid,
                     double width_pt, std::string title) {
    Figure figure{.width = width_pt, .height = width_pt * grid.rows / grid.cols, .title = std::move(title)};
    figure.alt = fmt::format("{} as {} x {} gray values", figure.title, grid.rows, grid.cols);
    figure.caption = "Black and white: 1st and 99th percentile.";
    figure.shapes.emplace_back(PictureShape{
        .width = figure.width, .height = figure.height, .raster = gray_raster(values, marks, grid)});
    return figure;
}

Figure value_histogram(std::span<const float> values, double low, double high, double width_pt,
                       std::string title) {
    constexpr double kHeight = 90.0;
    constexpr double kAxis = 14.0;
    std::vector<int> counts(kHistogramBars, 0);
    for (const float value : values) {
        const double place = (static_cast<double>(value) - low) / (high - low) * kHistogramBars;
        if (place >= 0.0 && place < kHistogramBars) ++counts[static_cast<std::size_t>(place)];
    }
    Figure figure{.width = width_pt, .height = kHeight + kAxis, .title = std::move(title)};
    figure.alt = fmt::format("Histogram from {:.3g} to {:.3g}", low, high);
    const double most = std::max(1, *std::ranges::max_element(counts));
    const double bar = width_pt / kHistogramBars;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double height = kHeight * counts[i] / most;
        figure.shapes.emplace_back(
            RectShape{static_cast<double>(i) * bar, kHeight - height, 0.9 * bar, height, ink::kAccent});
    }
    const auto label = [&](double x, double value, Anchor anchor) {
        figure.shapes.emplace_back(
            TextShape{.x = x, .y = kHeight + 10.0, .text = fmt::format("{:.3g}", value), .anchor = anchor});
    };
    label(0.0, low, Anchor::start);
    label(0.5 * width_pt, 0.5 * (low + high), Anchor::middle);
    label(width_pt, high, Anchor::end);
    return figure;
}

std::vector<ModuleBin> worst_of_pixels(const module::ModuleQuality& quality) {
    std::vector<ModuleBin> worst = quality.bins.front();
    for (std::size_t s = 1; s < quality.bins.size(); ++s) {
        for (std::size_t i = 0; i < worst.size(); ++i)
            worst[i] = module::worse_of(worst[i], quality.bins[s][i]);
    }
    return worst;
}

std::string relative_word(const module::ModuleQuality& quality) {
    return quality.absolute ? "" : " (relative)";
}

}  // namespace waferglow
