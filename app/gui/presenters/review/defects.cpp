// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/review/defects.h"

#include "libinspect/finding/finding_kinds.h"
#include "libinspect/recipe/recipe.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace waferglow::gui {
namespace {

constexpr const char* kOtherClass = "anomaly";

double number_at(const FindingColumn* column, std::size_t i) {
    return column == nullptr ? std::numeric_limits<double>::quiet_NaN() : column->numbers[i];
}

std::string text_at(const FindingColumn* column, std::size_t i) {
    return column == nullptr ? std::string() : column->texts[i];
}

}  // namespace

std::vector<DefectRow> defect_rows(const WaferDocument& document) {
    std::vector<DefectRow> rows;
    const FindingList* list = find_list(document.findings, kDefects);
    if (list == nullptr) return rows;
    const FindingColumn* length = list->column("length_um");
    const FindingColumn* width = list->column("width_um");
    const FindingColumn* sigma = list->column("sigma");
    const FindingColumn* region = list->column("region");
    const FindingColumn* reason = list->column("reason");
    const FindingColumn* verdict = list->column("verdict");
    const std::vector<Channel>& channels = document.header().channels;
    for (std::size_t i = 0; i < list->findings.size(); ++i) {
        const Finding& finding = list->findings[i];
        const DieIndex die{finding.on.row_begin, finding.on.col_begin};
        if (finding.on.empty() || !document.grid().contains(die)) continue;
        const WaferPoint center = document.grid().center(die);
        const auto channel = static_cast<std::size_t>(finding.channel);
        rows.push_back({.finding = i,
                        .channel = channel < channels.size() ? channels[channel].name : std::string(),
                        .defect = finding.number,
                        .die = die,
                        .class_name = list->classes[static_cast<std::size_t>(finding.code)],
                        .fails = text_at(verdict, i) == "fail",
                        .region = text_at(region, i),
                        .reason = text_at(reason, i),
                        .x_um = finding.place.x - center.x,
                        .y_um = finding.place.y - center.y,
                        .length_um = number_at(length, i),
                        .width_um = number_at(width, i),
                        .sigma = number_at(sigma, i)});
    }
    return rows;
}

std::vector<DefectCount> count_defects(const std::vector<DefectRow>& rows) {
    struct Seen {
        std::set<std::pair<std::string, std::int32_t>> defects;
        std::set<std::pair<std::int32_t, std::int32_t>> dies;
        std::set<std::pair<std::int32_t, std::int32_t>> failing;
    };
    std::map<std::string, Seen> classes;
    for (const DefectRow& row : rows) {
        Seen& seen = classes[row.class_name];
        seen.defects.insert({row.channel, row.defect});
        seen.dies.insert({row.die.row, row.die.col});
        if (row.fails) seen.failing.insert({row.die.row, row.die.col});
    }
    std::vector<DefectCount> counts;
    std::int64_t all = 0;
    for (const auto& [name, seen] : classes) {
        counts.push_back({.class_name = name,
                          .defects = static_cast<std::int64_t>(seen.defects.size()),
                          .dies = static_cast<std::int64_t>(seen.dies.size()),
                          .failing_dies = static_cast<std::int64_t>(seen.failing.size())});
        all += counts.back().defects;
    }
    std::ranges::stable_sort(
        counts, [](const DefectCount& a, const DefectCount& b) { return a.defects > b.defects; });
    std::int64_t so_far = 0;
    for (DefectCount& count : counts) {
        so_far += count.defects;
        count.cumulative = static_cast<double>(so_far) / static_cast<double>(all);
    }
    return counts;
}

std::vector<std::string> class_choices(const WaferDocument& document) {
    const std::string& toml = document.header().recipe_toml;
    const Recipe recipe = toml.empty() ? Recipe{} : parse_recipe(toml, document.path().string());
    std::vector<std::string> names;
    const auto add = [&names](const std::string& name) {
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    };
    for (const appearance::ClassRule& rule : settings_of(recipe.appearance).rules) add(rule.name);
    add(kOtherClass);
    add(appearance::kFalseAlarm);
    return names;
}

}  // namespace waferglow::gui
