// SPDX-License-Identifier: GPL-3.0-or-later
// Leaky dies: how many, how large the leaks are, what could have been seen, and what it rests on.
#include "libinspect/defect/leak_map.h"
#include "libinspect/recipe/internal/section_table.h"
#include "libinspect/report/internal/charts.h"
#include "libinspect/report/internal/numbers.h"
#include "libinspect/report/internal/plot.h"
#include "libinspect/report/internal/sections.h"
#include "libinspect/report/internal/wafer_map_figure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <filesystem>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace waferglow {
namespace {

constexpr std::size_t kWorstLeaks = 10;
constexpr std::size_t kLeakClasses = 50;

/// The [leakage] section of the recipe as applied; what is missing has its default.
LeakSettings leak_settings(const std::string& recipe_toml) {
    const std::filesystem::path source = "recipe";
    LeakSettings settings;
    try {
        const toml::table recipe = toml::parse(recipe_toml);
        if (const toml::table* leakage = recipe["leakage"].as_table())
            read_keys(TomlTable(source, "[leakage]", *leakage), leakage_keys(), settings);
    } catch (const std::exception&) {
        // A recipe that can't be read was not written by this program; the defaults are what remains.
    }
    return settings;
}

/// "4.2 kΩ".
std::string ohm_text(double ohm) {
    if (!std::isfinite(ohm) || ohm <= 0.0) return "\u2013";
    constexpr std::array<const char*, 5> kUnits{"\u03A9", "k\u03A9", "M\u03A9", "G\u03A9", "T\u03A9"};
    const auto step = static_cast<std::size_t>(std::clamp(std::floor(std::log10(ohm) / 3.0), 0.0, 4.0));
    return short_text(ohm / std::pow(1000.0, static_cast<double>(step)), 3) + "\u00A0" + kUnits[step];
}

/// Cells of leaky dies by rising resistance.
std::vector<std::size_t> leaky_cells(const Layer& shunt) {
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < shunt.values.size(); ++cell)
        if (std::isfinite(shunt.values[cell])) cells.push_back(cell);
    std::ranges::sort(cells, [&](std::size_t a, std::size_t b) {
        return std::pair(shunt.values[a], a) < std::pair(shunt.values[b], b);
    });
    return cells;
}

std::string die_text(const DieGrid& grid, std::size_t cell) {
    const auto columns = static_cast<std::size_t>(grid.cols);
    return fmt::format("row {}, col {}", cell / columns, cell % columns);
}

Table worst_table(const ReportFacts& facts, const std::vector<std::size_t>& cells) {
    const DieMap& map = facts.file->map;
    const std::vector<float>& shunt = map.at(kShuntLayer).values;
    const std::vector<float>& sigma = map.at(kShuntSigmaLayer).values;
    const std::vector<float>& share = map.at(kLeakShareLayer).values;
    Table table{.columns = {{"die", false, 1.7},
                            {"shunt", true, 1.1},
                            {"\u00B1 1 \u03C3", true, 1.1},
                            {"share", true, 0.9}},
                .rows = {},
                .title = "Largest leaks"};
    for (std::size_t i = 0; i < std::min(cells.size(), kWorstLeaks); ++i) {
        const std::size_t cell = cells[i];
        table.rows.push_back({{die_text(map.grid(), cell)},
                              {ohm_text(static_cast<double>(shunt[cell]))},
                              {ohm_text(static_cast<double>(sigma[cell]))},
                              {percent_text(static_cast<double>(share[cell]), 0)}});
    }
    table.note = fmt::format(
        "The {} lowest of {}. Share: of the photocurrent at the lowest excitation density, through the leak.",
        count_text(static_cast<std::int64_t>(table.rows.size())),
        count_text(static_cast<std::int64_t>(cells.size())));
    return table;
}

/// The map in decades: shunts lie over many.
Figure shunt_map(const ReportFacts& facts) {
    const Layer& shunt = facts.file->map.at(kShuntLayer);
    Layer decades{.name = "log10 ohm", .unit = "", .title = "", .values = shunt.values};
    for (float& value : decades.values) value = std::log10(value);
    Figure figure = layer_map_figure(facts.file->map, decades, {.width_pt = 262.0, .pixels = 800});
    figure.title = "Equivalent shunt resistance, log10 of ohm";
    figure.caption = "Dies without a significant leak are blank.";
    return figure;
}

