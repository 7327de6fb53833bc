// SPDX-License-Identifier: GPL-3.0-or-later
// Bins anew from stored layers. What is read, stored and taken away follows from what the judges declare.
#include "libinspect/base/error.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/scan/evaluate.h"
#include "libinspect/scan/evaluated_file.h"
#include "libinspect/scan/inspect.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// A layer that dies are judged by must not be missing without notice: the verdicts would be others.
void require_judged_layers(const std::filesystem::path& path, const WaferFile& file, const Recipe& recipe,
                           std::span<const Judge> judges) {
    const std::vector<std::string> needed = layers_needed(judges, file.channels, recipe);
    for (const PassedOver& part : file.passed_over) {
        const auto is_part = [&part](const std::string& name) { return part.where == "/entry/map/" + name; };
        if (std::ranges::any_of(needed, is_part))
            throw Error(ErrorKind::input,
                        fmt::format("{}: dies are judged by {}, which {}; nothing was changed", path.string(),
                                    part.where, part.why));
    }
}

}  // namespace

WaferFile analyse_wafer_file(const std::filesystem::path& path, const Recipe& recipe, const LogEntry& log,
                             int threads, const std::stop_token& stop, std::span<const Judge> judges) {
    const auto check = [&] {
        if (stop.stop_requested())
            throw Error(ErrorKind::cancelled, path.string() + ": not judged anew, as asked; it is as it was");
    };
    ReadOptions read;
    read.spectra = false;
    read.calibration_images = false;
    read.threads = threads;
    WaferFile file = read_wafer_file(path, read);
    check_channel_names(file.channels);
    check_colours(file.channels);
    require_judged_layers(path, file, recipe, judges);
    check();
    file.map.clear_absent();  // of dies that an older version took to exist
    take_over(evaluate(file, recipe, judges), file);
    check();
    file.log.push_back(log);

    WaferUpdate update;
    update.recipe_toml = file.recipe_toml;
    for (const std::string& name : layers_made(judges, file.channels)) {
        if (const Layer* layer = file.map.find(name))
            update.layers.push_back(layer);
        else
            update.remove_layers.push_back(name);
    }
    update.bins = file.bins;
    update.bin_table = file.bin_table;
    update.findings = file.findings;
    update.colours = file.colours;
    update.log.push_back(log);
    const auto left = update_wafer_file(path, update, {.threads = threads});
    file.passed_over.insert(file.passed_over.end(), left.begin(), left.end());
    return file;
}

}  // namespace waferglow
