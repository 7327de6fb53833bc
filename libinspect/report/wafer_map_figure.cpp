// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/internal/wafer_map_figure.h"

#include "libinspect/report/color_scale.h"
#include "libinspect/report/die_raster.h"
#include "libinspect/report/internal/numbers.h"
#include "libinspect/report/internal/plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::uint32_t kWaferFill = 0xEDF0F3;
constexpr std::uint32_t kWaferEdge = 0x5B6670;
constexpr std::uint32_t kLevels =
    96;  // of the colour scale: steps that no eye sees, in files a third smaller

/// Where the wafer plane lies on the paper: the whole wafer, or the grid where it covers a small part of it.
class MapSheet {
  public:
    MapSheet(const DieMap& map, const MapFrame& frame, double right_pt)
        : map_(map), left_(frame.ruler ? 24.0 : 0.0), side_(frame.width_pt - left_ - right_pt) {
        figure_.width = frame.width_pt;
        figure_.height = side_ + 2.0 + (frame.ruler ? 22.0 : 0.0);
        const WaferRect cells = extent_of(map.grid());
        const double width_um = cells.right - cells.left;
        const double height_um = cells.top - cells.bottom;
        const double wafer_um = 2.0 * map.wafer().radius_um();
        whole_ = std::max(width_um, height_um) > 0.4 * wafer_um;
        view_.size_px = frame.pixels;
        view_.min_street_px = 2.5;  // thinner ones beat with the pixels
        view_.um_per_px = 1.01 * (whole_ ? wafer_um : std::max(width_um, height_um)) / frame.pixels;
        if (!whole_) {
            view_.center_x_um = 0.5 * (cells.left + cells.right);
            view_.center_y_um = 0.5 * (cells.bottom + cells.top);
        }
        draw_disc();
        if (frame.ruler) draw_ruler();
    }

    [[nodiscard]] PointPt at(WaferPoint p) const {
        return {left_ + pt_per_px() * view_.x_px(p.x), 1.0 + pt_per_px() * view_.y_px(p.y)};
    }
    [[nodiscard]] double side() const { return side_; }
    [[nodiscard]] double right() const { return left_ + side_; }
    [[nodiscard]] Figure& figure() { return figure_; }

    /// `ink` gives the palette's index in place of a colour.
    void draw_dies(std::vector<std::uint32_t> palette, const std::function<DieInk(std::size_t)>& ink) {
        const auto first_other = static_cast<std::uint32_t>(palette.size());
        const bool room = palette.size() + kOtherCells.size() <= 256;
        for (const OtherCellStyle& style : kOtherCells) {
            if (room) palette.push_back(style.rgb);
        }
        const auto other = [&](CellKind kind) -> DieInk {
            constexpr float kBelowDies = -0.5F;
            for (std::uint32_t i = 0; room && i < kOtherCells.size(); ++i) {
                if (kOtherCells[i].kind == kind) return {first_other + i, kBelowDies};
            }
            return {};
        };
        const std::vector<std::uint32_t> indices = rasterise_dies(map_, view_, ink, other);
        Raster raster{
            .width = view_.size_px, .height = view_.size_px, .palette = std::move(palette), .pixels = {}};
        raster.pixels.resize(indices.size());
        std::ranges::transform(indices, raster.pixels.begin(),
                               [](std::uint32_t index) { return static_cast<std::uint8_t>(index); });
        figure_.shapes.emplace_back(PictureShape{.x = left_,
                                                 .y = 1.0,
                                                 .width = side_,
                                                 .height = side_,
                                                 .raster = std::move(raster),
                                                 .smooth = true});
    }

    void draw_outline() {
        if (!whole_) return;
        const Substrate substrate(map_.wafer());
        figure_.shapes.emplace_back(PathShape{
            .points = on_paper(substrate.outline_um(180)), .width = 0.8, .rgb = kWaferEdge, .closed = true});
        figure_.shapes.emplace_back(PathShape{.points = on_paper(substrate.usable_outline_um(180)),
                                              .width = 0.4,
                                              .rgb = kWaferEdge,
                                              .closed = true,
                                              .dashed = true});
    }

