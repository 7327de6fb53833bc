// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/learn_wafer.h"

#include "libinspect/base/error.h"
#include "libinspect/correlation/apply_model.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// Examples of several wafers, one after the other.
struct Lesson {
    std::vector<std::string> features;
    Examples examples;
    std::vector<std::int32_t> groups;
    std::int64_t dies = 0;  ///< that they were drawn from
};

/// Evenly spread: more would only cost time.
std::vector<std::size_t> thinned(const std::vector<std::size_t>& cells, std::size_t most) {
    if (cells.size() <= most) return cells;
    std::vector<std::size_t> some;
    for (std::size_t i = 0; i < most; ++i) some.push_back(cells[i * cells.size() / most]);
    return some;
}

void add_examples(Lesson& lesson, const DieFeatures& features, const TaughtWafer& wafer,
                  const std::vector<std::size_t>& cells) {
    if (lesson.features.empty()) {
        lesson.features = features.names();
        lesson.examples.table.features = lesson.features.size();
    } else if (lesson.features != features.names()) {
        throw Error(ErrorKind::input,
                    fmt::format("learning: wafer '{}' has other channels or layers than the wafers before it",
                                wafer.map->wafer().id));
    }
    const FeatureTable table = read_features(features, cells);
    std::vector<float>& values = lesson.examples.table.values;
    values.insert(values.end(), table.values.begin(), table.values.end());
    for (const std::size_t cell : cells) lesson.examples.bad.push_back(wafer.bad[cell]);
}

Lesson lesson_of_others(std::span<const TaughtWafer> others, std::uint64_t seed,
                        std::vector<TrainingRecord>& records) {
    Lesson lesson;
    for (const TaughtWafer& other : others) {
        const DieFeatures features(*other.map, other.channels, other.rules);
        const std::vector<std::size_t> all = judged_cells(other);
        const std::vector<std::size_t> cells = thinned(all, kMostExamples / others.size());
        add_examples(lesson, features, other, cells);
        lesson.dies += static_cast<std::int64_t>(all.size());
        const TrainingRecord blocks =
            draw_training_blocks(other.map->grid(), all, static_cast<std::int64_t>(all.size()), seed);
        for (const std::size_t cell : cells) {
            lesson.groups.push_back(others.size() == 1 ? block_of(other.map->grid(), blocks.block_dies, cell)
                                                       : static_cast<std::int32_t>(&other - others.data()));
        }
        records.push_back({other.map->wafer().id, 0, {}});
    }
    return lesson;
}

Examples unseen_examples(const TaughtWafer& wafer, const ModelReader& reader,
                         const std::vector<std::size_t>& cells) {
    Examples examples;
    examples.table.features = reader.model().features.size();
    examples.table.values.resize(cells.size() * examples.table.features);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        reader.read(cells[i], examples.table.row(i));
        examples.bad.push_back(wafer.bad[cells[i]]);
    }
    return examples;
}

/// Verdicts on `cells`, set against EL's.
std::vector<DieOutcome> outcomes_on(const TaughtWafer& wafer, const std::vector<std::size_t>& cells,
                                    const BinVerdicts& verdicts) {
    std::vector<DieOutcome> outcomes(wafer.bad.size(), DieOutcome::none);
    for (const std::size_t cell : cells) {
        const bool passes = verdicts.passes[verdicts.bins[cell]];
        outcomes[cell] = wafer.bad[cell] == 1 ? (passes ? DieOutcome::escape : DieOutcome::hit)
                                              : (passes ? DieOutcome::agreed_good : DieOutcome::overkill);
    }
    return outcomes;
}

}  // namespace

std::vector<std::size_t> judged_cells(const TaughtWafer& wafer) {
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < wafer.bad.size(); ++cell) {
        if (wafer.bad[cell] <= 1 && wafer.rules.bins[cell] != kNoBinCode) cells.push_back(cell);
    }
    return cells;
}

WaferLearning learn_wafer(const TaughtWafer& wafer, std::span<const TaughtWafer> others,
                          std::int64_t train_dies, const LearnOptions& options, const LearnWatch& watch) {
    const DieGrid& grid = wafer.map->grid();
    const DieFeatures features(*wafer.map, wafer.channels, wafer.rules);
    check_stop(watch.stop);
    const std::vector<std::size_t> cells = judged_cells(wafer);
    WaferLearning learning;
    learning.trained.assign(grid.cells(), false);
    Lesson lesson;
    std::vector<TrainingRecord> records;
    if (others.empty()) {
        TrainingRecord record = draw_training_blocks(grid, cells, train_dies, options.seed);
        record.wafer_id = wafer.map->wafer().id;
        const std::vector<bool> taught = trained_on(record, grid, cells);
        std::vector<std::size_t> train;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (taught[i]) train.push_back(cells[i]);
        }
        for (const std::size_t cell : train) learning.trained[cell] = true;
        learning.trained_dies = lesson.dies = static_cast<std::int64_t>(train.size());
        const std::vector<std::size_t> used = thinned(train, kMostExamples);
        add_examples(lesson, features, wafer, used);
        for (const std::size_t cell : used) lesson.groups.push_back(block_of(grid, record.block_dies, cell));
        records.push_back(std::move(record));
    } else {
        lesson = lesson_of_others(others, options.seed, records);
    }
    std::vector<std::size_t> unseen;
    for (const std::size_t cell : cells) {
        if (!learning.trained[cell]) unseen.push_back(cell);
    }
    learning.unseen_dies = static_cast<std::int64_t>(unseen.size());
    if (unseen.empty())
        throw Error(ErrorKind::input, "learning: no die is left to judge the model by; train on fewer dies");

    learning.result = learn_model(lesson.features, lesson.examples, lesson.groups, options, watch);
    learning.result.model.trained = std::move(records);
    learning.result.model.trained_dies = lesson.dies;
    check_stop(watch.stop);
    const ModelReader reader(learning.result.model, features);
    learning.probabilities = fail_probabilities(reader, features, grid.cells(), watch.stop);
    check_stop(watch.stop);
    learning.bins.assign(wafer.rules.bins.begin(), wafer.rules.bins.end());
    override_bins(learning.result.model, learning.probabilities, wafer.rules.passes, learning.bins);
    learning.passes = wafer.rules.passes;
    for (const BinDefinition& bin : learned_bins()) learning.passes[bin.code] = bin.pass;
    learning.gain = learning_gain(
        grid, outcomes_on(wafer, unseen, wafer.rules),
        outcomes_on(wafer, unseen, {.bins = learning.bins, .passes = learning.passes}), options.costs);
    learning.importance = feature_importance(learning.result.model,
                                             unseen_examples(wafer, reader, thinned(unseen, kMostExamples)),
                                             options.seed, watch.stop);
    return learning;
}

}  // namespace waferglow
