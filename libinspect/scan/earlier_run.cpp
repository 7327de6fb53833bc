// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/earlier_run.h"

#include "libinspect/base/error.h"
#include "libinspect/scan/evaluate.h"
#include "libinspect/store/calibration_image.h"
#include "libinspect/store/journal.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr const char* kForeignRunRemedy =
    "write to another file, or replace this one with --force and without --resume";

bool same_tiles(const std::vector<LedgerEntry>& held, const std::vector<ScanTile>& asked) {
    return std::ranges::equal(held, asked, [](const LedgerEntry& entry, const ScanTile& tile) {
        return entry.index == tile.index && entry.channel == tile.channel && entry.file == tile.name &&
               entry.reported == tile.position;
    });
}

bool same_frame(const WaferFile& held, const std::string& name, const std::optional<Image>& frame) {
    if (!frame) return true;
    const auto found = std::ranges::find(held.calibration, name, &CalibrationEntry::name);
    return found != held.calibration.end() && found->digest == image_digest(*frame);
}

/// What of the job is not the file's; nothing: they agree.
const char* difference(const WaferFile& held, const ScanJob& job) {
    if (!(held.map.wafer() == job.wafer)) return "shape of the wafer";
    if (!(held.map.grid() == job.grid)) return "die grid";
    if (!(held.camera == job.camera)) return "camera";
    if (held.channels != job.channels) return "channels";
    if (!same_tiles(held.ledger, job.tiles)) return "tiles";
    if (!same_frame(held, "dark", job.dark)) return "dark frame";
    if (!same_frame(held, "flat", job.flat)) return "flat frame";
    for (std::size_t i = 0; i < job.frames.size(); ++i) {
        const std::string& channel = job.channels[i].name;
        if (!same_frame(held, "dark_" + channel, job.frames[i].dark)) return "dark frame of a channel";
        if (!same_frame(held, "flat_" + channel, job.frames[i].flat)) return "flat frame of a channel";
    }
    return nullptr;
}

void require_same_job(const std::filesystem::path& output, const WaferFile& held, const ScanJob& job) {
    const std::string& id = held.map.wafer().id;
    if (id != job.wafer.id) {
        throw Error(ErrorKind::job,
                    fmt::format("{}: holds wafer '{}', there is nothing of wafer '{}' to resume; {}",
                                output.string(), id, job.wafer.id, kForeignRunRemedy));
    }
    if (const char* what = difference(held, job)) {
        throw Error(ErrorKind::job,
                    fmt::format("{}: holds another job of wafer '{}': its {} differ from this one's; {}",
                                output.string(), id, what, kForeignRunRemedy));
    }
}

/// Comments and the order of keys may differ from version to version.
bool same_recipe(const std::string& held, const std::string& applied, const std::string& source) {
    if (held == applied) return true;
    try {
        return parse_recipe(held, source) == parse_recipe(applied, source);
    } catch (const Error&) {
        return false;  // of a version that knew other keys
    }
}

/// Thresholds that a recipe leaves to the data are numbers in the file: told by judging once more.
void require_same_recipe(const std::filesystem::path& output, const WaferFile& held, const Recipe& recipe) {
    DieMap map = held.map;
    const Evaluation evaluation =
        evaluate(map, held.channels, recipe, standard_judges(), held.appearance, taken_tiles(held));
    if (same_recipe(held.recipe_toml, to_toml(evaluation.applied), output.string()) &&
        evaluation.bins == held.bins)
        return;
    throw Error(ErrorKind::job,
                fmt::format("{}: is complete, but judged by another recipe, or by another version of the "
                            "program; judge it by this one with 'waferglow-cli analyse {} --recipe', or {}",
                            output.string(), output.string(), kForeignRunRemedy));
}

}  // namespace

std::optional<WaferFile> finished_run(const std::filesystem::path& output, const ScanJob& job,
                                      const Recipe& recipe, int threads) {
    if (!std::filesystem::exists(output)) return std::nullopt;
    ReadOptions small = ReadOptions::header_only();
    small.ledger = true;
    small.threads = threads;
    require_same_job(output, read_wafer_file(output, small), job);
    if (!is_inspected(output)) return std::nullopt;
    WaferFile file = read_wafer_file(output, {.threads = threads});
    require_same_recipe(output, file, recipe);
    return file;
}

// A scan that was interrupted leaves a journal, or an incomplete wafer file, or, where it was killed between
// the two last steps, a complete file and a journal.
bool is_inspected(const std::filesystem::path& output) {
    if (std::filesystem::exists(journal_path(output)) || !std::filesystem::exists(output)) return false;
    return read_wafer_info(output).header.status == FileStatus::complete;
}

}  // namespace waferglow