void add_line(Figure& figure, const Plot& plot, const std::vector<double>& x, const std::vector<double>& y,
              std::uint32_t rgb, bool dashed) {
    PathShape line{.points = {}, .width = 1.1, .rgb = rgb, .dashed = dashed};
    for (std::size_t i = 0; i < x.size(); ++i) line.points.push_back(plot.at(x[i], y[i]));
    figure.shapes.emplace_back(std::move(line));
}

/// Light against excitation density of three dies, the healthy curve beside them.
Figure curves_figure(const ReportFacts& facts, const Sweep& sweep, const std::vector<std::size_t>& cells,
                     double width) {
    constexpr std::array<std::uint32_t, 3> kInks{ink::kAlarm, ink::kPlum, ink::kAccent};
    constexpr std::array<double, 3> kPlaces{0.1, 0.5, 0.9};
    std::vector<LeakCurve> curves;
    std::vector<std::string> words;
    for (const double place : kPlaces) {
        if (cells.empty()) break;
        const std::size_t cell =
            cells[static_cast<std::size_t>(place * static_cast<double>(cells.size() - 1))];
        curves.push_back(leak_curve(facts.file->map, sweep, cell));
        words.push_back(fmt::format(
            "{}: {}", die_text(facts.file->map.grid(), cell),
            curves.back().leak ? ohm_text(static_cast<double>(curves.back().leak->shunt_ohm)) : "no leak"));
    }
    Figure figure{.width = width,
                  .height = 236.0,
                  .title = "Light against excitation density",
                  .alt = "Light of leaky dies against excitation density beside that of a healthy die"};
    if (curves.empty()) return figure;
    const double low = 1e-3;
    const double most = 1.5 * curves.front().healthy.back();
    Plot plot(
        figure,
        {.low = curves.front().excitation_w_cm2.front(),
         .high = curves.front().excitation_w_cm2.back(),
         .label = "excitation density, W/cm\u00B2",
         .log = true},
        {.low = low, .high = most, .label = "light, healthy die at the lowest density = 1", .log = true},
        {.left = 46.0, .top = 46.0});
    plot.draw_grid();
    add_line(figure, plot, curves.front().excitation_w_cm2, curves.front().healthy, ink::kQuiet, true);
    for (std::size_t i = 0; i < curves.size(); ++i) {
        add_line(figure, plot, curves[i].excitation_w_cm2, curves[i].model, kInks[i], false);
        DotsShape dots{.centers = {}, .radius = 2.4, .rgb = kInks[i]};
        for (const LeakCurve::Point& point : curves[i].measured)
            dots.centers.push_back(plot.at(point.excitation_w_cm2, std::max(point.light, low)));
        figure.shapes.emplace_back(std::move(dots));
        figure.shapes.emplace_back(TextShape{
            .x = plot.left(), .y = 19.0 + 11.0 * static_cast<double>(i), .text = words[i], .rgb = kInks[i]});
    }
    figure.shapes.emplace_back(
        TextShape{.x = plot.left(), .y = 8.0, .text = "dashed: healthy die", .rgb = ink::kQuiet});
    figure.caption =
        "Dots: measured; at the lower edge where no light was left. Lines: the model with the shunt found.";
    return figure;
}

Figure shunt_histogram(const ReportFacts& facts, const std::vector<std::size_t>& cells, double width) {
    const Layer& shunt = facts.file->map.at(kShuntLayer);
    std::vector<float> decades;
    decades.reserve(cells.size());
    for (const std::size_t cell : cells) decades.push_back(std::log10(shunt.values[cell]));
    const LayerSummary summary = summarise(decades);
    const double low = std::floor(2.0 * summary.min) / 2.0;
    const double high = std::ceil(2.0 * summary.max + 1e-6) / 2.0;
    Figure figure =
        histogram_figure(histogram(decades, low, high, kLeakClasses), summary, "log10 of ohm", width, 112.0);
    figure.title = "Shunts of leaky dies";
    return figure;
}

