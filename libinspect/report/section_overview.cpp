// SPDX-License-Identifier: GPL-3.0-or-later
// The first page: the numbers that matter, what was inspected, the map of the bins; then yield and bins.
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/report/die_raster.h"
#include "libinspect/report/internal/charts.h"
#include "libinspect/report/internal/numbers.h"
#include "libinspect/report/internal/sections.h"
#include "libinspect/report/internal/wafer_map_figure.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kMostClusters = 15;

ScoreRow scores(const ReportFacts& facts) {
    const std::int64_t dies = facts.file->map.presence().count();
    ScoreRow row;
    row.scores.push_back(
        {"yield by PL", percent_text(share_of(facts.passed, facts.measured)),
         fmt::format("{} of {} measured", count_text(facts.passed), count_text(facts.measured))});
    row.scores.push_back({"dies measured", percent_text(share_of(facts.measured, dies)),
                          fmt::format("of {} dies", count_text(dies)), facts.measured < dies});
    if (!facts.el || facts.el->confusion().matched() == 0) return row;
    const Confusion& c = facts.el->confusion();
    row.scores.push_back(
        {"agreement with EL", percent_text(c.accuracy()), fmt::format("MCC {}", fixed_text(c.mcc(), 3))});
    row.scores.push_back({"bad among passed", fixed_text(c.outgoing_defect_ppm(), 0) + "\u00A0ppm",
                          fmt::format("{} of {} passed dies", count_text(c.fn), count_text(c.fn + c.tn))});
    return row;
}

/// Fields and staggers in words.
std::string steps_text(const GridSteps& steps) {
    std::string text;
    const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (steps.gaps_x() || steps.gaps_y())
        add(fmt::format("fields of {} \u00D7 {} dies with {:g} \u00D7 {:g} \u00B5m more street",
                        steps.field_rows, steps.field_cols, steps.field_gap_x_um, steps.field_gap_y_um));
    if (steps.stagger_x_um != 0.0)
        add(fmt::format("odd rows {:+g} \u00B5m to the right", steps.stagger_x_um));
    if (steps.stagger_y_um != 0.0) add(fmt::format("odd columns {:+g} \u00B5m up", steps.stagger_y_um));
    return text;
}

FactList wafer_facts(const ReportFacts& facts) {
    const WaferFile& file = *facts.file;
    const Wafer& wafer = file.map.wafer();
    const DieGrid& grid = file.map.grid();
    std::string mark = wafer.notch_depth_mm > 0.0 ? "notch down"
                       : wafer.primary_flat_mm > 0.0
                           ? fmt::format("flat of {:g} mm down", wafer.primary_flat_mm)
                           : "no mark";
    const bool has_flats = wafer.primary_flat_mm > 0.0 || wafer.secondary_flat_mm > 0.0;
    const std::string at_flats =
        has_flats && wafer.flat_exclusion_mm && *wafer.flat_exclusion_mm != wafer.edge_exclusion_mm
            ? fmt::format(", {:g} mm at flats", *wafer.flat_exclusion_mm)
            : "";
    FactList list{.title = "", .facts = {}};
    const auto add = [&list](const char* name, std::string value) {
        list.facts.push_back({name, std::move(value)});
    };
    add("wafer", wafer.id);
    add("size", fmt::format("{:g} mm, {}, {:g} mm edge excluded{}", wafer.diameter_mm, mark,
                            wafer.edge_exclusion_mm, at_flats));
    add("die grid", fmt::format("{} rows \u00D7 {} columns", count_text(grid.rows), count_text(grid.cols)));
    add("die", fmt::format("{:g} \u00D7 {:g} \u00B5m, pitch {:g} \u00D7 {:g} \u00B5m", grid.die_width_um,
                           grid.die_height_um, grid.pitch_x_um, grid.pitch_y_um));
    if (!grid.steps.uniform()) add("steps of the grid", steps_text(grid.steps));
    const std::map<CellKind, std::int64_t> others = count_other_cells(file.map);
    for (const OtherCellStyle& style : kOtherCells) {
        if (const auto found = others.find(style.kind); found != others.end())
            add(fmt::format("{}s", style.name).c_str(), count_text(found->second));
    }
    for (const Channel& channel : file.channels) {
        add(fmt::format("channel {}", channel.name).c_str(),
            can(channel, &ChannelKindInfo::excited)
                ? fmt::format("{}, {:g} W/cm\u00B2, {:g} ms", info_of(channel.kind).title,
                              channel.excitation_w_cm2, channel.exposure_ms)
                : fmt::format("{}, {:g} ms", info_of(channel.kind).title, channel.exposure_ms));
    }
    if (!file.log.empty()) {
        add("inspected", file.log.front().time);
        add("by", file.log.front().user);
    }
    return list;
}

/// A line for each product of the layout: dies that pass, of those measured.
void add_products(const ReportFacts& facts, Table& table) {
    const WaferFile& file = *facts.file;
    const std::span<const std::string> names = file.map.layout().group_names();
    if (file.bins.empty()) return;
    const std::array<bool, 256> passes = passing_codes(file.bin_table);
    std::vector<std::int64_t> measured(names.size(), 0);
    std::vector<std::int64_t> passed(names.size(), 0);
    file.map.presence().for_each([&](DieIndex die) {
        const std::size_t cell = file.map.grid().cell(die);
        const std::uint8_t group = file.map.layout().group(cell);
        if (group == WaferLayout::kNoGroup || file.bins[cell] == kNoBinCode) return;
        ++measured[group];
        passed[group] += passes[file.bins[cell]] ? 1 : 0;
    });
    for (std::size_t i = 0; i < names.size(); ++i) {
        table.rows.push_back({{fmt::format("product {}", names[i])},
                              {"yield"},
                              {fmt::format("{} of {}", count_text(passed[i]), count_text(measured[i]))},
                              {percent_text(share_of(passed[i], measured[i]))}});
    }
}

