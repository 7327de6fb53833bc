// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/correlate_learn.h"

#include "libinspect/base/error.h"
#include "libinspect/defect/rules.h"

#include <cmath>
#include <memory>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

/// Another wafer to learn from, with what its view points at.
struct OtherWafer {
    WaferFile file;
    RuleVerdicts rules;
    std::vector<std::uint8_t> bad;
    [[nodiscard]] TaughtWafer view() const {
        return {.map = &file.map, .channels = file.channels, .rules = rules.view(), .bad = bad};
    }
};

std::unique_ptr<OtherWafer> load_other(const std::string& text, bool quiet) {
    const std::size_t equals = text.rfind('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
        throw Error(ErrorKind::usage, fmt::format("--learn-from: '{}' must be like W2.h5=EL2.csv", text));
    auto other = std::make_unique<OtherWafer>();
    const std::string path = text.substr(0, equals);
    ReadOptions read;
    read.spectra = false;
    other->file = read_wafer_file(path, read);
    other->rules = rule_verdicts(other->file, path);
    ElRequest request;
    request.file = text.substr(equals + 1);
    const AlignedEl el = load_el(request, other->file.map, other->rules.view(), quiet);
    const ElJoin join = join_el(other->file.map, el.table.row, el.table.col, el.table.pass);
    other->bad = bad_by_cell(join, el.table);
    return other;
}

}  // namespace

std::vector<std::uint8_t> bad_by_cell(const ElJoin& join, const ElTable& el) {
    std::vector<std::uint8_t> bad(join.record_of_cell.size(), kNoPass);
    for (std::size_t cell = 0; cell < bad.size(); ++cell) {
        const std::int32_t record = join.record_of_cell[cell];
        if (record == ElJoin::kNoRecord || el.pass.empty()) continue;
        const std::uint8_t pass = el.pass[static_cast<std::size_t>(record)];
        if (pass <= 1) bad[cell] = pass == 0 ? 1 : 0;
    }
    return bad;
}

RuleVerdicts rule_verdicts(const WaferFile& file, const std::string& path) {
    if (file.bins.empty()) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: no bins yet; run 'waferglow-cli analyse {}' first", path, path));
    }
    RuleVerdicts verdicts;
    if (!file.recipe_toml.empty()) verdicts.recipe = parse_recipe(file.recipe_toml, path + ": stored recipe");
    for (const StoredBin& bin : file.bin_table) verdicts.passes[bin.code] = bin.pass;
    if (verdicts.recipe.model) {
        verdicts.recipe.rules = resolve_rules(file.map, file.channels, verdicts.recipe.rules);
        verdicts.bins = bin_dies(file.map, file.channels, verdicts.recipe.rules);
        for (const BinDefinition& bin : bin_definitions(verdicts.recipe.rules))
            verdicts.passes[bin.code] = bin.pass;
    } else {
        verdicts.bins = file.bins;
    }
    return verdicts;
}

WaferLearning learn(const WaferFile& file, const RuleVerdicts& rules, const ElJoin& join, const ElTable& el,
                    const LearnRequest& request, bool quiet) {
    const std::vector<std::uint8_t> bad = bad_by_cell(join, el);
    const TaughtWafer wafer{.map = &file.map, .channels = file.channels, .rules = rules.view(), .bad = bad};
    std::vector<std::unique_ptr<OtherWafer>> others;
    for (const std::string& text : request.from) others.push_back(load_other(text, quiet));
    std::vector<TaughtWafer> views;
    for (const auto& other : others) views.push_back(other->view());
    const auto judged = static_cast<double>(judged_cells(wafer).size());
    const std::int64_t dies =
        request.train_dies > 0 ? request.train_dies : std::llround(request.train_fraction * judged);
    LearnOptions options = request.options;
    if (!request.model.empty()) options.only = model_kind(request.model);
    return learn_wafer(wafer, views, dies, options);
}

}  // namespace waferglow::cli
