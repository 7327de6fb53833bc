// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli export: a wafer file as a table or as a picture.
#include "app/cli/summary.h"
#include "app/cli/verb.h"
#include "app/picture/map_picture.h"
#include "libinspect/base/error.h"
#include "libinspect/formats/map_csv.h"
#include "libinspect/store/wafer_file.h"

#include <memory>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

struct ExportArguments {
    std::string file;
    std::string format;
    std::string output;
    std::string layer;
    int width_px = 1600;
};

void export_csv(const WaferFile& file, const ExportArguments& arguments) {
    BinColumn bins{.codes = file.bins, .labels = {}};
    for (const StoredBin& bin : file.bin_table) bins.labels.push_back({bin.code, bin.name, bin.pass});
    write_map_csv(arguments.output, file.map, bins);
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

VerbResult export_wafer(const ExportArguments& arguments, const VerbContext& context) {
    ReadOptions read;
    read.ledger = false;
    read.clusters = false;
    read.spectra = false;
    read.el = false;
    read.threads = context.common.threads;
    if (arguments.format == "png") {
        read.layers.emplace();
        if (!arguments.layer.empty()) read.layers->push_back(arguments.layer);
    }
    const WaferFile file = read_wafer_file(arguments.file, read);
    if (arguments.format == "csv") {
        export_csv(file, arguments);
    } else {
        export_png(file, arguments);
    }
    return {.text = arguments.output + "\n",
            .json = {{"file", arguments.output}, {"format", arguments.format}},
            .exit_code = 0};
}

}  // namespace

Verb add_export(CLI::App& app) {
    auto arguments = std::make_shared<ExportArguments>();
    CLI::App* command = app.add_subcommand("export", "write a wafer file as a table or a picture");
    command->add_option("W.h5", arguments->file, "wafer file")->required();
    command->add_option("--format", arguments->format, "csv: one line a die; png: a wafer map")
        ->required()
        ->check(CLI::IsMember({"csv", "png"}));
    command->add_option("--out", arguments->output, "file to write; replaced where it exists")->required();
    command->add_option("--layer", arguments->layer, "png: the layer to draw; without it the bins");
    command->add_option("--width", arguments->width_px, "png: width in pixels")
        ->check(CLI::Range(700, 8000))
        ->capture_default_str();
    return {command, [arguments](const VerbContext& context) { return export_wafer(*arguments, context); }};
}

}  // namespace waferglow::cli
