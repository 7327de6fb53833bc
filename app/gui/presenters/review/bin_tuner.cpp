// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/review/bin_tuner.h"

#include "libinspect/correlation/apply_model.h"
#include "libinspect/defect/die_evidence.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/scan/evaluated_file.h"
#include "libinspect/scan/inspect.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace waferglow::gui {
namespace {

/// Every `step`-th row and column of a grid.
DieGrid thinned(const DieGrid& grid, std::int32_t step) {
    DieGrid thin = grid;
    thin.rows = (grid.rows + step - 1) / step;
    thin.cols = (grid.cols + step - 1) / step;
    thin.pitch_x_um *= step;
    thin.pitch_y_um *= step;
    if (step > 1) thin.steps = {};  // a preview of every step-th die has no need of them
    return thin;
}

/// The others say yes or no.
bool gives_probabilities(ModelKind kind) {
    return kind == ModelKind::logistic || kind == ModelKind::forest || kind == ModelKind::boosted;
}

/// The limit is kept as the prices of the two mistakes: that of a good die rejected stays.
LearnedModel with_limit(LearnedModel model, const BinTuning& wanted) {
    if (wanted.reject_above)
        model.costs.escape = model.costs.overkill * (1.0 - *wanted.reject_above) / *wanted.reject_above;
    return model;
}

}  // namespace

TuningPtr load_tuning(const WaferDocument& document) {
    auto tuning = std::make_shared<TuningMap>();
    const WaferFile& header = document.header();
    tuning->channels = header.channels;
    Recipe recipe;
    if (!header.recipe_toml.empty()) recipe = parse_recipe(header.recipe_toml, document.path().string());
    tuning->model = std::move(recipe.model);
    const DieGrid& grid = document.grid();
    const double ratio = static_cast<double>(grid.cells()) / static_cast<double>(kSmallWaferCells);
    tuning->step = std::max(1, static_cast<std::int32_t>(std::ceil(std::sqrt(ratio))));
    const std::int32_t step = tuning->step;
    const WaferLayout layout = step == 1 ? document.header().map.layout() : WaferLayout{};
    tuning->map = DieMap(document.wafer(), thinned(grid, step), layout);
    const DieGrid& thin = tuning->map.grid();
    std::vector<std::string> names = rule_layers(tuning->channels, recipe.rules);
    std::erase_if(names, [&document](const std::string& name) { return !document.has_layer(name); });
    if (tuning->model && document.has_layer(kFailProbabilityLayer)) names.emplace_back(kFailProbabilityLayer);
    for (const std::string& name : names) {
        const Layer full = read_layer(document.path(), name);
        Layer& layer = tuning->map.add(full.name, full.unit, full.title);
        for (std::int32_t row = 0; row < thin.rows; ++row) {
            for (std::int32_t col = 0; col < thin.cols; ++col)
                layer.values[thin.cell({row, col})] = full.values[grid.cell({row * step, col * step})];
        }
    }
    tuning->stored.rules = resolve_rules(tuning->map, tuning->channels, recipe.rules);
    if (tuning->model) {
        tuning->rule_bins = bin_dies(tuning->map, tuning->channels, tuning->stored.rules);
        if (gives_probabilities(tuning->model->kind) && tuning->map.find(kFailProbabilityLayer) != nullptr)
            tuning->stored.reject_above = tuning->model->costs.reject_above();
    }
    return tuning;
}

bool tunable(const TuningMap& tuning) {
    return !tuning.model || tuning.stored.reject_above.has_value();
}

TuningResult retune(const TuningMap& tuning, const BinTuning& wanted, const BinData* before) {
    TuningResult result;
    std::vector<StoredBin> table = stored_bins(bin_definitions(wanted.rules));
    std::vector<std::uint8_t> bins;
    if (tuning.model) {
        bins = tuning.rule_bins;
        if (const Layer* probability = tuning.map.find(kFailProbabilityLayer))
            override_bins(with_limit(*tuning.model, wanted), probability->values, wanted.rules.passes, bins);
        for (StoredBin& bin : stored_bins(learned_bins())) table.push_back(std::move(bin));
    } else {
        bins = bin_dies(tuning.map, tuning.channels, wanted.rules);
    }
    result.bins = make_bin_data(bins, table, tuning.map.grid());
    result.yield = yield_of(*result.bins);
    if (before == nullptr || before->ranks.size() != result.bins->ranks.size()) return result;
    const auto passes = [](const BinData& bins) {
        std::array<bool, 256> by_rank{};
        for (std::size_t rank = 1; rank < by_rank.size(); ++rank) {
            const StoredBin* bin = bins.find(bins.code_of_rank[rank]);
            by_rank[rank] = bin != nullptr && bin->pass;
        }
        return by_rank;
    };
    const auto was = passes(*before);
    const auto is = passes(*result.bins);
    for (std::size_t cell = 0; cell < before->ranks.size(); ++cell)
        result.changed += was[before->ranks[cell]] != is[result.bins->ranks[cell]] ? 1 : 0;
    return result;
}

void apply_tuning(const std::filesystem::path& path, const BinTuning& wanted, const LogEntry& log) {
    const WaferFile header = read_wafer_file(path, ReadOptions::header_only());
    Recipe recipe = header.recipe_toml.empty() ? Recipe{} : parse_recipe(header.recipe_toml, path.string());
    recipe.rules = wanted.rules;
    if (recipe.model) recipe.model = with_limit(std::move(*recipe.model), wanted);
    static_cast<void>(analyse_wafer_file(path, recipe, log, 0));
}

}  // namespace waferglow::gui