  private:
    [[nodiscard]] double pt_per_px() const { return side_ / view_.size_px; }

    [[nodiscard]] std::vector<PointPt> on_paper(const std::vector<WaferPoint>& outline) const {
        std::vector<PointPt> points;
        for (const WaferPoint& p : outline) points.push_back(at(p));
        return points;
    }

    void draw_disc() {
        if (whole_) {
            figure_.shapes.emplace_back(PathShape{.points = on_paper(Substrate(map_.wafer()).outline_um(180)),
                                                  .width = 0.0,
                                                  .fill = kWaferFill,
                                                  .closed = true});
        } else {
            figure_.shapes.emplace_back(
                RectShape{.x = left_, .y = 1.0, .width = side_, .height = side_, .fill = kWaferFill});
        }
    }

    void draw_ruler() {
        const double half_mm = 0.5e-3 * view_.size_px * view_.um_per_px;
        const double x_mm = 1e-3 * view_.center_x_um;
        const double y_mm = 1e-3 * view_.center_y_um;
        const double bottom = 1.0 + side_;
        const std::vector<double> xs = round_ticks(x_mm - half_mm, x_mm + half_mm, 5);
        for (const double tick : xs) {
            const double x = at({1e3 * tick, 0.0}).x;
            line({x, bottom + 1.0}, {x, bottom + 3.5});
            label(x, bottom + 11.0, tick_text(tick, step_of(xs)), Anchor::middle);
        }
        const std::vector<double> ys = round_ticks(y_mm - half_mm, y_mm + half_mm, 5);
        for (const double tick : ys) {
            const double y = at({0.0, 1e3 * tick}).y;
            line({left_ - 3.5, y}, {left_ - 1.0, y});
            label(left_ - 5.0, y + 2.6, tick_text(tick, step_of(ys)), Anchor::end);
        }
        label(left_ + 0.5 * side_, bottom + 20.0, "position on the wafer, mm", Anchor::middle);
    }

    void line(PointPt a, PointPt b) {
        figure_.shapes.emplace_back(PathShape{.points = {a, b}, .width = 0.5, .rgb = ink::kQuiet});
    }
    void label(double x, double y, std::string text, Anchor anchor) {
        figure_.shapes.emplace_back(
            TextShape{.x = x, .y = y, .text = std::move(text), .anchor = anchor, .rgb = ink::kQuiet});
    }

    const DieMap& map_;
    double left_;
    double side_;
    bool whole_ = true;
    RasterView view_;
    Figure figure_;
};

/// Index 1 to kLevels of a share of the scale.
std::uint32_t level_of(double share) {
    return 1U + static_cast<std::uint32_t>(std::lround(std::clamp(share, 0.0, 1.0) * (kLevels - 1)));
}

std::vector<std::uint32_t> level_palette() {
    std::vector<std::uint32_t> palette{ink::kWhite};
    for (std::uint32_t i = 0; i < kLevels; ++i)
        palette.push_back(viridis(static_cast<double>(i) / (kLevels - 1)));
    return palette;
}

/// Where nearly all dies are alike (defective pixels: 0), the few that differ set the scale.
ScaleLimits limits_of(const Layer& layer) {
    ScaleLimits limits = scale_limits(layer.values);
    double low = limits.median;
    double high = limits.median;
    for (const float value : layer.values) {
        if (!std::isfinite(value)) continue;
        low = std::min(low, static_cast<double>(value));
        high = std::max(high, static_cast<double>(value));
    }
    if (limits.high - limits.low < 1e-3 * (high - low)) {
        limits.low = low;
        limits.high = high;
    }
    return limits;
}

