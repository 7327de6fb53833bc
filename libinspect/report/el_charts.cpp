// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/internal/el_charts.h"

#include "libinspect/map/internal/robust.h"
#include "libinspect/report/internal/numbers.h"
#include "libinspect/report/internal/plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kMostDots = 2500;  // of each kind: more would only blacken the paper
constexpr std::array<std::uint32_t, 4> kCurveColors{ink::kAccent, ink::kPlum, 0x8C6D31, ink::kQuiet};

struct DotKind {
    const char* word;
    std::uint32_t rgb;
    double opacity;
    std::vector<std::size_t> cells;
};

DotKind* kind_of(std::array<DotKind, 4>& kinds, DieOutcome outcome) {
    switch (outcome) {
        case DieOutcome::agreed_good:
            return kinds.data();
        case DieOutcome::hit:
            return &kinds[1];
        case DieOutcome::overkill:
            return &kinds[2];
        case DieOutcome::escape:
            return &kinds[3];
        case DieOutcome::none:
            break;
    }
    return nullptr;
}

/// The value below which `share` of the finite values lies; 1 where there are none.
double finite_quantile(std::vector<float> values, double share) {
    std::erase_if(values, [](float value) { return !std::isfinite(value); });
    return values.empty() ? 1.0 : quantile(values, share);
}

void draw_legend(Figure& figure, double x, double y, const char* word, std::uint32_t rgb) {
    figure.shapes.emplace_back(DotsShape{.centers = {{x, y - 2.5}}, .radius = 2.0, .rgb = rgb});
    figure.shapes.emplace_back(TextShape{.x = x + 5.0, .y = y, .text = word, .rgb = ink::kText});
}

}  // namespace

Figure confusion_figure(const Confusion& c, double width_pt) {
    Figure figure{.width = width_pt, .height = 132.0, .alt = "Confusion matrix of PL against EL"};
    const double left = 52.0;
    const double top = 26.0;
    const double cell_w = 0.5 * (width_pt - left);
    const double cell_h = 51.0;
    struct Quarter {
        std::int64_t count;
        const char* word;
        std::uint32_t fill;
        std::uint32_t text;
        int col;
        int row;
    };
    const std::array<Quarter, 4> quarters{{{c.tn, "good, passed", 0xDCEAF3, ink::kText, 0, 0},
                                           {c.fp, "overkill", ink::kPlum, ink::kWhite, 1, 0},
                                           {c.fn, "escape", ink::kAlarm, ink::kWhite, 0, 1},
                                           {c.tp, "bad, rejected", 0xDCEAF3, ink::kText, 1, 1}}};
    const auto say = [&figure](double x, double y, std::string text, Anchor anchor, double size,
                               std::uint32_t rgb, bool bold) {
        figure.shapes.emplace_back(TextShape{.x = x,
                                             .y = y,
                                             .text = std::move(text),
                                             .anchor = anchor,
                                             .size = size,
                                             .rgb = rgb,
                                             .bold = bold});
    };
    for (const Quarter& q : quarters) {
        const double x = left + q.col * cell_w;
        const double y = top + q.row * (cell_h + 1.5);
        figure.shapes.emplace_back(
            RectShape{.x = x, .y = y, .width = cell_w - 1.5, .height = cell_h, .fill = q.fill});
        say(x + 0.5 * cell_w, y + 26.0, count_text(q.count), Anchor::middle, 14.0, q.text, true);
        say(x + 0.5 * cell_w, y + 38.0, q.word, Anchor::middle, 7.5, q.text, false);
    }
    say(left + 0.5 * cell_w, top - 5.0, "passed by PL", Anchor::middle, 7.5, ink::kQuiet, false);
    say(left + 1.5 * cell_w, top - 5.0, "rejected by PL", Anchor::middle, 7.5, ink::kQuiet, false);
    say(left - 5.0, top + 0.5 * cell_h + 2.5, "good by EL", Anchor::end, 7.5, ink::kQuiet, false);
    say(left - 5.0, top + 1.5 * cell_h + 4.0, "bad by EL", Anchor::end, 7.5, ink::kQuiet, false);
    return figure;
}

