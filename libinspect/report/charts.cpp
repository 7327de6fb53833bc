// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/internal/charts.h"

#include "libinspect/report/internal/numbers.h"
#include "libinspect/report/internal/plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// Room above the highest value.
double headroom(double highest) {
    return highest > 0.0 ? 1.12 * highest : 1.0;
}

}  // namespace

Figure histogram_figure(const Histogram& histogram, const LayerSummary& summary, const std::string& label,
                        double width_pt, double height_pt) {
    Figure figure{.width = width_pt, .height = height_pt, .alt = "Histogram of " + label};
    const std::int64_t most = histogram.counts.empty() ? 0 : *std::ranges::max_element(histogram.counts);
    Plot plot(figure, {.low = histogram.low, .high = histogram.high, .label = label},
              {.low = 0.0, .high = headroom(static_cast<double>(most)), .label = "dies"}, {.left = 50.0});
    plot.draw_grid();
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        if (histogram.counts[i] == 0) continue;
        const PointPt top_left = plot.at(histogram.edge(i), static_cast<double>(histogram.counts[i]));
        const PointPt bottom_right = plot.at(histogram.edge(i + 1), 0.0);
        figure.shapes.emplace_back(RectShape{.x = top_left.x,
                                             .y = top_left.y,
                                             .width = std::max(0.3, bottom_right.x - top_left.x - 0.25),
                                             .height = bottom_right.y - top_left.y});
    }
    plot.mark_x(summary.median, "median " + short_text(summary.median, 4), ink::kAlarm);
    if (histogram.below + histogram.above > 0) {
        figure.caption = fmt::format("Beyond the axis: {} dies below, {} above.", count_text(histogram.below),
                                     count_text(histogram.above));
    }
    return figure;
}

Figure pareto_figure(const std::vector<StoredBin>& table, double width_pt, double height_pt) {
    std::vector<const StoredBin*> fails;
    std::int64_t total = 0;
    for (const StoredBin& bin : table) {
        if (bin.pass || bin.dies == 0) continue;
        fails.push_back(&bin);
        total += bin.dies;
    }
    std::ranges::stable_sort(fails, [](const StoredBin* a, const StoredBin* b) { return a->dies > b->dies; });
    if (fails.size() > 12) fails.resize(12);
    Figure figure{.width = width_pt, .height = height_pt, .alt = "Pareto chart of the failing bins"};
    const double highest = fails.empty() ? 1.0 : static_cast<double>(fails.front()->dies);
    const PlotMargins margins{.left = 50.0, .top = 14.0, .right = 34.0, .bottom = 30.0};
    const auto slots = static_cast<double>(std::max<std::size_t>(1, fails.size()));
    Plot plot(figure, {.low = 0.0, .high = slots, .label = "", .ticks = false},
              {.low = 0.0, .high = headroom(highest), .label = "dies"}, margins);
    plot.draw_grid();
    PathShape line{.points = {}, .width = 1.2, .rgb = ink::kQuiet};
    std::int64_t so_far = 0;
    for (std::size_t i = 0; i < fails.size(); ++i) {
        const StoredBin& bin = *fails[i];
        const double at = static_cast<double>(i);
        const PointPt top_left = plot.at(at + 0.16, static_cast<double>(bin.dies));
        const PointPt bottom_right = plot.at(at + 0.84, 0.0);
        const double middle = 0.5 * (top_left.x + bottom_right.x);
        figure.shapes.emplace_back(RectShape{.x = top_left.x,
                                             .y = top_left.y,
                                             .width = bottom_right.x - top_left.x,
                                             .height = bottom_right.y - top_left.y,
                                             .fill = ink::kAccent});
        figure.shapes.emplace_back(
            TextShape{.x = middle, .y = plot.bottom() + 11.0, .text = bin.name, .anchor = Anchor::middle});
        figure.shapes.emplace_back(TextShape{.x = middle,
                                             .y = plot.bottom() + 20.5,
                                             .text = count_text(bin.dies),
                                             .anchor = Anchor::middle,
                                             .rgb = ink::kQuiet});
        so_far += bin.dies;
        const double share = share_of(so_far, total);
        line.points.push_back({middle, plot.bottom() - share * (plot.bottom() - plot.top())});
    }
    if (fails.empty()) {
        figure.shapes.emplace_back(TextShape{.x = 0.5 * width_pt,
                                             .y = 0.5 * height_pt,
                                             .text = "no die failed",
                                             .anchor = Anchor::middle,
                                             .rgb = ink::kQuiet});
        return figure;
    }
    DotsShape dots{.centers = line.points, .radius = 1.6, .rgb = ink::kQuiet};
    figure.shapes.emplace_back(std::move(line));
    figure.shapes.emplace_back(std::move(dots));
    for (const double share : {0.0, 0.5, 1.0}) {
        figure.shapes.emplace_back(TextShape{.x = plot.right() + 4.0,
                                             .y = plot.bottom() - share * (plot.bottom() - plot.top()) + 2.6,
                                             .text = percent_text(share, 0),
                                             .rgb = ink::kQuiet});
    }
    figure.caption =
        "Bars: dies of each failing bin. Line, scale at the right: cumulative share of the failing dies.";
    return figure;
}

