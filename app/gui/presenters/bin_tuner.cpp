// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/bin_tuner.h"

#include "libinspect/defect/die_evidence.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/scan/inspect.h"

#include <algorithm>
#include <cmath>

namespace waferglow::gui {
namespace {

/// Names of the layers that the rules may read, of those that the file has.
std::vector<std::string> rule_layers(const WaferDocument& document, const BinRules& rules) {
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
        if (document.has_layer(name) && std::ranges::find(names, name) == names.end()) names.push_back(name);
    };
    for (const Channel& channel : document.header().channels) {
        add(relative_layer_name(channel));
        for (const Quantity quantity :
             {Quantity::sum, Quantity::noise, Quantity::nonuniformity, Quantity::saturated_px})
            add(layer_name(channel, quantity));
    }
    add(kPeakWavelengthLayer);
    for (const CustomBin& bin : rules.custom) add(bin.layer);
    return names;
}

/// Every `step`-th row and column of a grid.
DieGrid thinned(const DieGrid& grid, std::int32_t step) {
    DieGrid thin = grid;
    thin.rows = (grid.rows + step - 1) / step;
    thin.cols = (grid.cols + step - 1) / step;
    thin.pitch_x_um *= step;
    thin.pitch_y_um *= step;
    return thin;
}

std::vector<StoredBin> table_of(const BinRules& rules) {
    std::vector<StoredBin> table;
    for (const BinDefinition& bin : bin_definitions(rules)) {
        const auto part = [&](unsigned shift) { return static_cast<std::uint8_t>(bin.rgb >> shift & 0xFFU); };
        table.push_back({bin.code, bin.name, {part(16), part(8), part(0)}, bin.pass, bin.description, 0});
    }
    return table;
}

}  // namespace

TuningPtr load_tuning(const WaferDocument& document) {
    auto tuning = std::make_shared<TuningMap>();
    const WaferFile& header = document.header();
    tuning->channels = header.channels;
    if (!header.recipe_toml.empty())
        tuning->stored = parse_recipe(header.recipe_toml, document.path().string()).rules;
    const DieGrid& grid = document.grid();
    const double ratio = static_cast<double>(grid.cells()) / static_cast<double>(kSmallWaferCells);
    tuning->step = std::max(1, static_cast<std::int32_t>(std::ceil(std::sqrt(ratio))));
    const std::int32_t step = tuning->step;
    tuning->map = DieMap(document.wafer(), thinned(grid, step));
    const DieGrid& thin = tuning->map.grid();
    for (const std::string& name : rule_layers(document, tuning->stored)) {
        const Layer full = read_layer(document.path(), name);
        Layer& layer = tuning->map.add(full.name, full.unit, full.title);
        for (std::int32_t row = 0; row < thin.rows; ++row) {
            for (std::int32_t col = 0; col < thin.cols; ++col)
                layer.values[thin.cell({row, col})] = full.values[grid.cell({row * step, col * step})];
        }
    }
    tuning->stored = resolve_rules(tuning->map, tuning->channels, tuning->stored);
    return tuning;
}

TuningResult retune(const TuningMap& tuning, const BinRules& rules, const BinData* before) {
    TuningResult result;
    result.bins =
        make_bin_data(bin_dies(tuning.map, tuning.channels, rules), table_of(rules), tuning.map.grid());
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

void apply_rules(const std::filesystem::path& path, const BinRules& rules, const LogEntry& log) {
    const WaferFile header = read_wafer_file(path, ReadOptions::header_only());
    Recipe recipe = header.recipe_toml.empty() ? Recipe{} : parse_recipe(header.recipe_toml, path.string());
    recipe.rules = rules;
    static_cast<void>(analyse_wafer_file(path, recipe, log, 0));
}

}  // namespace waferglow::gui