Table bin_table(const ReportFacts& facts) {
    Table table{
        .columns = {{"bin", false, 1.5}, {"verdict", false, 0.9}, {"dies", true, 1.0}, {"share", true, 1.1}}};
    for (const StoredBin& bin : facts.file->bin_table) {
        if (bin.dies == 0) continue;
        table.rows.push_back({{bin.name, rgb_of(bin)},
                              {bin.pass ? "pass" : "fail"},
                              {count_text(bin.dies)},
                              {percent_text(share_of(bin.dies, facts.measured))}});
    }
    table.rows.push_back(
        {{"measured", std::nullopt, true}, {""}, {count_text(facts.measured), std::nullopt, true}, {""}});
    const std::int64_t missing = facts.file->map.presence().count() - facts.measured;
    if (missing > 0) {
        table.rows.push_back({{"not measured"}, {"no verdict"}, {count_text(missing)}, {""}});
    }
    add_products(facts, table);
    table.note =
        "Shares are of the measured dies. A die that was not measured has no bin: no data is not a fail.";
    return table;
}

/// The largest clusters of failing dies; nothing where there is none.
std::optional<Table> cluster_table(const ReportFacts& facts) {
    const FindingList* found = find_list(facts.file->findings, kClusters);
    if (found == nullptr || found->findings.empty()) return std::nullopt;
    std::vector<const Finding*> clusters;
    std::int64_t clustered = 0;
    for (const Finding& cluster : found->findings) {
        clusters.push_back(&cluster);
        clustered += cluster.dies;
    }
    std::ranges::stable_sort(clusters, [](const Finding* a, const Finding* b) { return a->dies > b->dies; });
    Table list{.columns = {{"cluster", true, 0.7},
                           {"most frequent bin", false, 1.5},
                           {"dies", true, 0.8},
                           {"rows", true, 1.2},
                           {"columns", true, 1.2},
                           {"centre x, mm", true, 1.1},
                           {"centre y, mm", true, 1.1}},
               .title = fmt::format("Clusters of failing dies: {}, together {} dies",
                                    count_text(std::ssize(clusters)), count_text(clustered))};
    for (std::size_t i = 0; i < std::min(clusters.size(), kMostClusters); ++i) {
        const Finding& c = *clusters[i];
        const auto bin = std::ranges::find(facts.file->bin_table, c.code, &StoredBin::code);
        const bool known = bin != facts.file->bin_table.end();
        list.rows.push_back({{count_text(c.number)},
                             {known ? bin->name : "", known ? std::optional(rgb_of(*bin)) : std::nullopt},
                             {count_text(c.dies)},
                             {fmt::format("{}\u2013{}", c.on.row_begin, c.on.row_end - 1)},
                             {fmt::format("{}\u2013{}", c.on.col_begin, c.on.col_end - 1)},
                             {fixed_text(1e-3 * c.place.x, 3)},
                             {fixed_text(1e-3 * c.place.y, 3)}});
    }
    if (clusters.size() > kMostClusters) list.note = fmt::format("The largest {} are listed.", kMostClusters);
    return list;
}

}  // namespace

Section overview_section(const ReportFacts& facts) {
    Section section;
    section.blocks.emplace_back(scores(facts));
    if (facts.file->status != FileStatus::complete) {
        section.blocks.emplace_back(
            Paragraph{"The scan did not come to its end: tiles are missing. This report shows what was "
                      "measured until then.",
                      TextRole::warning});
    }
    section.blocks.emplace_back(wafer_facts(facts));
    if (!facts.file->bins.empty()) {
        Figure map = bin_map_figure(facts.file->map, facts.file->bins, facts.file->bin_table,
                                    {.width_pt = 290.0, .pixels = 1080});
        section.blocks.emplace_back(FigureBeside{std::move(map), bin_table(facts)});
    }
    return section;
}

Section bins_section(const ReportFacts& facts) {
    Section section{.title = "Yield and bins", .blocks = {}, .new_page = false};
    const Interval yield = clopper_pearson(facts.passed, facts.measured);
    section.blocks.emplace_back(Paragraph{fmt::format(
        "{} of {} measured dies pass: {} (95 % interval {}). The intervals are exact (Clopper\u2013Pearson) "
        "and speak of the "
        "process behind the wafer, for dies that fail independently; clustered defects make them wider.",
        count_text(facts.passed), count_text(facts.measured),
        percent_text(share_of(facts.passed, facts.measured)), percent_range(yield))});
    Table table{.columns = {{"bin", false, 1.3},
                            {"verdict", false, 0.85},
                            {"dies", true, 0.9},
                            {"share", true, 0.9},
                            {"95 % interval", true, 1.7},
                            {"meaning", false, 4.5}}};
    for (const StoredBin& bin : facts.file->bin_table) {
        table.rows.push_back({{bin.name, rgb_of(bin)},
                              {bin.pass ? "pass" : "fail"},
                              {count_text(bin.dies)},
                              {percent_text(share_of(bin.dies, facts.measured), 3)},
                              {percent_range(clopper_pearson(bin.dies, facts.measured), 3)},
                              {bin.description}});
    }
    section.blocks.emplace_back(std::move(table));
    FigureRow row;
    row.figures.push_back(pareto_figure(facts.file->bin_table, kColumnPt, 170.0));
    row.figures.back().title = "Pareto of the failing bins";
    section.blocks.emplace_back(std::move(row));
    if (std::optional<Table> list = cluster_table(facts)) section.blocks.emplace_back(std::move(*list));
    return section;
}

}  // namespace waferglow