Figure scatter_figure(const ElView& el, std::span<const float> pl, const std::string& pl_label,
                      double width_pt, double height_pt) {
    Figure figure{.width = width_pt, .height = height_pt, .alt = "EL intensity against PL"};
    std::array<DotKind, 4> kinds{{{"both good", ink::kAccent, 0.35, {}},
                                  {"both bad", ink::kText, 0.5, {}},
                                  {"overkill", ink::kPlum, 0.9, {}},
                                  {"escape", ink::kAlarm, 0.9, {}}}};
    std::vector<float> xs;
    std::vector<float> ys;
    for (std::size_t cell = 0; cell < el.judged().outcomes.size(); ++cell) {
        DotKind* kind = kind_of(kinds, el.judged().outcomes[cell]);
        const float y = el.value(*el.intensity, cell);
        if (kind == nullptr || !std::isfinite(pl[cell]) || !std::isfinite(y)) continue;
        xs.push_back(pl[cell]);
        ys.push_back(y);
        kind->cells.push_back(cell);
    }
    const double x_high = 1.15 * std::max(finite_quantile(xs, 0.998), 1e-6);
    const double y_high = 1.15 * std::max(finite_quantile(ys, 0.998), 1e-6);
    const std::string unit = el.intensity->unit;
    Plot plot(
        figure, {.low = 0.0, .high = x_high, .label = pl_label},
        {.low = 0.0, .high = y_high, .label = with_unit("EL intensity", unit.empty() ? "relative" : unit)},
        {.left = 44.0, .top = 16.0});
    plot.draw_grid();
    double legend_x = plot.left() + 4.0;
    for (const DotKind& kind : kinds) {
        DotsShape dots{.centers = {},
                       .radius = kind.opacity > 0.8 ? 1.3 : 0.9,
                       .rgb = kind.rgb,
                       .opacity = kind.opacity};
        const std::size_t step = 1 + kind.cells.size() / (kMostDots + 1);
        for (std::size_t k = 0; k < kind.cells.size(); k += step) {
            const std::size_t cell = kind.cells[k];
            dots.centers.push_back(
                plot.at(static_cast<double>(pl[cell]), static_cast<double>(el.value(*el.intensity, cell))));
        }
        figure.shapes.emplace_back(std::move(dots));
        draw_legend(figure, legend_x, 8.0, kind.word, kind.rgb);
        legend_x += text_width_pt(kind.word, 7.5) + 15.0;
    }
    figure.caption = "Of each kind at most 2\u202F500 dies are drawn, evenly sampled.";
    return figure;
}

Figure roc_figure(const std::vector<NamedRoc>& curves, const Confusion& bins, double width_pt,
                  double height_pt) {
    Figure figure{.width = width_pt, .height = height_pt, .alt = "Receiver operating characteristic"};
    Plot plot(figure,
              {.low = 1e-4,
               .high = 1.0,
               .label = "overkill: share of good dies rejected",
               .log = true,
               .percent = true},
              {.low = 0.0, .high = 1.0, .label = "bad dies rejected", .percent = true},
              {.left = 44.0, .top = 16.0});
    plot.draw_grid();
    double y = plot.bottom() - 8.0 - 10.0 * static_cast<double>(curves.size());
    for (std::size_t i = 0; i < curves.size(); ++i) {
        const std::uint32_t rgb = kCurveColors[i % kCurveColors.size()];
        PathShape line{.points = {plot.at(0.0, 0.0)}, .width = 1.1, .rgb = rgb};
        for (const RocPoint& p : curves[i].roc.points) {
            const PointPt here = plot.at(p.overkill, p.recall);
            // A step, not a slope: between two thresholds nothing is known.
            line.points.push_back({here.x, line.points.back().y});
            line.points.push_back(here);
        }
        figure.shapes.emplace_back(std::move(line));
        const std::string word =
            fmt::format("{}: area {}", curves[i].name, fixed_text(curves[i].roc.area, 4));
        figure.shapes.emplace_back(
            TextShape{.x = plot.right() - 4.0, .y = y, .text = word, .anchor = Anchor::end, .rgb = rgb});
        y += 10.0;
    }
    const PointPt bins_at = plot.at(bins.overkill(), 1.0 - bins.escape());
    figure.shapes.emplace_back(DotsShape{.centers = {bins_at}, .radius = 3.0, .rgb = ink::kAlarm});
    figure.shapes.emplace_back(TextShape{
        .x = plot.right() - 4.0, .y = y, .text = "dot: the bins", .anchor = Anchor::end, .rgb = ink::kAlarm});
    return figure;
}

}  // namespace waferglow
