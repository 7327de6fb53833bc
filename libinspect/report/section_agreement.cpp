// SPDX-License-Identifier: GPL-3.0-or-later
// Agreement with EL: every figure with its interval and its denominator in words.
#include "libinspect/report/internal/el_charts.h"
#include "libinspect/report/internal/numbers.h"
#include "libinspect/report/internal/sections.h"
#include "libinspect/report/internal/wafer_map_figure.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

std::string decimal_range(const std::optional<Interval>& i, double factor, int digits) {
    if (!i) return "\u2013";
    return fmt::format("{} to {}", fixed_text(factor * i->low, digits), fixed_text(factor * i->high, digits));
}

std::optional<Interval> exact(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return std::nullopt;
    return clopper_pearson(part, whole);
}

/// Digits behind the point of per cent that the number of dies supports.
int percent_digits(std::int64_t dies) {
    return dies >= 100'000 ? 3 : 2;
}

Table metrics_table(const ElView& el) {
    const Confusion& c = el.confusion();
    const auto block = [&el](Rate rate) { return block_interval(el.study.figures, rate); };
    const int digits = percent_digits(c.matched());
    Table table{.columns = {{"figure", false, 1.9},
                            {"value", true, 1.1},
                            {"95 %, by blocks", true, 1.6},
                            {"95 %, exact", true, 1.6},
                            {"counted as", false, 3.6}}};
    const auto share = [&](const char* name, Rate rate, std::int64_t part, std::int64_t whole,
                           const char* words) {
        table.rows.push_back({{name, std::nullopt, true},
                              {percent_text(share_of(part, whole), digits)},
                              {decimal_range(block(rate), 100.0, digits)},
                              {decimal_range(exact(part, whole), 100.0, digits)},
                              {fmt::format("{} of {} {}", count_text(part), count_text(whole), words)}});
    };
    share("escape", Rate::escape, c.fn, c.fn + c.tp, "dies bad by EL were passed");
    table.rows.push_back({{"bad among passed", std::nullopt, true},
                          {fixed_text(c.outgoing_defect_ppm(), 0) + "\u00A0ppm"},
                          {decimal_range(block(Rate::outgoing), 1e6, 0)},
                          {decimal_range(exact(c.fn, c.fn + c.tn), 1e6, 0)},
                          {fmt::format("{} of {} dies passed by PL are bad by EL, in ppm", count_text(c.fn),
                                       count_text(c.fn + c.tn))}});
    share("overkill", Rate::overkill, c.fp, c.fp + c.tn, "dies good by EL were rejected");
    share("agreement", Rate::accuracy, c.tp + c.tn, c.matched(), "dies judged by both have the same verdict");
    const auto plain = [&](const char* name, Rate rate, double value, const char* words) {
        table.rows.push_back({{name, std::nullopt, true},
                              {fixed_text(value, 4)},
                              {decimal_range(block(rate), 1.0, 4)},
                              {"\u2013"},
                              {words}});
    };
    plain("balanced accuracy", Rate::balanced_accuracy, c.balanced_accuracy(),
          "mean of the shares judged right among the bad and among the good dies; guessing gives 0.5");
    plain("MCC", Rate::mcc, c.mcc(),
          "Matthews correlation of the two verdicts; guessing gives 0, identity 1");
    plain("Cohen\u2019s \u03BA", Rate::kappa, c.kappa(),
          "agreement beyond chance; guessing gives 0, identity 1");
    if (std::isfinite(el.study.figures.pearson)) {
        table.rows.push_back(
            {{"Pearson, Spearman", std::nullopt, true},
             {fmt::format("{}, {}", fixed_text(el.study.figures.pearson, 3),
                          fixed_text(el.study.figures.spearman, 3))},
             {"\u2013"},
             {"\u2013"},
             {"correlation of PL (strongest channel, relative) with EL intensity, and of their ranks"}});
    }
    table.note = fmt::format(
        "By blocks: bootstrap over blocks of {0} \u00D7 {0} dies, which holds although neighbouring dies are "
        "alike. Exact: "
        "Clopper\u2013Pearson, which holds for independent dies only. Both in the unit of the value.",
        el.study.figures.block_dies);
    return table;
}