Table sweep_table(const Sweep& sweep) {
    Table table{.columns = {{"excitation density", false, 1.4},
                            {"slope k", true, 0.8},
                            {"noise", true, 0.8},
                            {"scatter", true, 0.8},
                            {"ratio called a leak", true, 1.3},
                            {"detection limit", true, 1.1}},
                .rows = {},
                .title = "What could be seen"};
    for (const SweepChannel& channel : sweep.channels) {
        const double density = channel.channel.excitation_w_cm2;
        const bool reference = channel.limit_sigmas <= 0.0;
        const double limit =
            channel.ratio - channel.limit_sigmas * std::hypot(channel.noise, channel.scatter);
        table.rows.push_back({{fmt::format("{:g} W/cm\u00B2", density)},
                              {fixed_text(sweep.model.slope_at(density), 2)},
                              {percent_text(channel.noise)},
                              {reference ? "reference" : percent_text(channel.scatter)},
                              {reference ? "\u2013" : "below " + fixed_text(limit, 3)},
                              {ohm_text(detection_limit_ohm(sweep, density))}});
    }
    table.note =
        "k: d ln PL / d ln excitation density of healthy dies in the model. Noise and scatter: of healthy "
        "dies, relative, "
        "1 \u03C3; the ratio is to the strongest channel. Detection limit: shunts below it are found at that "
        "density, given "
        "the noise of the weakest channel.";
    return table;
}

}  // namespace

std::optional<Section> leakage_section(const ReportFacts& facts) {
    const DieMap& map = facts.file->map;
    const Layer* shunt = map.find(kShuntLayer);
    if (shunt == nullptr || map.find(kShuntSigmaLayer) == nullptr || map.find(kLeakShareLayer) == nullptr)
        return std::nullopt;
    const LeakSettings settings = leak_settings(facts.file->recipe_toml);
    const std::optional<Sweep> sweep = learn_sweep(map, facts.file->channels, settings);
    if (!sweep) return std::nullopt;
    const std::vector<std::size_t> cells = leaky_cells(*shunt);
    const auto leaky = static_cast<std::int64_t>(cells.size());
    Section section{.title = "Leakage", .blocks = {}, .new_page = true};
    std::string text = fmt::format(
        "{} of {} measured dies ({}) leak: weak light leaves them darker, compared with strong light, than "
        "noise and the "
        "scatter of healthy dies explain.",
        count_text(leaky), count_text(facts.measured), percent_text(share_of(leaky, facts.measured)));
    if (leaky > 0)
        text += fmt::format(" The median equivalent shunt is {}.",
                            ohm_text(static_cast<double>(shunt->values[cells[cells.size() / 2]])));
    section.blocks.emplace_back(Paragraph{text});
    if (leaky > 0) {
        Figure curves = curves_figure(facts, *sweep, cells, 222.0);
        section.blocks.emplace_back(FigureRow{{shunt_map(facts), std::move(curves)}});
        section.blocks.emplace_back(
            FigureBeside{shunt_histogram(facts, cells, 222.0), worst_table(facts, cells)});
    }
    section.blocks.emplace_back(sweep_table(*sweep));
    const std::string slope =
        sweep->model.fitted()
            ? fmt::format("from the wafer's healthy dies, whose light grows with a mean slope of {}",
                          fixed_text(sweep->model.mean_slope(), 2))
            : fmt::format(
                  "midway between its extremes (slope 1.5 at the lowest density), as a slope of {} between "
                  "the "
                  "channels is none to expect there: their exposures or gains can't be compared, and all "
                  "resistances may be wrong by a third",
                  fixed_text(sweep->model.measured_slope(), 2));
    section.blocks.emplace_back(Paragraph{
        fmt::format("Method: an illuminated die is a solar cell at open circuit; what its wells absorb "
                    "recombines or leaks. How light "
                    "follows recombination is taken {}. Ohms rest on a die of {:g} \u00D7 {:g} \u00B5m, an "
                    "absorbed share of {:g}, light "
                    "of {:g} nm and {:g} V at {:g} W/cm\u00B2; an error of these scales all resistances "
                    "alike. Sidewall damage drains "
                    "carriers in the same way and counts as an equivalent shunt. Dies dark under strong "
                    "light are left out: a dead "
                    "short and a missing die look alike.",
                    slope, map.grid().die_width_um, map.grid().die_height_um, settings.absorbed_share,
                    settings.excitation_nm, settings.voltage_v, settings.voltage_at_w_cm2),
        TextRole::note});
    return section;
}

}  // namespace waferglow
