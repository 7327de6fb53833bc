// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/el_learning.h"

#include "libinspect/base/error.h"
#include "libinspect/scan/inspect.h"

namespace waferglow::gui {
namespace {

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

LessonPtr read_lesson(const std::filesystem::path& wafer_file) {
    ReadOptions read;
    read.spectra = false;
    read.el = false;
    read.calibration_images = false;
    auto lesson = std::make_shared<Lesson>();
    lesson->file = read_wafer_file(wafer_file, read);
    lesson->rules = rule_verdicts(lesson->file, wafer_file.string());
    return lesson;
}

ElLearning learn(const Lesson& lesson, const ElTable& el, const ErrorCosts& costs, const LearnWatch& watch) {
    if (el.pass.empty())
        throw Error(ErrorKind::input,
                    "The EL table has no column 'pass' (0 or 1), so there is nothing to learn.");
    const RuleVerdicts& rules = lesson.rules;
    const ElJoin join = join_el(lesson.file.map, el.row, el.col, el.pass);
    LearnOptions options;
    options.costs = costs;
    const WaferLearning learning = learn_from_el(lesson.file, rules, join, el.pass, {}, {}, options, watch);

    ElLearning result;
    result.kind = learning.result.model.kind;
    result.trained_dies = learning.trained_dies;
    result.rules = unseen(join, el, rules.view(), learning.trained);
    result.learned = unseen(join, el, {.bins = learning.bins, .passes = learning.passes}, learning.trained);
    result.gain = learning.gain;
    result.importance = learning.importance;
    result.trained_records = trained_records(join, el.size(), learning.trained);
    Recipe recipe = rules.recipe;
    recipe.model = learning.result.model;
    result.recipe_toml = to_toml(recipe);
    return result;
}

std::int64_t forget_trained(ElTable& el, const WaferFile& header) {
    if (header.recipe_toml.empty() || el.pass.empty()) return 0;
    const Recipe recipe = parse_recipe(header.recipe_toml, "stored recipe");
    if (!recipe.model) return 0;
    const DieGrid& grid = header.map.grid();
    std::vector<std::size_t> cells;
    std::vector<std::size_t> records;
    for (std::size_t i = 0; i < el.size(); ++i) {
        const DieIndex die{el.row[i], el.col[i]};
        if (!grid.contains(die) || el.pass[i] > 1) continue;
        cells.push_back(grid.cell(die));
        records.push_back(i);
    }
    const std::vector<bool> learnt = learnt_dies(recipe, header.map.wafer().id, grid, cells);
    std::int64_t count = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!learnt[i]) continue;
        el.pass[records[i]] = kNoPass;
        ++count;
    }
    return count;
}

void apply_learning(const std::filesystem::path& wafer_file, const DieTable& el, const ElLearning& learning,
                    const LogEntry& log, const std::stop_token& stop) {
    WaferUpdate update;
    update.el = el;
    update_wafer_file(wafer_file, update);
    static_cast<void>(
        analyse_wafer_file(wafer_file, parse_recipe(learning.recipe_toml, "learnt recipe"), log, 0, stop));
}

}  // namespace waferglow::gui
