// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/el_learning.h"

#include "libinspect/base/error.h"
#include "libinspect/defect/rules.h"
#include "libinspect/scan/inspect.h"

#include <array>
#include <cmath>

namespace waferglow::gui {
namespace {

/// Verdicts by the rules alone, whatever model the file's bins were made with.
struct Rules {
    Recipe recipe;
    std::vector<std::uint8_t> bins;
    std::array<bool, 256> passes{};
    [[nodiscard]] BinVerdicts view() const { return {.bins = bins, .passes = passes}; }
};

Rules rules_of(const WaferFile& file, const std::string& source) {
    Rules rules;
    if (!file.recipe_toml.empty()) rules.recipe = parse_recipe(file.recipe_toml, source);
    rules.recipe.model.reset();
    rules.recipe.rules = resolve_rules(file.map, file.channels, rules.recipe.rules);
    rules.bins = bin_dies(file.map, file.channels, rules.recipe.rules);
    for (const BinDefinition& bin : bin_definitions(rules.recipe.rules)) rules.passes[bin.code] = bin.pass;
    return rules;
}

/// Counts dies that were not learnt from.
Confusion unseen(const ElJoin& join, const ElTable& el, const BinVerdicts& verdicts,
                 const std::vector<bool>& trained) {
    const JudgedDies judged = judge_dies(join, el.pass, verdicts);
    Confusion confusion;
    for (std::size_t cell = 0; cell < judged.outcomes.size(); ++cell) {
        if (!trained[cell]) add_outcome(confusion, judged.outcomes[cell]);
    }
    return confusion;
}

}  // namespace

ElLearning learn_from_el(const std::filesystem::path& wafer_file, const ElTable& el,
                         const ErrorCosts& costs) {
    if (el.pass.empty())
        throw Error(ErrorKind::input,
                    "The EL table has no column 'pass' (0 or 1), so there is nothing to learn.");
    ReadOptions read;
    read.spectra = false;
    read.el = false;
    const WaferFile file = read_wafer_file(wafer_file, read);
    Rules rules = rules_of(file, wafer_file.string() + ": stored recipe");
    const ElJoin join = join_el(file.map, el.row, el.col, el.pass);
    std::vector<std::uint8_t> bad(join.record_of_cell.size(), kNoPass);
    for (std::size_t cell = 0; cell < bad.size(); ++cell) {
        const std::int32_t record = join.record_of_cell[cell];
        if (record < 0) continue;
        const std::uint8_t pass = el.pass[static_cast<std::size_t>(record)];
        if (pass <= 1) bad[cell] = pass == 0 ? 1 : 0;
    }
    const TaughtWafer wafer{.map = &file.map, .channels = file.channels, .rules = rules.view(), .bad = bad};
    LearnOptions options;
    options.costs = costs;
    const auto judged = static_cast<std::int64_t>(judged_cells(wafer).size());
    const WaferLearning learning = learn_wafer(wafer, {}, judged / 2, options);

    ElLearning result;
    result.kind = learning.result.model.kind;
    result.trained_dies = learning.trained_dies;
    result.rules = unseen(join, el, rules.view(), learning.trained);
    result.learned = unseen(join, el, {.bins = learning.bins, .passes = learning.passes}, learning.trained);
    result.importance = learning.importance;
    result.trained_records.assign(el.size(), 0.0F);
    for (std::size_t cell = 0; cell < learning.trained.size(); ++cell) {
        if (learning.trained[cell] && join.record_of_cell[cell] >= 0)
            result.trained_records[static_cast<std::size_t>(join.record_of_cell[cell])] = 1.0F;
    }
    rules.recipe.model = learning.result.model;
    result.recipe_toml = to_toml(rules.recipe);
    return result;
}

std::int64_t forget_trained(ElTable& el, const WaferFile& header) {
    if (header.recipe_toml.empty() || el.pass.empty()) return 0;
    const Recipe recipe = parse_recipe(header.recipe_toml, "stored recipe");
    if (!recipe.model) return 0;
    const DieGrid& grid = header.map.grid();
    std::int64_t count = 0;
    for (const TrainingRecord& record : recipe.model->trained) {
        if (record.wafer_id != header.map.wafer().id) continue;
        for (std::size_t i = 0; i < el.size(); ++i) {
            const DieIndex die{el.row[i], el.col[i]};
            if (!grid.contains(die) || el.pass[i] > 1) continue;
            const std::array<std::size_t, 1> cell{grid.cell(die)};
            if (!trained_on(record, grid, cell).front()) continue;
            el.pass[i] = kNoPass;
            ++count;
        }
    }
    return count;
}

void apply_learning(const std::filesystem::path& wafer_file, const DieTable& el, const ElLearning& learning,
                    const LogEntry& log) {
    WaferUpdate update;
    update.el = el;
    update.el->columns.push_back({"trained", "", "learnt from, 1 yes", learning.trained_records});
    update_wafer_file(wafer_file, update);
    static_cast<void>(
        analyse_wafer_file(wafer_file, parse_recipe(learning.recipe_toml, "learnt recipe"), log, 0));
}

}  // namespace waferglow::gui
