// SPDX-License-Identifier: GPL-3.0-or-later
// Thresholds learnt from a wafer's own EL data: half of its blocks teach, the other half judges.
#pragma once

#include "libinspect/correlation/learn_wafer.h"
#include "libinspect/formats/el_table.h"
#include "libinspect/store/wafer_content.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace waferglow::gui {

/// What came of it. Immutable.
struct ElLearning {
    ModelKind kind = ModelKind::recipe;
    std::int64_t trained_dies = 0;
    Confusion rules;    ///< of the recipe's rules on dies not learnt from
    Confusion learned;  ///< of the model on the same dies
    std::vector<FeatureImportance> importance;
    std::string recipe_toml;             ///< the wafer's recipe with the model
    std::vector<float> trained_records;  ///< 1 for each EL record learnt from, else 0
};
using LearningPtr = std::shared_ptr<const ElLearning>;

/// `el` has labels of the wafer. Blocking; HDF5's thread. Throws Error(input) where too few dies failed or
/// passed to learn from.
[[nodiscard]] ElLearning learn_from_el(const std::filesystem::path& wafer_file, const ElTable& el,
                                       const ErrorCosts& costs);

/// Takes the verdict of every record whose die the wafer's model has learnt from: figures on such dies would
/// flatter it. Returns how many.
std::int64_t forget_trained(ElTable& el, const WaferFile& header);

/// EL records, recipe and new verdicts into the wafer file. Blocking; HDF5's thread.
void apply_learning(const std::filesystem::path& wafer_file, const DieTable& el, const ElLearning& learning,
                    const LogEntry& log);

}  // namespace waferglow::gui
