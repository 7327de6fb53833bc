// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/el_lesson.h"

#include "libinspect/base/error.h"
#include "libinspect/correlation/apply_model.h"
#include "libinspect/defect/rules.h"
#include "libinspect/formats/el_table.h"
#include "libinspect/scan/evaluate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace waferglow {

RuleVerdicts rule_verdicts(const WaferFile& file, const std::string& path) {
    if (file.bins.empty()) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: no bins yet; run 'waferglow-cli analyse {}' first", path, path));
    }
    RuleVerdicts verdicts;
    if (!file.recipe_toml.empty()) verdicts.recipe = parse_recipe(file.recipe_toml, path + ": stored recipe");
    verdicts.passes = passing_codes(file.bin_table);
    if (verdicts.recipe.model && !file.appearance.empty()) {
        DieMap map = file.map;
        Recipe rules = verdicts.recipe;
        rules.model.reset();
        Evaluation judged =
            evaluate(map, file.channels, rules, standard_judges(), file.appearance, taken_tiles(file));
        verdicts.recipe.rules = judged.applied.rules;
        verdicts.bins = std::move(judged.bins);
        for (const BinDefinition& bin : judged.definitions) verdicts.passes[bin.code] = bin.pass;
    } else if (verdicts.recipe.model) {
        verdicts.recipe.rules = resolve_rules(file.map, file.channels, verdicts.recipe.rules);
        verdicts.bins = bin_dies(file.map, file.channels, verdicts.recipe.rules);
        for (const BinDefinition& bin : bin_definitions(verdicts.recipe.rules))
            verdicts.passes[bin.code] = bin.pass;
    } else {
        verdicts.bins = file.bins;
    }
    return verdicts;
}

std::vector<std::uint8_t> bad_by_cell(const ElJoin& join, std::span<const std::uint8_t> pass) {
    std::vector<std::uint8_t> bad(join.record_of_cell.size(), kNoPass);
    if (pass.empty()) return bad;
    for (std::size_t cell = 0; cell < bad.size(); ++cell) {
        const std::int32_t record = join.record_of_cell[cell];
        if (record == ElJoin::kNoRecord) continue;
        const std::uint8_t verdict = pass[static_cast<std::size_t>(record)];
        if (verdict <= 1) bad[cell] = verdict == 0 ? 1 : 0;
    }
    return bad;
}

WaferLearning learn_from_el(const WaferFile& file, const RuleVerdicts& rules, const ElJoin& join,
                            std::span<const std::uint8_t> pass, std::span<const TaughtWafer> others,
                            const TrainingShare& share, const LearnOptions& options,
                            const LearnWatch& watch) {
    const std::vector<std::uint8_t> bad = bad_by_cell(join, pass);
    const TaughtWafer wafer{.map = &file.map, .channels = file.channels, .rules = rules.view(), .bad = bad};
    const auto judged = static_cast<double>(judged_cells(wafer).size());
    const std::int64_t dies = share.dies > 0 ? share.dies : std::llround(share.fraction * judged);
    return learn_wafer(wafer, others, dies, options, watch);
}

bool judged_by_model(const WaferFile& file) {
    return std::ranges::any_of(file.bin_table, [](const StoredBin& bin) { return bin.code == kElFailCode; });
}

std::vector<bool> cells_learnt_from(const WaferFile& file, const std::string& path) {
    if (!judged_by_model(file) || file.recipe_toml.empty()) return {};
    const Recipe recipe = parse_recipe(file.recipe_toml, path + ": stored recipe");
    if (!recipe.model) return {};
    std::vector<std::size_t> cells(file.map.grid().cells());
    std::iota(cells.begin(), cells.end(), std::size_t{0});
    std::vector<bool> learnt(cells.size(), false);
    for (const TrainingRecord& record : recipe.model->trained) {
        if (record.wafer_id != file.map.wafer().id) continue;
        const std::vector<bool> some = trained_on(record, file.map.grid(), cells);
        for (std::size_t i = 0; i < some.size(); ++i) learnt[i] = learnt[i] || some[i];
    }
    return learnt;
}

std::vector<float> trained_records(const ElJoin& join, std::size_t records,
                                   const std::vector<bool>& trained) {
    std::vector<float> marks;
    if (trained.empty()) return marks;
    marks.assign(records, 0.0F);
    for (std::size_t cell = 0; cell < trained.size(); ++cell) {
        if (trained[cell] && join.record_of_cell[cell] >= 0)
            marks[static_cast<std::size_t>(join.record_of_cell[cell])] = 1.0F;
    }
    return marks;
}

}  // namespace waferglow
