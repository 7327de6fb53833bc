// SPDX-License-Identifier: GPL-3.0-or-later
// The dies that PL and EL judge differently: where they lie, and a gallery of them.
#include "libinspect/report/internal/el_charts.h"
#include "libinspect/report/internal/numbers.h"
#include "libinspect/report/internal/sections.h"
#include "libinspect/report/internal/wafer_map_figure.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kCards = 8;  // of each kind
constexpr std::size_t kCardsARow = 4;
constexpr std::size_t kMostMarks = 4000;  // dots on the map of each kind

std::vector<std::size_t> cells_of(const ElView& el, DieOutcome outcome) {
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < el.judged().outcomes.size(); ++cell) {
        if (el.judged().outcomes[cell] == outcome) cells.push_back(cell);
    }
    return cells;
}

/// At most `most` of `cells`, at even steps, the first one included: no choice by hand.
std::vector<std::size_t> even_sample(const std::vector<std::size_t>& cells, std::size_t most) {
    if (cells.size() <= most) return cells;
    std::vector<std::size_t> sample;
    for (std::size_t i = 0; i < most; ++i) sample.push_back(cells[i * cells.size() / most]);
    return sample;
}

DieCard card_of(const ReportFacts& facts, std::size_t cell, std::uint32_t rgb) {
    const WaferFile& file = *facts.file;
    const auto cols = static_cast<std::size_t>(file.map.grid().cols);
    DieCard card{.die = {static_cast<std::int32_t>(cell / cols), static_cast<std::int32_t>(cell % cols)},
                 .rgb = rgb};
    card.headline = fmt::format("row {}, col {}", card.die.row, card.die.col);
    const WaferPoint p = file.map.grid().center(card.die);
    card.lines.push_back(fmt::format("x {}, y {} mm", fixed_text(1e-3 * p.x, 3), fixed_text(1e-3 * p.y, 3)));
    const auto bin = std::ranges::find(file.bin_table, file.bins[cell], &StoredBin::code);
    if (bin != file.bin_table.end()) card.lines.push_back("bin " + bin->name);
    for (const Layer* layer : {facts.weakest, facts.strongest}) {
        if (layer == nullptr || std::ranges::find(card.layers, layer) != card.layers.end()) continue;
        card.layers.push_back(layer);
        card.lines.push_back(
            fmt::format("{} {}", layer->name, fixed_text(static_cast<double>(layer->values[cell]), 3)));
    }
    for (const StoredColumn& column : file.el->columns) {
        if (column.name == "pass") continue;
        const float value = facts.el->value(column, cell);
        if (value != value) continue;
        const std::string unit =
            column.unit.empty() ? "" : " " + (column.unit == "uA" ? std::string("\u00B5A") : column.unit);
        card.lines.push_back(fmt::format("{} {}{}", column.title.empty() ? column.name : column.title,
                                         short_text(static_cast<double>(value), value < 1.0F ? 2 : 4), unit));
    }
    return card;
}

void add_gallery(Section& section, const ReportFacts& facts, const std::vector<std::size_t>& cells,
                 const std::string& title, std::uint32_t rgb) {
    const std::vector<std::size_t> sample = even_sample(cells, kCards);
    if (sample.empty()) return;
    std::string heading = fmt::format("{}: {}", title, count_text(std::ssize(cells)));
    if (sample.size() < cells.size())
        heading += fmt::format(", of which {} evenly chosen are shown", sample.size());
    section.blocks.emplace_back(Paragraph{heading, TextRole::heading});
    FigureRow row;
    constexpr double kGap = 12.0;
    constexpr double kWidth = (kColumnPt - (kCardsARow - 1) * kGap) / kCardsARow;
    for (const std::size_t cell : sample) {
        row.figures.push_back(die_card_figure(facts.file->map, card_of(facts, cell, rgb), kWidth));
        if (row.figures.size() == kCardsARow) {
            section.blocks.emplace_back(std::move(row));
            row = {};
        }
    }
    if (!row.figures.empty()) section.blocks.emplace_back(std::move(row));
}

}  // namespace

Section disagreement_section(const ReportFacts& facts) {
    Section section{.title = "Dies that PL and EL judge differently", .blocks = {}, .new_page = false};
    const std::vector<std::size_t> escapes = cells_of(*facts.el, DieOutcome::escape);
    const std::vector<std::size_t> overkill = cells_of(*facts.el, DieOutcome::overkill);
    if (escapes.empty() && overkill.empty()) {
        section.blocks.emplace_back(Paragraph{"There is none."});
        return section;
    }
    Figure map = marked_map_figure(facts.file->map,
                                   {{even_sample(overkill, kMostMarks), ink::kPlum, "overkill"},
                                    {even_sample(escapes, kMostMarks), ink::kAlarm, "escape"}},
                                   {.width_pt = 250.0});
    map.title = "Where they lie";
    Table legend{.columns = {{"kind", false, 1.0}, {"dies", true, 0.6}, {"meaning", false, 2.0}}};
    legend.rows.push_back(
        {{"escape", ink::kAlarm}, {count_text(std::ssize(escapes))}, {"bad by EL, passed by PL"}});
    legend.rows.push_back(
        {{"overkill", ink::kPlum}, {count_text(std::ssize(overkill))}, {"good by EL, rejected by PL"}});
    legend.note =
        "Cards below: maps of relative light around the die (11 \u00D7 11 dies, dark 0 to bright 1.3, "
        "healthy neighbours "
        "1; the die is framed), then its numbers by PL and by EL. They are taken at even steps from the list "
        "in wafer "
        "order, not chosen.";
    section.blocks.emplace_back(FigureBeside{std::move(map), std::move(legend)});
    add_gallery(section, facts, escapes, "Escapes", ink::kAlarm);
    add_gallery(section, facts, overkill, "Overkill", ink::kPlum);
    return section;
}

}  // namespace waferglow
