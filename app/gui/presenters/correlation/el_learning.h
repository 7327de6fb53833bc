// SPDX-License-Identifier: GPL-3.0-or-later
// Thresholds learnt from a wafer's own EL data: half of its blocks teach, the other half judges.
#pragma once

#include "libinspect/formats/el_table.h"
#include "libinspect/scan/el_lesson.h"
#include "libinspect/store/wafer_content.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace waferglow::gui {

/// What came of it. Immutable.
struct ElLearning {
    ModelKind kind = ModelKind::recipe;
    std::int64_t trained_dies = 0;
    Confusion rules;    ///< of the recipe's rules on dies not learnt from
    Confusion learned;  ///< of the model on the same dies
    LearningGain gain;  ///< on the same dies
    std::vector<FeatureImportance> importance;
    std::string recipe_toml;             ///< the wafer's recipe with the model
    std::vector<float> trained_records;  ///< 1 for each EL record learnt from, else 0
};
using LearningPtr = std::shared_ptr<const ElLearning>;

/// A wafer with all that is learnt from. Immutable once made.
struct Lesson {
    WaferFile file;
    RuleVerdicts rules;
};
using LessonPtr = std::shared_ptr<const Lesson>;

/// Blocking; HDF5's thread. Throws Error(input) where the file can't be learnt from.
[[nodiscard]] LessonPtr read_lesson(const std::filesystem::path& wafer_file);

/// `el` has labels of the wafer. Blocking; any thread. Throws Error: input where too few dies failed or
/// passed to learn from, cancelled.
[[nodiscard]] ElLearning learn(const Lesson& lesson, const ElTable& el, const ErrorCosts& costs,
                               const LearnWatch& watch);

/// EL records (with those learnt from marked), recipe and new verdicts into the wafer file; can be cancelled
/// until the verdicts are written. Blocking; HDF5's thread.
void apply_learning(const std::filesystem::path& wafer_file, const DieTable& el, const ElLearning& learning,
                    const LogEntry& log, const std::stop_token& stop);

}  // namespace waferglow::gui