Figure radial_figure(const std::vector<RingSummary>& rings, const std::string& label, double width_pt,
                     double height_pt) {
    Figure figure{.width = width_pt, .height = height_pt, .alt = "Radial profile of " + label};
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    PathShape band{.points = {}, .width = 0.0, .fill = ink::kAccentPale, .closed = true};
    PathShape line{.points = {}, .width = 1.2, .rgb = ink::kAccent};
    std::vector<const RingSummary*> filled;
    for (const RingSummary& ring : rings) {
        if (ring.dies == 0) continue;
        filled.push_back(&ring);
        low = std::min(low, ring.low);
        high = std::max(high, ring.high);
    }
    if (filled.empty()) {
        low = 0.0;
        high = 1.0;
    }
    const double margin = std::max(0.08 * (high - low), 1e-6 * std::max(1.0, std::abs(high)));
    const double ring_mm = rings.empty() ? 1.0 : rings.front().radius_mm;
    const double edge_mm = rings.empty() ? 1.0 : rings.back().radius_mm + ring_mm;
    Plot plot(figure, {.low = 0.0, .high = edge_mm, .label = "distance from the wafer's centre, mm"},
              {.low = low - margin, .high = high + margin, .label = label}, {.left = 50.0});
    plot.draw_grid();
    for (const RingSummary* ring : filled) {
        band.points.push_back(plot.at(ring->radius_mm, ring->high));
        line.points.push_back(plot.at(ring->radius_mm, ring->median));
    }
    for (auto ring = filled.rbegin(); ring != filled.rend(); ++ring) {
        band.points.push_back(plot.at((*ring)->radius_mm, (*ring)->low));
    }
    figure.shapes.emplace_back(std::move(band));
    figure.shapes.emplace_back(std::move(line));
    figure.caption = "Line: median of each ring. Band: the middle 80 % of its dies.";
    return figure;
}

Figure line_figure(const std::vector<double>& x, const std::vector<double>& y, const std::string& x_label,
                   const std::string& y_label, double width_pt, double height_pt) {
    Figure figure{.width = width_pt, .height = height_pt, .alt = y_label + " against " + x_label};
    if (x.size() < 2 || x.size() != y.size()) return figure;
    const auto [low, high] = std::ranges::minmax(x);
    double most = 0.0;
    for (const double value : y) most = std::max(most, value);
    Plot plot(figure, {.low = low, .high = high, .label = x_label},
              {.low = 0.0, .high = headroom(most), .label = y_label}, {.left = 50.0});
    plot.draw_grid();
    PathShape line{.points = {}, .width = 1.0, .rgb = ink::kAccent};
    for (std::size_t i = 0; i < x.size(); ++i) line.points.push_back(plot.at(x[i], y[i]));
    figure.shapes.emplace_back(std::move(line));
    return figure;
}

}  // namespace waferglow