std::string summary_words(const ElView& el) {
    const Confusion& c = el.confusion();
    const std::int64_t bad = c.tp + c.fn;
    return fmt::format(
        "PL and EL both judged {} dies; {} of them ({}) are bad by EL. PL and EL agree on {}. Agreement "
        "alone is a weak "
        "claim: calling every die good would reach {} here. What counts is how many bad dies pass: {} of {}, "
        "or {} ppm "
        "of the dies that PL passes.",
        count_text(c.matched()), count_text(bad), percent_text(share_of(bad, c.matched())),
        percent_text(c.accuracy()), percent_text(share_of(c.matched() - bad, c.matched())), count_text(c.fn),
        count_text(bad), fixed_text(c.outgoing_defect_ppm(), 0));
}

Table account_table(const ElView& el) {
    Table table{.columns = {{"EL records", false, 3.0}, {"count", true, 1.0}}};
    const auto add = [&table](const char* name, std::int64_t count) {
        table.rows.push_back({{name}, {count_text(count)}});
    };
    add("in the file", el.join.records);
    add("compared with PL", el.confusion().matched());
    add("of dies without a PL bin", el.judged().unmeasured);
    add("without a verdict", el.judged().not_judged);
    add("not on the wafer", std::ssize(el.join.off_wafer));
    if (!el.join.on_no_die.empty()) add("on cells that are no dies", std::ssize(el.join.on_no_die));
    add("overruled by a later one", std::ssize(el.join.superseded));
    add("dies without a record", el.join.missing);
    return table;
}

Table bins_against_el(const ReportFacts& facts) {
    const ElView& el = *facts.el;
    std::array<std::int64_t, 256> judged{};
    std::array<std::int64_t, 256> bad{};
    for (std::size_t cell = 0; cell < el.judged().outcomes.size(); ++cell) {
        const DieOutcome outcome = el.judged().outcomes[cell];
        if (outcome == DieOutcome::none) continue;
        ++judged[facts.file->bins[cell]];
        bad[facts.file->bins[cell]] += outcome == DieOutcome::hit || outcome == DieOutcome::escape ? 1 : 0;
    }
    Table table{.columns = {{"PL bin", false, 1.4},
                            {"verdict", false, 0.8},
                            {"judged by EL", true, 1.1},
                            {"bad by EL", true, 1.0},
                            {"share bad", true, 1.0},
                            {"95 % interval, exact", true, 1.8}},
                .title = "What EL says of each PL bin"};
    for (const StoredBin& bin : facts.file->bin_table) {
        if (judged[bin.code] == 0) continue;
        table.rows.push_back({{bin.name, rgb_of(bin)},
                              {bin.pass ? "pass" : "fail"},
                              {count_text(judged[bin.code])},
                              {count_text(bad[bin.code])},
                              {percent_text(share_of(bad[bin.code], judged[bin.code]))},
                              {percent_range(clopper_pearson(bad[bin.code], judged[bin.code]))}});
    }
    return table;
}

