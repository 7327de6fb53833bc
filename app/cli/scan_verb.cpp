// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli scan: drives the tool over a wafer, tiles to wafer file.
#include "app/cli/progress_bar.h"
#include "app/cli/spectra_summary.h"
#include "app/cli/summary.h"
#include "app/cli/tell.h"
#include "app/cli/verb.h"
#include "app/station/local_user.h"
#include "app/station/scan_order.h"
#include "app/station/trouble.h"
#include "libinspect/base/error.h"

#include <cstdio>
#include <memory>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

struct ScanArguments {
    std::string recipe;
    std::string tool;
    std::string output;
    std::string record;
    std::string calibrations;
    bool force = false;
    bool resume = false;
    bool keep_going = false;
};

double per_second(double amount, double seconds) {
    return seconds > 0.0 ? amount / seconds : 0.0;
}

nlohmann::ordered_json acquisition_json(const tool::ScanOutcome& scan) {
    const auto taken = static_cast<double>(scan.taken.taken);
    const CameraInfo& camera = scan.plan.job.camera;
    const double acquiring_s = scan.activity.acquiring_s;
    return {{"seconds", scan.scan_s},
            {"tiles_taken", scan.taken.taken},
            {"tiles_per_s", per_second(taken, acquiring_s)},
            {"pixels_per_s", per_second(taken * camera.width_px * camera.height_px, acquiring_s)},
            {"acquiring_s", acquiring_s},
            {"computing_s", scan.activity.computing_s},
            {"overlap_share", scan.activity.overlap_share()},
            {"retaken", scan.taken.retaken},
            {"reconnected", scan.taken.reconnected},
            {"frames_dropped", scan.taken.dropped},
            {"stage_deviation_um", scan.taken.largest_deviation_um},
            {"queue_bytes_peak", scan.peak_queue_bytes},
            {"spectra", scan.spectra}};
}

nlohmann::ordered_json plan_json(const tool::ScanOutcome& scan) {
    return {{"positions", scan.plan.positions},           {"overlap_um", scan.plan.overlap_um},
            {"overlap_share", scan.plan.overlap_share},   {"estimated_s", scan.estimate.seconds},
            {"memory_bytes", scan.estimate.memory_bytes}, {"disk_bytes", scan.estimate.disk_bytes}};
}

std::string acquisition_text(const tool::ScanOutcome& scan, const std::string& output) {
    const auto pixels = static_cast<double>(scan.taken.taken) * scan.plan.job.camera.width_px *
                        scan.plan.job.camera.height_px;
    std::string text = fmt::format(
        "{} in {}: {} tiles taken, {:.1f} tiles/s, {:.0f} Mpx/s; {:.0f} % of the computing ran meanwhile\n",
        output, format_duration(scan.scan_s), scan.taken.taken,
        per_second(static_cast<double>(scan.taken.taken), scan.activity.acquiring_s),
        1e-6 * per_second(pixels, scan.activity.acquiring_s), 100.0 * scan.activity.overlap_share());
    if (scan.spectra > 0) text += fmt::format("{} dies with a spectrum\n", scan.spectra);
    if (scan.taken.retaken > 0)
        text += fmt::format(
            "{} tries failed and were repeated, devices connected anew {} times; see the ledger\n",
            scan.taken.retaken, scan.taken.reconnected);
    return text;
}

tool::ScanRequest request_of(const ScanArguments& arguments, const VerbContext& context) {
    tool::ScanRequest request;
    request.output = arguments.output;
    if (!arguments.record.empty()) request.record = arguments.record;
    request.force = arguments.force;
    request.resume = arguments.resume;
    request.keep_going = arguments.keep_going;
    request.threads = context.common.threads;
    request.log = station::local_log_entry("scan", arguments.recipe);
    if (!context.common.quiet) request.announce = [](const std::string& plan) { tell(plan); };
    return request;
}

/// A fault before the grid is found leaves images and no wafer file, and so does a disk that fills in
/// mid-scan: both are resumed, too.
tool::ScanOutcome scan_resumably(const station::ScanOrder& order, tool::ScanControl& control,
                                 tool::ScanMonitor& monitor) {
    try {
        return station::carry_out(order, control, monitor);
    } catch (const Error& error) {
        const bool passes = error.kind() == ErrorKind::device || error.kind() == ErrorKind::cancelled ||
                            station::cause_of(error.kind(), full_message(error)) == station::Cause::disk_full;
        if (!passes || !station::is_resumable(order.request)) throw;
        throw Error(error.kind(), full_message(error) +
                                      "; what was taken is kept, go on with the same command and --resume");
    }
}

VerbResult scan(const ScanArguments& arguments, const VerbContext& context) {
    const station::ScanOrder order{.tool_file = arguments.tool,
                                   .calibrations = arguments.calibrations,
                                   .recipe = read_recipe(arguments.recipe),
                                   .request = request_of(arguments, context)};
    ProgressBar progress(!context.common.quiet);
    tool::ScanControl control(context.stop);
    tool::ScanMonitor monitor;
    monitor.forward_to(&progress);
    const tool::ScanOutcome outcome = scan_resumably(order, control, monitor);
    const InspectOutcome& inspect = outcome.inspect;
    if (!inspect.note.empty() && !context.common.quiet) tell(inspect.note);

    const LedgerCounts tiles = count_tiles(inspect.file.ledger);
    VerbResult result;
    result.json = wafer_json(inspect.file, tiles);
    result.json["frames"] = frames_json(inspect.file);
    result.json["note"] = inspect.note;
    result.json["seconds"] = outcome.scan_s;
    result.json["pixels"] = inspect.pixels;
    result.json["resumed"] = outcome.resumed;
    result.json["file"] = arguments.output;
    result.json["plan"] = plan_json(outcome);
    result.json["acquisition"] = acquisition_json(outcome);
    add_spectra(spectrum_flags(inspect.file), result.json);
    result.text = wafer_text(inspect.file, tiles) + acquisition_text(outcome, arguments.output);
    if (!inspect.fault.empty()) {
        result.failure =
            inspect.fault + "; what was measured is kept, go on with the same command and --resume";
        result.exit_code = kDeviceFault;
    } else if (inspect.cancelled) {
        result.failure = "stopped; go on with the same command and --resume";
        result.exit_code = kCancelled;
    }
    return result;
}

}  // namespace

Verb add_scan(CLI::App& app) {
    auto arguments = std::make_shared<ScanArguments>();
    CLI::App* command = app.add_subcommand("scan", "scan a wafer with the tool: tiles in, wafer file out");
    command->add_option("--recipe", arguments->recipe, "recipe (TOML) with a [scan] section")->required();
    command->add_option("--tool", arguments->tool, "tool file (TOML); without it the simulated tool");
    command->add_option("--out", arguments->output, "wafer file to write (HDF5)")->required();
    command->add_option("--record", arguments->record, "keep all tiles in this folder, as a recording");
    command->add_option(
        "--calibrations", arguments->calibrations,
        "go by the calibrations of this folder; without it by those that the tool file names");
    command->add_flag("--force", arguments->force, "replace an output that exists, drop an interrupted run");
    command->add_flag("--resume", arguments->resume, "go on where an interrupted run stopped");
    command->add_flag("--keep-going", arguments->keep_going,
                      "mark tiles that can't be taken as failed and go on");
    return {command, [arguments](const VerbContext& context) { return scan(*arguments, context); }};
}

}  // namespace waferglow::cli
