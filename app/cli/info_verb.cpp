// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli info: what a wafer file holds, in milliseconds whatever its size.
#include "app/cli/module_verbs.h"
#include "app/cli/spectra_summary.h"
#include "app/cli/summary.h"
#include "app/cli/verb.h"
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/spectrum/peak_counts.h"
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

nlohmann::ordered_json calibrations_json(const WaferFileInfo& info) {
    auto calibrations = nlohmann::ordered_json::array();
    for (const CalibrationEntry& entry : info.header.calibration) {
        nlohmann::ordered_json json{
            {"name", entry.name}, {"source", entry.source}, {"sha256", entry.digest}, {"unit", entry.unit}};
        if (entry.image) {
            json["width_px"] = entry.image->width_px;
            json["height_px"] = entry.image->height_px;
            json["min"] = entry.image->min_dn;
            json["max"] = entry.image->max_dn;
            json["mean"] = number_or_null(entry.image->mean_dn);
        } else {
            json["values"] = nlohmann::ordered_json::array();
            for (const double value : entry.values) json["values"].push_back(number_or_null(value));
        }
        calibrations.push_back(std::move(json));
    }
    return calibrations;
}

std::string values_text(const CalibrationEntry& entry) {
    constexpr std::size_t kMost = 6;
    if (entry.image)
        return fmt::format("{} x {} px from {} to {}, mean {:.6g}", entry.image->width_px,
                           entry.image->height_px, entry.image->min_dn, entry.image->max_dn,
                           entry.image->mean_dn);
    if (entry.values.size() > kMost) return fmt::format("{} values", entry.values.size());
    std::string text;
    for (const double value : entry.values) text += fmt::format("{}{:.6g}", text.empty() ? "" : ", ", value);
    return text;
}

std::string calibrations_text(const WaferFileInfo& info) {
    if (info.header.calibration.empty()) return {};
    std::string text = fmt::format("\n{:<28} {}\n", "calibration", "values, unit, source");
    for (const CalibrationEntry& entry : info.header.calibration)
        text += fmt::format("{:<28} {} {}  {}\n", entry.name, values_text(entry), entry.unit, entry.source);
    return text;
}

}  // namespace

Verb add_info(CLI::App& app) {
    auto path = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand("info", "say what a wafer file holds");
    command->add_option("W.h5", *path, "wafer file")->required();
    return {command, [path](const VerbContext& context) {
                if (is_module_file(*path)) return module_info(*path, context);
                const WaferFileInfo info = read_wafer_info(*path);
                VerbResult result;
                result.json = wafer_json(info.header, info.tiles);
                result.json["file_bytes"] = info.file_bytes;
                result.json["schema_version"] = info.schema_version;
                result.json["program_version"] = info.header.program_version;
                result.json[kClusters] = 0;
                for (const auto& [kind, count] : info.findings) result.json[kind] = count;
                result.json["spectra"] = info.spectra;
                result.json["el_records"] = info.el_records;
                result.json["calibrations"] = calibrations_json(info);
                result.json["layers"] = layers_json(info);
                result.text = wafer_text(info.header, info.tiles);
                add_spectra(info.spectrum_flags, result.json);
                const std::string missing = describe_missing_peaks(count_peaks(info.spectrum_flags));
                if (!missing.empty()) result.text += missing + '\n';
                result.text += layers_text(info) + calibrations_text(info);
                for (const LogEntry& entry : info.header.log) {
                    result.text +=
                        fmt::format("\n{}  {}  {}  {}", entry.time, entry.user, entry.action, entry.text);
                }
                result.text += '\n';
                tell_passed_over(*path, info.header.passed_over, context.common.quiet, result.json);
                return result;
            }};
}

}  // namespace waferglow::cli
