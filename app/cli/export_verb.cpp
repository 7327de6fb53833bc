// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli export: a wafer file as a table, as a picture, or as the fab's systems read it.
#include "app/cli/fab_export.h"
#include "app/cli/module_verbs.h"
#include "app/cli/summary.h"
#include "app/cli/tell.h"
#include "app/cli/verb.h"
#include "app/picture/map_picture.h"
#include "libinspect/base/error.h"
#include "libinspect/base/output_target.h"
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/formats/finding_csv.h"
#include "libinspect/formats/layout_file.h"
#include "libinspect/formats/map_csv.h"
#include "libinspect/map/dark_pattern.h"
#include "libinspect/store/wafer_file.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

constexpr const char* kLayoutFormat = "layout";

struct ExportArguments {
    std::string file;
    std::string format;
    std::string output;
    std::string layer;
    int width_px = 1600;
    FabExport fab;
};

void export_csv(const WaferFile& file, const ExportArguments& arguments) {
    write_map_csv(arguments.output, file.map, bins_of(file));
}

void export_defects(const WaferFile& file, const ExportArguments& arguments) {
    const FindingList* list = find_list(file.findings, kDefects);
    if (list == nullptr)
        throw Error(
            ErrorKind::input,
            fmt::format("{}: was not inspected for the appearance of its dies: that needs a channel of "
                        "the kind 'reflected' and a recipe that doesn't turn [appearance] off",
                        arguments.file));
    write_finding_csv(arguments.output, *list, file.map.grid());
}

void export_png(const WaferFile& file, const ExportArguments& arguments) {
    if (arguments.layer.empty() && file.bins.empty()) {
        throw Error(ErrorKind::usage,
                    fmt::format("{} has no bins; name a layer with --layer, or run analyse", arguments.file));
    }
    const YieldCounts counts = count_yield(file);
    MapPictureInput picture;
    picture.map = &file.map;
    picture.layer = arguments.layer;
    picture.bins = file.bins;
    for (const StoredBin& bin : file.bin_table) {
        const std::uint32_t rgb = static_cast<std::uint32_t>(bin.rgb[0]) << 16U |
                                  static_cast<std::uint32_t>(bin.rgb[1]) << 8U | bin.rgb[2];
        picture.bin_styles.push_back({bin.code, bin.name, rgb, bin.pass, bin.dies});
    }
    picture.title = fmt::format("Wafer {}", file.map.wafer().id);
    picture.subtitle = fmt::format("{} of {} dies measured", counts.measured, file.map.presence().count());
    picture.yield = counts.yield();
    picture.width_px = arguments.width_px;
    picture.height_px = arguments.width_px * 5 / 8;
    save_map_picture(picture, arguments.output);
}

/// The layout of the wafer, dark cells that recur being test structures; says how many of them. Explicitly
/// asked for: nothing of this is applied to the wafer itself.
std::string export_layout(const WaferFile& file, const ExportArguments& arguments) {
    const DarkPattern pattern = find_dark_pattern(file.map, file.channels);
    write_layout(arguments.output, file.map.grid(), with_pattern(file.map, pattern));
    if (pattern.cells.empty()) return "no dark dies recur; the layout is the one that the wafer has";
    return fmt::format(
        "{} dies without light, which recur every {} rows and {} columns, are written as pcm; "
        "check them against the mask before use",
        pattern.cells.size(), pattern.rows, pattern.cols);
}

/// What the system calls standard output; the writers know it as something that is never replaced.
constexpr const char* kStandardOutput = "/dev/stdout";

VerbResult export_wafer(ExportArguments arguments, const VerbContext& context) {
    if (arguments.output == "-") arguments.output = kStandardOutput;
    refuse_as_output(arguments.output, {{arguments.file}});  // layers can't be had back from an export
    const bool to_standard_output = leads_to_standard_output(arguments.output);
    if (to_standard_output && context.common.json) {
        throw Error(ErrorKind::usage,
                    "standard output can't carry both the export and the JSON object; name a "
                    "file with --out, or leave --json out");
    }
    if (is_module_file(arguments.file))
        return export_module(arguments.file, arguments.format, arguments.output, arguments.layer,
                             arguments.width_px, context);
    if (arguments.format == "faults" || arguments.format == "demura")
        throw Error(ErrorKind::usage, fmt::format("--format {} is of display modules; {} is of a wafer",
                                                  arguments.format, arguments.file));
    ReadOptions read;
    read.ledger = false;
    read.findings = arguments.format == "klarf" || arguments.format == kDefects;
    read.spectra = false;
    read.el = false;
    read.calibration_images = false;
    read.threads = context.common.threads;
    const bool needs_layers = arguments.format == "csv" || arguments.format == kLayoutFormat;
    if (!needs_layers) {
        read.layers.emplace();
        if (!arguments.layer.empty()) read.layers->push_back(arguments.layer);
    }
    const WaferFile file = read_wafer_file(arguments.file, read);
    nlohmann::ordered_json json{{"file", arguments.output}, {"format", arguments.format}};
    tell_passed_over(arguments.file, file.passed_over, context.common.quiet, json);
    std::string note;
    if (arguments.format == "csv") {
        export_csv(file, arguments);
    } else if (arguments.format == "png") {
        export_png(file, arguments);
    } else if (arguments.format == kDefects) {
        export_defects(file, arguments);
    } else if (arguments.format == kLayoutFormat) {
        note = export_layout(file, arguments);
    } else {
        note = export_fab_file(file, arguments.format, arguments.output, arguments.fab);
    }
    if (!note.empty()) json["note"] = note;
    if (!note.empty() && !context.common.quiet) tell(note);
    // Where the export itself goes to standard output nothing else may.
    return {.text = to_standard_output ? "" : arguments.output + "\n",
            .json = std::move(json),
            .exit_code = kDone};
}

}  // namespace

Verb add_export(CLI::App& app) {
    auto arguments = std::make_shared<ExportArguments>();
    CLI::App* command =
        app.add_subcommand("export", "write a wafer file as a table, a picture or a file for the fab");
    command->add_option("W.h5", arguments->file, "wafer file")->required();
    command
        ->add_option(
            "--format", arguments->format,
            "csv: one line a die; png: a wafer map; klarf, e142, sinf: the fab's files; defects: one line a "
            "defect seen in reflected light; layout: the cells "
            "that are no dies, dark ones that recur among them. Of a display module: csv, png, e142, faults: "
            "the repair list, demura: gains as .png or .csv")
        ->required()
        ->check(CLI::IsMember(
            {"csv", "png", "klarf", "e142", "sinf", kDefects, kLayoutFormat, "faults", "demura"}));
    command
        ->add_option("--out", arguments->output,
                     "file to write, replaced where it exists; - is standard output")
        ->required();
    command->add_option("--layer", arguments->layer, "png: the layer to draw; without it the bins");
    command->add_option("--width", arguments->width_px, "png: width in pixels")
        ->check(CLI::Range(700, 8000))
        ->capture_default_str();
    add_fab_options(*command, arguments->fab);
    return {command, [arguments](const VerbContext& context) { return export_wafer(*arguments, context); }};
}

}  // namespace waferglow::cli