void draw_color_bar(MapSheet& sheet, const ScaleLimits& limits) {
    const double x = sheet.right() + 8.0;
    const double top = 0.12 * sheet.side();
    const double height = 0.76 * sheet.side();
    Raster bar{.width = 1, .height = kLevels, .palette = level_palette(), .pixels = {}};
    for (std::uint32_t i = 0; i < kLevels; ++i) bar.pixels.push_back(static_cast<std::uint8_t>(kLevels - i));
    Figure& figure = sheet.figure();
    figure.shapes.emplace_back(
        PictureShape{.x = x, .y = top, .width = 6.0, .height = height, .raster = std::move(bar)});
    const std::vector<double> ticks = round_ticks(limits.low, limits.high, static_cast<int>(height / 24.0));
    for (const double tick : ticks) {
        const double y = top + height * (limits.high - tick) / (limits.high - limits.low);
        figure.shapes.emplace_back(
            PathShape{.points = {{x + 6.0, y}, {x + 8.5, y}}, .width = 0.5, .rgb = ink::kQuiet});
        figure.shapes.emplace_back(TextShape{
            .x = x + 10.5, .y = y + 2.6, .text = tick_text(tick, step_of(ticks)), .rgb = ink::kQuiet});
    }
}

}  // namespace

Figure layer_map_figure(const DieMap& map, const Layer& layer, const MapFrame& frame) {
    MapSheet sheet(map, frame, 44.0);
    const ScaleLimits limits = limits_of(layer);
    sheet.draw_dies(level_palette(), [&](std::size_t cell) -> DieInk {
        const double value = static_cast<double>(layer.values[cell]);
        if (!std::isfinite(value)) return {};
        return {level_of((value - limits.low) / (limits.high - limits.low)),
                static_cast<float>(std::abs(value - limits.median))};
    });
    sheet.draw_outline();
    draw_color_bar(sheet, limits);
    Figure figure = std::move(sheet.figure());
    figure.alt = fmt::format("Wafer map of {}", with_unit(layer.title, layer.unit));
    return figure;
}

Figure bin_map_figure(const DieMap& map, std::span<const std::uint8_t> bins,
                      const std::vector<StoredBin>& table, const MapFrame& frame) {
    MapSheet sheet(map, frame, 2.0);
    std::array<DieInk, 256> inks{};
    std::vector<std::uint32_t> palette{ink::kWhite};
    for (const StoredBin& bin : table) {
        if (palette.size() == 256) break;  // 255 bins at most have a code of their own
        const double rarity = 1.0 / (1.0 + static_cast<double>(bin.dies));
        inks[bin.code] = {static_cast<std::uint32_t>(palette.size()),
                          static_cast<float>((bin.pass ? 0.0 : 2.0) + rarity)};
        palette.push_back(rgb_of(bin));
    }
    sheet.draw_dies(std::move(palette), [&](std::size_t cell) { return inks[bins[cell]]; });
    sheet.draw_outline();
    Figure figure = std::move(sheet.figure());
    figure.alt = "Wafer map of the bins";
    return figure;
}

Figure marked_map_figure(const DieMap& map, const std::vector<MarkedDies>& marks, const MapFrame& frame) {
    MapSheet sheet(map, frame, 2.0);
    sheet.draw_outline();
    const auto cols = static_cast<std::size_t>(map.grid().cols);
    for (const MarkedDies& mark : marks) {
        DotsShape dots{.centers = {}, .radius = 1.3, .rgb = mark.rgb, .opacity = 0.85};
        for (const std::size_t cell : mark.cells) {
            dots.centers.push_back(sheet.at(map.grid().center(
                {static_cast<std::int32_t>(cell / cols), static_cast<std::int32_t>(cell % cols)})));
        }
        sheet.figure().shapes.emplace_back(std::move(dots));
    }
    Figure figure = std::move(sheet.figure());
    figure.alt = "Wafer map of the dies on which PL and EL disagree";
    return figure;
}

}  // namespace waferglow
