// SPDX-License-Identifier: GPL-3.0-or-later
// Maps and distributions of the layers.
#include "libinspect/report/internal/charts.h"
#include "libinspect/report/internal/numbers.h"
#include "libinspect/report/internal/sections.h"
#include "libinspect/report/internal/wafer_map_figure.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kLayerClasses = 80;
constexpr std::size_t kRings = 24;

/// From well below the 1 % point to well above the 99 % point, within what occurs.
Histogram histogram_of(const Layer& layer, const LayerSummary& s) {
    const double reach = std::max({s.high - s.low, 6.0 * s.robust_sigma, 1e-9 + 1e-6 * std::abs(s.median)});
    double low = std::max(s.min, s.low - 0.15 * reach);
    double high = std::min(s.max, s.high + 0.15 * reach);
    if (!(high > low)) {
        low = s.median - 0.5 * reach;
        high = s.median + 0.5 * reach;
    }
    return histogram(layer.values, low, high, kLayerClasses);
}

/// Digits behind the point that show three figures of the spread.
int digits_for(const LayerSummary& s) {
    const double spread = s.robust_sigma > 0.0 ? s.robust_sigma : s.sigma;
    if (!(spread > 0.0)) return 0;
    return std::clamp(2 - static_cast<int>(std::floor(std::log10(spread))), 0, 6);
}

Table statistics_table(const std::vector<const Layer*>& layers, const std::vector<LayerSummary>& summaries) {
    Table table{.columns = {{"layer", false, 2.6},
                            {"unit", false, 0.9},
                            {"dies", true, 1.0},
                            {"mean", true, 1.0},
                            {"\u03C3", true, 1.0},
                            {"median", true, 1.0},
                            {"robust \u03C3", true, 1.0},
                            {"1 % point", true, 1.0},
                            {"99 % point", true, 1.0}}};
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const LayerSummary& s = summaries[i];
        const int digits = digits_for(s);
        table.rows.push_back({{layers[i]->name},
                              {layers[i]->unit.empty() ? "1" : layers[i]->unit},
                              {count_text(s.dies)},
                              {fixed_text(s.mean, digits)},
                              {fixed_text(s.sigma, digits)},
                              {fixed_text(s.median, digits)},
                              {fixed_text(s.robust_sigma, digits)},
                              {fixed_text(s.low, digits)},
                              {fixed_text(s.high, digits)}});
    }
    table.note =
        "Over all dies with a value, defective ones included; robust \u03C3 is 1.4826 times the median "
        "absolute deviation.";
    return table;
}

}  // namespace

Section layers_section(const ReportFacts& facts) {
    Section section{.title = "Maps and distributions", .blocks = {}, .new_page = false};
    section.blocks.emplace_back(statistics_table(facts.main_layers, facts.main_summaries));
    for (std::size_t i = 0; i < facts.main_layers.size(); ++i) {
        const Layer& layer = *facts.main_layers[i];
        const LayerSummary& summary = facts.main_summaries[i];
        if (summary.dies == 0) continue;
        const std::string label = with_unit(layer.name, layer.unit.empty() ? "relative" : layer.unit);
        FigureRow row;
        row.figures.push_back(layer_map_figure(facts.file->map, layer, {.width_pt = 262.0, .pixels = 800}));
        row.figures.back().title = with_unit(layer.title, layer.unit);
        Figure figure = histogram_figure(histogram_of(layer, summary), summary, label, 222.0, 112.0);
        figure.title = layer.name;
        Figure radial =
            radial_figure(radial_profile(facts.file->map, layer.values, kRings), label, 222.0, 112.0);
        // One under the other, as high as the map beside them.
        for (Shape& shape : radial.shapes) {
            move_shape(shape, 0.0, 114.0);
            figure.shapes.push_back(std::move(shape));
        }
        figure.height += 114.0;
        figure.caption = figure.caption.empty() ? radial.caption : figure.caption + " " + radial.caption;
        figure.alt += "; " + radial.alt;
        row.figures.push_back(std::move(figure));
        section.blocks.emplace_back(std::move(row));
    }
    return section;
}

Section other_layers_section(const ReportFacts& facts) {
    Section section{.title = "Further layers", .blocks = {}, .new_page = !facts.other_layers.empty()};
    FigureRow row;
    for (std::size_t i = 0; i < facts.other_layers.size(); ++i) {
        const Layer& layer = *facts.other_layers[i];
        row.figures.push_back(
            layer_map_figure(facts.file->map, layer, {.width_pt = 160.0, .pixels = 460, .ruler = false}));
        row.figures.back().title = with_unit(layer.name, layer.unit);
        if (row.figures.size() == 3) {
            section.blocks.emplace_back(std::move(row));
            row = {};
        }
    }
    if (!row.figures.empty()) section.blocks.emplace_back(std::move(row));
    if (!facts.other_layers.empty())
        section.blocks.emplace_back(statistics_table(facts.other_layers, facts.other_summaries));
    if (!facts.constant_layers.empty()) {
        std::string text = "Not drawn because the same everywhere: ";
        for (std::size_t i = 0; i < facts.constant_layers.size(); ++i) {
            text += (i == 0 ? "" : ", ") + facts.constant_layers[i];
        }
        section.blocks.emplace_back(Paragraph{text + ".", TextRole::note});
    }
    return section;
}

}  // namespace waferglow
