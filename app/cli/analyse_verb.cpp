// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli analyse: bins anew from stored layers.
#include "app/cli/module_verbs.h"
#include "app/cli/summary.h"
#include "app/cli/verb.h"
#include "app/station/local_user.h"
#include "libinspect/correlation/apply_model.h"
#include "libinspect/scan/inspect.h"
#include "libinspect/store/wafer_file.h"

#include <memory>

namespace waferglow::cli {
namespace {

/// Thresholds from the data; the model, which is learnt and not set by people, stays.
Recipe default_with_model(const std::string& path) {
    Recipe recipe;
    const std::string stored = read_wafer_file(path, ReadOptions::header_only()).recipe_toml;
    if (stored.find("[model]") == std::string::npos) return recipe;
    recipe.model = parse_recipe(stored, path + ": stored recipe").model;
    if (recipe.model) {
        for (const BinDefinition& bin : learned_bins()) recipe.rules.passes[bin.code] = bin.pass;
    }
    return recipe;
}

}  // namespace

Verb add_analyse(CLI::App& app) {
    struct Arguments {
        std::string file;
        std::string recipe;
    };
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command =
        app.add_subcommand("analyse", "judge the dies of a wafer file anew, no pixels needed");
    command->add_option("W.h5", arguments->file, "wafer file; its bins are replaced")->required();
    command->add_option(
        "--recipe", arguments->recipe,
        "recipe (TOML); without it thresholds come from the data, and a model that 'correlate --learn' "
        "left in the file is applied");
    return {command, [arguments](const VerbContext& context) {
                if (is_module_file(arguments->file))
                    return analyse_module(arguments->file, arguments->recipe, context);
                const bool given = !arguments->recipe.empty();
                const Recipe recipe =
                    given ? read_recipe(arguments->recipe) : default_with_model(arguments->file);
                const std::string what = given          ? "recipe " + arguments->recipe
                                         : recipe.model ? "default recipe with the learnt model"
                                                        : "default recipe";
                const WaferFile file =
                    analyse_wafer_file(arguments->file, recipe, station::local_log_entry("analyse", what),
                                       context.common.threads);
                const LedgerCounts tiles = count_tiles(file.ledger);
                VerbResult result{
                    .text = wafer_text(file, tiles), .json = wafer_json(file, tiles), .exit_code = kDone};
                tell_passed_over(arguments->file, file.passed_over, context.common.quiet, result.json);
                return result;
            }};
}

}  // namespace waferglow::cli