Table zones_table(const ReportFacts& facts) {
    constexpr std::size_t kZones = 3;
    static constexpr std::array<const char*, kZones> kNames{"inner third of the radius", "middle third",
                                                            "outer third"};
    const DieGrid& grid = facts.file->map.grid();
    std::array<Confusion, kZones> zones{};
    const double farthest_um = std::max(farthest_die_um(facts.file->map), 1e-3);
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (const ColumnSpan& span : facts.file->map.presence().runs(row)) {
            for (std::int32_t col = span.begin; col < span.end; ++col) {
                const WaferPoint p = grid.center({row, col});
                const double share = std::hypot(p.x, p.y) / farthest_um;
                const auto zone = std::min(static_cast<std::size_t>(share * kZones), kZones - 1);
                add_outcome(zones[zone], facts.el->judged().outcomes[grid.cell({row, col})]);
            }
        }
    }
    Table table{.columns = {{"zone", false, 2.2},
                            {"dies", true, 1.0},
                            {"agreement", true, 1.0},
                            {"overkill", true, 1.0},
                            {"escape", true, 1.0},
                            {"bad among passed", true, 1.3},
                            {"MCC", true, 0.8}},
                .title = "Agreement by distance from the centre"};
    for (std::size_t i = 0; i < kZones; ++i) {
        const Confusion& c = zones[i];
        if (c.matched() == 0) continue;
        const double ppm = c.outgoing_defect_ppm();
        table.rows.push_back({{kNames[i]},
                              {count_text(c.matched())},
                              {percent_text(c.accuracy())},
                              {percent_text(c.overkill())},
                              {percent_text(c.escape())},
                              {std::isfinite(ppm) ? fixed_text(ppm, 0) + "\u00A0ppm" : "\u2013"},
                              {fixed_text(c.mcc(), 3)}});
    }
    return table;
}

FigureRow charts(const ReportFacts& facts) {
    const ElView& el = *facts.el;
    std::vector<std::uint8_t> bad;
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < el.judged().outcomes.size(); ++cell) {
        const DieOutcome outcome = el.judged().outcomes[cell];
        if (outcome == DieOutcome::none) continue;
        cells.push_back(cell);
        bad.push_back(outcome == DieOutcome::hit || outcome == DieOutcome::escape ? 1 : 0);
    }
    std::vector<NamedRoc> curves;
    std::vector<const Layer*> layers;
    for (const Layer* layer : {facts.weakest, facts.strongest}) {
        if (layer == nullptr || std::ranges::find(layers, layer) != layers.end()) continue;
        layers.push_back(layer);
        std::vector<float> score;
        score.reserve(cells.size());
        for (const std::size_t cell : cells) score.push_back(-layer->values[cell]);  // dim is bad
        curves.push_back({layer->name, roc_curve(score, bad)});
    }
    FigureRow row;
    if (el.intensity != nullptr && facts.strongest != nullptr) {
        const Layer& layer = *facts.strongest;
        row.figures.push_back(scatter_figure(el, layer.values, layer.name + ", relative", 242.0, 190.0));
        row.figures.back().title = "EL intensity against PL";
    }
    if (!curves.empty()) {
        row.figures.push_back(roc_figure(curves, el.confusion(), 242.0, 190.0));
        row.figures.back().title = "One layer as the judge: reject below a threshold";
        row.figures.back().caption = "Overkill in decades. The bins use several layers and rules at once.";
    }
    return row;
}

}  // namespace

Section agreement_section(const ReportFacts& facts) {
    Section section{.title = "Agreement with EL", .blocks = {}, .new_page = true};
    const ElView& el = *facts.el;
    if (el.confusion().matched() == 0) {
        section.blocks.emplace_back(Paragraph{"No die was judged by both PL and EL.", TextRole::warning});
        section.blocks.emplace_back(account_table(el));
        return section;
    }
    section.blocks.emplace_back(Paragraph{summary_words(el)});
    section.blocks.emplace_back(Paragraph{claim_words(el.confusion())});
    Figure confusion = confusion_figure(el.confusion(), 290.0);
    confusion.title = "Verdicts of PL and EL on the same dies";
    section.blocks.emplace_back(FigureBeside{std::move(confusion), account_table(el)});
    section.blocks.emplace_back(metrics_table(el));
    FigureRow row = charts(facts);
    if (!row.figures.empty()) section.blocks.emplace_back(std::move(row));
    if (std::optional<Table> values = el_values_table(facts)) section.blocks.emplace_back(std::move(*values));
    section.blocks.emplace_back(bins_against_el(facts));
    section.blocks.emplace_back(zones_table(facts));
    return section;
}

}  // namespace waferglow
