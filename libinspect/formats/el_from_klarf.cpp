// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/el_from_klarf.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/internal/el_wafer_choice.h"
#include "libinspect/formats/internal/klarf_on_grid.h"
#include "libinspect/formats/internal/text_scan.h"
#include "libinspect/formats/klarf.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {
namespace {

void sort_unique(std::vector<KlarfDie>& dies) {
    if (!std::ranges::is_sorted(dies)) std::ranges::sort(dies);
    dies.erase(std::unique(dies.begin(), dies.end()), dies.end());
}

std::vector<KlarfDie> planned_dies(const KlarfWafer& wafer) {
    std::vector<KlarfDie> dies;
    for (const KlarfTest& test : wafer.tests) dies.insert(dies.end(), test.dies.begin(), test.dies.end());
    sort_unique(dies);
    return dies;
}

/// Dies that were taken off the plan again: a record with a count and pairs of indices.
std::vector<KlarfDie> removed_dies(const KlarfWafer& wafer) {
    std::vector<KlarfDie> dies;
    for (const KlarfField& field : wafer.fields) {
        if (!same_word(field.name, "RemovedDieList")) continue;
        for (std::size_t i = 1; i + 1 < field.values.size(); i += 2) {
            const auto x = parse_whole<std::int32_t>(field.values[i]);
            const auto y = parse_whole<std::int32_t>(field.values[i + 1]);
            if (x && y) dies.push_back({*x, *y});
        }
    }
    sort_unique(dies);
    return dies;
}

/// Whether the test of a defect lists its dies; a test that is not known counts as one that does.
bool has_plan(const KlarfWafer& wafer, double number) {
    bool known = false;
    for (const KlarfTest& test : wafer.tests) {
        if (test.number != number) continue;
        known = true;
        if (!test.dies.empty()) return true;
    }
    return !known;
}

/// Sorted, each once.
std::vector<KlarfDie> bad_dies(const std::filesystem::path& path, const Klarf& klarf, const KlarfWafer& wafer,
                               const std::vector<KlarfDie>& planned) {
    std::vector<KlarfDie> bad;
    const KlarfTable& defects = wafer.defects;
    if (defects.rows() == 0) return bad;
    const KlarfPlaces places(klarf, wafer);
    const auto test = defects.find("TEST");
    for (std::size_t i = 0; i < defects.rows(); ++i) {
        const KlarfDie die = places.die(i);
        const bool listed = planned.empty() || std::ranges::binary_search(planned, die) ||
                            (test && !has_plan(wafer, defects.at(i, *test)));
        if (!listed) {
            throw Error(
                ErrorKind::input,
                fmt::format("{} line {}: the defect lies on die ({}, {}), which the SampleTestPlan does "
                            "not list; correct the plan or the defect",
                            path.string(), i < defects.lines.size() ? defects.lines[i] : 0, die.x, die.y));
        }
        bad.push_back(die);
    }
    sort_unique(bad);
    return bad;
}

}  // namespace

ElTable el_from_klarf(const std::filesystem::path& path, const DieGrid& grid, const ElOptions& options) {
    const Klarf klarf = read_klarf(path);
    ElTable table;
    take_warnings(table, klarf.warnings);
    const std::size_t chosen =
        choose_wafer(path, ids_of(klarf.wafers, &KlarfWafer::wafer_id), options.wafer_id, table.warnings);
    const KlarfWafer& wafer = klarf.wafers[chosen];
    std::vector<KlarfDie> dies = planned_dies(wafer);
    if (dies.empty())
        add_warning(table.warnings, "the file does not list the tested dies, so only its bad ones are known");
    const std::vector<KlarfDie> bad = bad_dies(path, klarf, wafer, dies);
    const std::vector<KlarfDie> removed = removed_dies(wafer);
    std::erase_if(dies, [&](const KlarfDie& die) { return std::ranges::binary_search(removed, die); });
    dies.insert(dies.end(), bad.begin(), bad.end());
    sort_unique(dies);
    const bool doubted = !wafer.doubt.empty();
    if (doubted && bad.empty() && !dies.empty()) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: {}, so no die is known to be good or bad; have the file "
                                "exported again",
                                path.string(), wafer.doubt));
    }
    if (doubted && dies.size() > bad.size())
        add_warning(table.warnings, fmt::format("{}: dies without a defect have no verdict", wafer.doubt));
    for (const KlarfDie& die : dies) {
        const bool fails = std::ranges::binary_search(bad, die);
        table.pass.push_back(fails ? 0 : doubted ? kNoPass : 1);
    }
    place_klarf_dies(klarf, wafer, dies, grid, table);
    return table;
}

}  // namespace waferglow
