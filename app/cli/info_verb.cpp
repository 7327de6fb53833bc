// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli info: what a wafer file holds, in milliseconds whatever its size.
#include "app/cli/summary.h"
#include "app/cli/verb.h"
#include "libinspect/store/wafer_file.h"

#include <memory>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

nlohmann::ordered_json layers_json(const WaferFileInfo& info) {
    auto layers = nlohmann::ordered_json::array();
    for (const LayerInfo& layer : info.layers) {
        layers.push_back({{"name", layer.name},
                          {"unit", layer.unit},
                          {"title", layer.title},
                          {"values", layer.values},
                          {"min", number_or_null(layer.min)},
                          {"max", number_or_null(layer.max)}});
    }
    return layers;
}

std::string layers_text(const WaferFileInfo& info) {
    std::string text =
        fmt::format("\n{:<28} {:>12} {:>12} {:>12}  {}\n", "layer", "values", "min", "max", "unit");
    for (const LayerInfo& layer : info.layers) {
        text += fmt::format("{:<28} {:>12} {:>12.5g} {:>12.5g}  {}\n", layer.name, layer.values, layer.min,
                            layer.max, layer.unit);
    }
    return text;
}

}  // namespace

Verb add_info(CLI::App& app) {
    auto path = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand("info", "say what a wafer file holds");
    command->add_option("W.h5", *path, "wafer file")->required();
    return {command, [path](const VerbContext&) {
                const WaferFileInfo info = read_wafer_info(*path);
                VerbResult result;
                result.json = wafer_json(info.header, info.tiles);
                result.json["file_bytes"] = info.file_bytes;
                result.json["schema_version"] = info.schema_version;
                result.json["program_version"] = info.header.program_version;
                result.json["clusters"] = info.clusters;
                result.json["spectra"] = info.spectra;
                result.json["el_records"] = info.el_records;
                result.json["layers"] = layers_json(info);
                result.text = wafer_text(info.header, info.tiles) + layers_text(info);
                for (const LogEntry& entry : info.header.log) {
                    result.text +=
                        fmt::format("\n{}  {}  {}  {}", entry.time, entry.user, entry.action, entry.text);
                }
                result.text += '\n';
                return result;
            }};
}

}  // namespace waferglow::cli
