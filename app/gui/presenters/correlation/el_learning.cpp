// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/correlation/el_learning.h"

#include "libinspect/base/error.h"
#include "libinspect/scan/inspect.h"

namespace waferglow::gui {

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
    const auto on_unseen = [&](const BinVerdicts& verdicts) {
        return judge_dies(join, el.pass, verdicts, learning.trained).confusion;
    };
    result.rules = on_unseen(rules.view());
    result.learned = on_unseen({.bins = learning.bins, .passes = learning.passes});
    result.gain = learning.gain;
    result.importance = learning.importance;
    result.trained_records = trained_records(join, el.size(), learning.trained);
    Recipe recipe = rules.recipe;
    recipe.model = learning.result.model;
    result.recipe_toml = to_toml(recipe);
    return result;
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
