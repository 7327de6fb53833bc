// SPDX-License-Identifier: GPL-3.0-or-later
// Bins anew from stored layers. What is read, stored and taken away follows from what the judges declare.
#include "libinspect/base/error.h"
#include "libinspect/finding/finding_kinds.h"
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

WaferFile read_to_judge(const std::filesystem::path& path, int threads) {
    ReadOptions read;
    read.spectra = false;
    read.calibration_images = false;
    read.threads = threads;
    return read_wafer_file(path, read);
}

/// Judges `file`, which was read from `path`, and replaces what follows from it; `update` may hold more.
WaferFile judge_anew(const std::filesystem::path& path, WaferFile file, const Recipe& recipe,
                     const LogEntry& log, int threads, const std::stop_token& stop,
                     std::span<const Judge> judges, WaferUpdate update = {}) {
    const auto check = [&] {
        if (stop.stop_requested())
            throw Error(ErrorKind::cancelled, path.string() + ": not judged anew, as asked; it is as it was");
    };
    check_channel_names(file.channels);
    check_colours(file.channels);
    require_judged_layers(path, file, recipe, judges);
    check();
    file.map.clear_absent();  // of dies that an older version took to exist
    take_over(evaluate(file, recipe, judges), file);
    check();
    file.log.push_back(log);

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

/// The class that the file's list gives a defect; empty: it isn't listed.
std::string class_in_list(const WaferFile& file, const ClassChange& change) {
    const FindingList* list = find_list(file.findings, kDefects);
    if (list == nullptr) return {};
    for (const Finding& finding : list->findings) {
        const auto channel = static_cast<std::size_t>(finding.channel);
        if (finding.number == change.defect && channel < file.channels.size() &&
            file.channels[channel].name == change.channel)
            return list->classes[static_cast<std::size_t>(finding.code)];
    }
    return {};
}

bool is_class_name(const std::string& name) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !name.empty() && name.size() <= 40 && std::ranges::all_of(name, fits);
}

void change_class(const std::filesystem::path& path, const ClassChange& change, const LogEntry& log,
                  WaferFile& file) {
    const auto evidence =
        std::ranges::find(file.appearance, change.channel, &appearance::AppearanceEvidence::channel);
    const std::string was = class_in_list(file, change);
    if (evidence == file.appearance.end() || was.empty())
        throw Error(ErrorKind::input,
                    fmt::format("{}: there is no defect {} in channel '{}'; look at the list "
                                "of defects",
                                path.string(), change.defect, change.channel));
    std::vector<appearance::ClassByHand>& by_hand = evidence->by_hand;
    std::erase_if(by_hand, [&](const appearance::ClassByHand& old) { return old.defect == change.defect; });
    if (change.to.empty()) return;
    if (!is_class_name(change.to))
        throw Error(ErrorKind::input,
                    fmt::format("'{}' can't be a class: it must be letters, digits and '_', "
                                "40 at the most",
                                change.to));
    by_hand.push_back({change.defect, change.to, was, log.user, log.time});
    std::ranges::sort(by_hand, {}, &appearance::ClassByHand::defect);
}

}  // namespace

WaferFile analyse_wafer_file(const std::filesystem::path& path, const Recipe& recipe, const LogEntry& log,
                             int threads, const std::stop_token& stop, std::span<const Judge> judges) {
    return judge_anew(path, read_to_judge(path, threads), recipe, log, threads, stop, judges);
}

WaferFile reclass_wafer_file(const std::filesystem::path& path, std::span<const ClassChange> changes,
                             const LogEntry& log, int threads) {
    WaferFile file = read_to_judge(path, threads);
    const Recipe recipe = file.recipe_toml.empty() ? Recipe{} : parse_recipe(file.recipe_toml, path.string());
    WaferUpdate update;
    update.by_hand.emplace();
    for (const ClassChange& change : changes) change_class(path, change, log, file);
    for (const appearance::AppearanceEvidence& evidence : file.appearance) {
        if (evidence.fault.empty()) (*update.by_hand)[evidence.channel] = evidence.by_hand;
    }
    return judge_anew(path, std::move(file), recipe, log, threads, {}, standard_judges(), std::move(update));
}

}  // namespace waferglow
