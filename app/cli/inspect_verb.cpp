// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli inspect: recorded tiles in, inspected wafer out.
#include "app/cli/module_verbs.h"
#include "app/cli/progress_bar.h"
#include "app/cli/spectra_summary.h"
#include "app/cli/summary.h"
#include "app/cli/tell.h"
#include "app/cli/verb.h"
#include "app/station/local_user.h"
#include "libinspect/base/error.h"
#include "libinspect/formats/layout_file.h"
#include "libinspect/scan/inspect.h"

#include <chrono>
#include <cstdio>
#include <memory>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

struct InspectArguments {
    std::string recording;
    std::string recipe;
    std::string layout;
    std::string output;
    bool force = false;
    bool resume = false;
    bool keep_going = false;
};

/// The layout asked for, else the recording's own, else the recipe's.
void set_layout(Recording& recording, const InspectArguments& arguments, const Recipe& recipe) {
    if (!arguments.layout.empty()) {
        recording.layout = read_layout(arguments.layout, recording.grid);
    } else if (!recording.layout_file && recipe.scan && !recipe.scan->layout_file.empty()) {
        recording.layout = read_layout(recipe.scan->layout_file, recording.grid);
    }
}

VerbResult inspect(const InspectArguments& arguments, const VerbContext& context) {
    const auto start = std::chrono::steady_clock::now();
    const Recipe recipe = arguments.recipe.empty() ? Recipe{} : read_recipe(arguments.recipe);
    Recording recording = read_recording(
        arguments.recording, arguments.keep_going ? MissingTiles::left_to_the_scan : MissingTiles::refused);
    ProgressBar progress(!context.common.quiet);
    const InspectOptions options{.output = arguments.output,
                                 .force = arguments.force,
                                 .resume = arguments.resume,
                                 .keep_going = arguments.keep_going,
                                 .threads = context.common.threads,
                                 .log = station::local_log_entry("inspect", arguments.recording),
                                 .stop = context.stop,
                                 .progress = &progress};
    if (recording.module) {
        if (!arguments.layout.empty())
            throw Error(ErrorKind::usage, "--layout is of wafers; every pixel of a display module is there");
        return inspect_module_recording(recording, recipe, options, context.common.quiet);
    }
    set_layout(recording, arguments, recipe);
    const InspectOutcome outcome = inspect_recording(recording, recipe, options);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!outcome.note.empty() && !context.common.quiet) tell(outcome.note);

    const LedgerCounts tiles = count_tiles(outcome.file.ledger);
    VerbResult result;
    result.json = wafer_json(outcome.file, tiles);
    result.json["frames"] = frames_json(outcome.file);
    result.json["note"] = outcome.note;
    result.json["seconds"] = seconds;
    result.json["pixels"] = outcome.pixels;
    result.json["resumed"] = outcome.resumed;
    result.json["file"] = arguments.output;
    add_spectra(spectrum_flags(outcome.file), result.json);
    result.text = wafer_text(outcome.file, tiles) +
                  fmt::format("{} in {}: {:.0f} Mpx, {:.0f} Mpx/s\n", arguments.output,
                              format_duration(seconds), 1e-6 * static_cast<double>(outcome.pixels),
                              1e-6 * static_cast<double>(outcome.pixels) / seconds);
    tell_passed_over(arguments.output, outcome.file.passed_over, context.common.quiet, result.json);
    if (outcome.cancelled) {
        result.failure = "stopped; go on with the same command and --resume";
        result.exit_code = kCancelled;
    }
    return result;
}

}  // namespace

Verb add_inspect(CLI::App& app) {
    auto arguments = std::make_shared<InspectArguments>();
    CLI::App* command = app.add_subcommand(
        "inspect", "inspect a recording of a wafer or a display module: tiles in, its file out");
    command->add_option("RECORDING", arguments->recording, "folder with recording.toml, or that file")
        ->required();
    command->add_option("--out", arguments->output, "wafer file to write (HDF5)")->required();
    command->add_option("--recipe", arguments->recipe,
                        "recipe (TOML); without it thresholds come from the data");
    command->add_option("--layout", arguments->layout,
                        "which cells of the grid are dies: CSV of row, col, kind and group, or an E142 or "
                        "SINF map; without it as the recording or the recipe says");
    command->add_flag("--force", arguments->force, "replace an output that exists, drop an interrupted run");
    command->add_flag("--resume", arguments->resume, "go on where an interrupted run stopped");
    command->add_flag("--keep-going", arguments->keep_going,
                      "mark tiles that can't be read as failed and go on");
    return {command, [arguments](const VerbContext& context) { return inspect(*arguments, context); }};
}

}  // namespace waferglow::cli
