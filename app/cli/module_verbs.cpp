// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/module_verbs.h"

#include "app/cli/module_summary.h"
#include "app/cli/progress_bar.h"
#include "app/cli/tell.h"
#include "app/station/local_user.h"
#include "libinspect/base/error.h"
#include "libinspect/base/output_target.h"
#include "libinspect/formats/e142.h"
#include "libinspect/formats/module_csv.h"
#include "libinspect/formats/module_images.h"
#include "libinspect/scan/module_inspect.h"
#include "libinspect/scan/module_repeat.h"

#include <chrono>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

void refuse_wafer_format(const std::string& format) {
    if (format != "klarf" && format != "sinf") return;
    throw Error(ErrorKind::usage,
                fmt::format("{} files are of wafers, with places about their centre; the faults of a display "
                            "module are written by --format faults",
                            format == "klarf" ? "KLARF" : "SINF"));
}

void write_export(const JudgedModule& judged, const std::string& format, const std::string& output,
                  const std::string& layer, int width_px) {
    const module::ModuleLight& light = judged.file.light;
    if (format == "csv") {
        write_module_csv(output, light, judged.quality);
    } else if (format == "faults") {
        write_fault_csv(output, light, judged.quality);
    } else if (format == "demura") {
        write_demura(output, demura_table_of(light, judged.quality));
    } else if (format == "png") {
        write_module_picture(output, light, judged.quality, layer, width_px);
    } else if (format == "e142") {
        BinMap map = bin_map_of(light, judged.quality);
        map.time = judged.file.log.empty() ? std::string() : judged.file.log.front().time;
        write_e142(output, map);
    } else {
        throw Error(
            ErrorKind::usage,
            fmt::format("a display module has no export '{}'; there are csv, faults, demura, png, e142",
                        format));
    }
}

}  // namespace

bool is_module_file(const std::filesystem::path& path) {
    return std::filesystem::is_regular_file(path) && stored_object(path) == StoredObject::module;
}

VerbResult inspect_module_recording(const Recording& recording, const Recipe& recipe,
                                    const InspectOptions& options, bool quiet) {
    const auto start = std::chrono::steady_clock::now();
    const ModuleOutcome outcome = inspect_module(recording, recipe, options);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!outcome.note.empty() && !quiet) tell(outcome.note);
    VerbResult result;
    result.json = module_json(outcome.file, outcome.quality);
    result.json["note"] = outcome.note;
    result.json["seconds"] = seconds;
    result.json["pixels"] = outcome.pixels;
    result.json["resumed"] = outcome.resumed;
    result.json["file"] = options.output.string();
    result.text = module_text(outcome.file, outcome.quality) +
                  fmt::format("{} in {}\n", options.output.string(), format_duration(seconds));
    if (outcome.cancelled) {
        result.failure = "stopped; go on with the same command and --resume";
        result.exit_code = kCancelled;
    }
    return result;
}

VerbResult analyse_module(const std::string& file, const std::string& recipe, const VerbContext& context) {
    const Recipe chosen = recipe.empty() ? Recipe{} : read_recipe(recipe);
    const std::string what = recipe.empty() ? "default recipe" : "recipe " + recipe;
    const JudgedModule judged =
        analyse_module_file(file, chosen, station::local_log_entry("analyse", what), context.common.threads);
    return {.text = module_text(judged.file, judged.quality),
            .json = module_json(judged.file, judged.quality),
            .exit_code = kDone};
}

VerbResult module_info(const std::string& file, const VerbContext& context) {
    const JudgedModule judged = read_judged_module(file, context.common.threads);
    VerbResult result{.text = module_text(judged.file, judged.quality),
                      .json = module_json(judged.file, judged.quality),
                      .exit_code = kDone};
    result.json["file_bytes"] = std::filesystem::file_size(file);
    result.json["program_version"] = judged.file.program_version;
    for (const LogEntry& entry : judged.file.log)
        result.text += fmt::format("\n{}  {}  {}  {}", entry.time, entry.user, entry.action, entry.text);
    result.text += '\n';
    return result;
}

VerbResult export_module(const std::string& file, const std::string& format, const std::string& output,
                         const std::string& layer, int width_px, const VerbContext& context) {
    refuse_wafer_format(format);
    write_export(read_judged_module(file, context.common.threads), format, output, layer, width_px);
    return {.text = leads_to_standard_output(output) ? "" : output + "\n",
            .json = {{"file", output}, {"format", format}},
            .exit_code = kDone};
}

VerbResult gauge_modules(const std::vector<std::filesystem::path>& files, const VerbContext& context) {
    const ModuleRepeat study = study_module_repeats(files, context.common.threads);
    VerbResult result;
    result.json = {{"module_id", study.module_id},       {"files", files.size()},
                   {"sub_pixels", study.sub_pixels},     {"same_bin", study.same_bin},
                   {"same_verdict", study.same_verdict}, {"layers", nlohmann::ordered_json::array()}};
    result.text =
        fmt::format("module {}, {} files; light of one sub-pixel, 1 sigma:\n", study.module_id, files.size());
    for (const ModuleLayerRepeat& layer : study.layers) {
        result.json["layers"].push_back({{"channel", layer.pattern},
                                         {"subpixel", layer.sub_pixel},
                                         {"sub_pixels", layer.sub_pixels},
                                         {"repeatability", layer.repeatability},
                                         {"robust_repeatability", layer.robust_repeatability},
                                         {"level_spread", layer.level_spread},
                                         {"module_spread", layer.module_spread}});
        result.text += fmt::format("  {} {}: repeats to {:.3f} %; files' levels {:.3f} %, module {:.2f} %\n",
                                   layer.pattern, layer.sub_pixel, 100.0 * layer.repeatability,
                                   100.0 * layer.level_spread, 100.0 * layer.module_spread);
    }
    result.text +=
        fmt::format("the same bin in every file: {} of {} sub-pixels\n", study.same_bin, study.sub_pixels);
    return result;
}

}  // namespace waferglow::cli
