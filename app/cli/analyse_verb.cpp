// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli analyse: bins anew from stored layers.
#include "app/cli/local_log.h"
#include "app/cli/summary.h"
#include "app/cli/verb.h"
#include "libinspect/scan/inspect.h"

#include <memory>

namespace waferglow::cli {

Verb add_analyse(CLI::App& app) {
    struct Arguments {
        std::string file;
        std::string recipe;
    };
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command =
        app.add_subcommand("analyse", "judge the dies of a wafer file anew, no pixels needed");
    command->add_option("W.h5", arguments->file, "wafer file; its bins are replaced")->required();
    command->add_option("--recipe", arguments->recipe,
                        "recipe (TOML); without it thresholds come from the data");
    return {command, [arguments](const VerbContext& context) {
                const Recipe recipe = arguments->recipe.empty() ? Recipe{} : read_recipe(arguments->recipe);
                const std::string what =
                    arguments->recipe.empty() ? "default recipe" : "recipe " + arguments->recipe;
                const WaferFile file = analyse_wafer_file(arguments->file, recipe, log_entry("analyse", what),
                                                          context.common.threads);
                const LedgerCounts tiles = count_tiles(file.ledger);
                return VerbResult{
                    .text = wafer_text(file, tiles), .json = wafer_json(file, tiles), .exit_code = 0};
            }};
}

}  // namespace waferglow::cli
