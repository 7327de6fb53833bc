// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/inspect.h"

#include "libinspect/base/error.h"
#include "libinspect/base/version.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/dark_pattern.h"
#include "libinspect/scan/die_pictures.h"
#include "libinspect/scan/earlier_run.h"
#include "libinspect/scan/evaluate.h"
#include "libinspect/scan/evaluated_file.h"
#include "libinspect/scan/internal/checkpoint.h"
#include "libinspect/scan/internal/recording_source.h"
#include "libinspect/scan/internal/resume_check.h"
#include "libinspect/scan/internal/spectral_layers.h"
#include "libinspect/scan/job_digest.h"
#include "libinspect/scan/scan.h"
#include "libinspect/spectrum/peak_counts.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

std::vector<CalibrationEntry> stored_calibration(const InspectSource& source) {
    const ScanJob& job = source.tiles.job();
    std::vector<CalibrationEntry> entries;
    const auto add = [&entries](const char* name, const std::string& origin,
                                const std::optional<Image>& image) {
        if (!image) return;
        entries.push_back({name, origin, image_digest(*image), "DN", {}, calibration_image(*image)});
    };
    add("dark", source.dark_origin, job.dark);
    add("flat", source.flat_origin, job.flat);
    for (std::size_t i = 0; i < job.frames.size(); ++i) {
        const std::string& channel = job.channels[i].name;
        add(("dark_" + channel).c_str(), source.dark_origin, job.frames[i].dark);
        add(("flat_" + channel).c_str(), source.flat_origin, job.frames[i].flat);
    }
    entries.insert(entries.end(), source.calibrations.begin(), source.calibrations.end());
    return entries;
}

StoredRegistration stored_registration(const PoseFit& fit) {
    return {.pose = fit.pose,
            .rms_um = fit.rms_um,
            .jitter_rms_um = fit.jitter_rms_um,
            .tiles = static_cast<std::int64_t>(fit.own) + fit.borrowed};
}

struct Measured {
    std::int64_t dies = 0;  ///< as in ScanProgress
    std::int64_t pixels = 0;
};

void report_stage(const InspectOptions& options, const char* stage, const WaferFile& file,
                  const Measured& measured) {
    if (options.progress == nullptr) return;
    const LedgerCounts tiles = count_tiles(file.ledger);
    options.progress->on_progress({.stage = stage,
                                   .tiles_done = tiles.written + tiles.dropped + tiles.failed,
                                   .tiles_total = tiles.total(),
                                   .dies_measured = measured.dies,
                                   .pixels = measured.pixels});
}

void add_note(std::string& notes, const std::string& note) {
    if (!note.empty()) notes += (notes.empty() ? "" : "; ") + note;
}

/// The frames that were left out or could not be had, for people; empty: none.
std::string note_of_lost(const std::vector<LedgerEntry>& ledger) {
    constexpr int kMostNamed = 8;
    std::string note;
    int lost = 0;
    for (const LedgerEntry& tile : ledger) {
        const bool left_out = tile.status == TileStatus::dropped;
        if ((!left_out && tile.status != TileStatus::failed) || ++lost > kMostNamed) continue;
        note += fmt::format("{}tile {} {}: {}", note.empty() ? "" : "\n", tile.file,
                            left_out ? "is left out" : "failed", tile.message);
    }
    if (lost > kMostNamed)
        note += fmt::format("\nand {} more tiles; the ledger names them all", lost - kMostNamed);
    return note;
}

/// What dies are to be inspected for; nothing where no channel shows it or the recipe doesn't want it.
std::optional<appearance::AppearanceSettings> appearance_asked(const ScanJob& job, const Recipe& recipe) {
    const auto shows = [](const Channel& channel) { return can(channel, &ChannelKindInfo::appearance); };
    if (!recipe.appearance.enabled || std::ranges::none_of(job.channels, shows)) return std::nullopt;
    return settings_of(recipe.appearance);
}

/// Not held: of no mutex.
std::unique_lock<std::mutex> hold(std::mutex* mutex) {
    return mutex == nullptr ? std::unique_lock<std::mutex>() : std::unique_lock(*mutex);
}

}  // namespace

InspectOutcome inspect_source(const InspectSource& source, const Recipe& recipe,
                              const InspectOptions& options) {
    check_channel_names(source.tiles.job().channels);
    check_colours(source.tiles.job().channels);
    InspectOutcome outcome;
    auto hdf5 = hold(options.hdf5);
    if (options.resume) {
        if (auto finished = finished_run(options.output, source.tiles.job(), recipe, options.threads)) {
            check_same_pixels(source.tiles, finished->ledger, options.output);
            outcome.file = std::move(*finished);
            outcome.note = fmt::format("{} is complete, there is nothing to resume", options.output.string());
            return outcome;
        }
    }
    if (hdf5) hdf5.unlock();
    check_output(options.output, options.force || options.resume);
    const ScanJob& job = source.tiles.job();
    const std::optional<appearance::AppearanceSettings> appearance = appearance_asked(job, recipe);
    Checkpoint checkpoint(options.output, job_digest(job, appearance), job, options.resume, options.force,
                          options.stop);
    outcome.resumed = !checkpoint.done().empty();
    check_same_pixels(source.tiles, checkpoint.done(), options.output);
    add_note(outcome.note, source.note);
    add_note(outcome.note, checkpoint.note());
    if (options.observer) {
        for (const TileRecord& record : checkpoint.done()) options.observer(record);
    }

    const auto keep = [&checkpoint, &options](const TileRecord& record) {
        if (options.observer) options.observer(record);
        return checkpoint.add(record);
    };
    const auto scan_tiles = [&] {
        try {
            return run_scan(source.tiles, checkpoint.done(), keep,
                            {.keep_going = options.keep_going,
                             .stop = options.stop,
                             .progress = options.progress,
                             .appearance = appearance});
        } catch (const ScanRefused&) {
            checkpoint.remove();  // the job that is put right is another one
            throw;
        } catch (...) {
            if (checkpoint.empty()) checkpoint.remove();
            throw;
        }
    };
    ScanResult scan = scan_tiles();
    checkpoint.finish();

    const std::string lost = note_of_lost(scan.ledger);
    if (!lost.empty()) outcome.note += (outcome.note.empty() ? "" : "\n") + lost;
    WaferFile& file = outcome.file;
    outcome.pixels = scan.pixels;
    const Measured measured{.dies = scan.dies_measured, .pixels = scan.pixels};
    outcome.fault = scan.fault;
    outcome.cancelled = !scan.complete && scan.fault.empty();
    file.map = std::move(scan.map);
    file.appearance = std::move(scan.appearance);
    for (const appearance::AppearanceEvidence& seen : file.appearance) add_note(outcome.note, seen.fault);
    file.ledger = std::move(scan.ledger);
    file.camera = job.camera;
    file.channels = job.channels;
    file.registration = stored_registration(scan.pose);
    file.calibration = stored_calibration(source);
    file.tool = source.tool;
    file.program_version = kVersion;
    file.log.push_back(options.log);
    if (scan.complete && source.spectra) {
        const SpectraOutcome spectra = source.spectra(file);
        if (spectra.file) {
            file.spectra = measure_spectra(*spectra.file, file.map);
            add_note(outcome.note,
                     describe_missing_peaks(count_peaks(file.spectra->dies.columns.back().values)));
        }
        outcome.fault = spectra.fault;
        outcome.cancelled = spectra.cancelled;
    }
    const bool complete = scan.complete && outcome.fault.empty() && !outcome.cancelled;
    file.status = complete ? FileStatus::complete : FileStatus::incomplete;
    report_stage(options, "evaluate", file, measured);
    take_over(evaluate(file, recipe, options.judges), file);
    for (const colour::ColourEvidence& seen : file.colours) {
        if (!seen.summary.fault.empty())
            add_note(outcome.note, fmt::format("colours of channel '{}' can't be told: {}", seen.channel,
                                               seen.summary.fault));
    }
    if (complete) {
        add_note(outcome.note, describe(find_dark_pattern(file.map, file.channels)));
        PictureOutcome seen = cut_pictures(source.tiles, scan.lattices, file, recipe, options.stop);
        file.pictures = std::move(seen.pictures);
        add_note(outcome.note, seen.note);
    }
    report_stage(options, "write", file, measured);
    hdf5 = hold(options.hdf5);
    write_wafer_file(options.output, file,
                     {.threads = options.threads, .force = options.force || options.resume});
    if (complete) checkpoint.remove();
    return outcome;
}

InspectOutcome inspect_recording(const Recording& recording, const Recipe& recipe,
                                 const InspectOptions& options) {
    RecordingSource tiles(recording);
    InspectSource source{
        .tiles = tiles,
        .tool = {{"source", "recording"}, {"recording", recording.folder.filename().string()}},
        .dark_origin = recording.dark.value_or("level of the tiles").generic_string(),
        .flat_origin = recording.flat.value_or("").generic_string(),
        .note = tiles.note()};
    if (!source.note.empty()) source.tool.push_back({"channels", source.note});
    for (const std::string& note : recording.notes) add_note(source.note, note);
    if (recording.spectra) {
        source.spectra = [&recording](const WaferFile&) {
            return SpectraOutcome{.file = recording.folder / *recording.spectra, .fault = {}};
        };
    }
    return inspect_source(source, recipe, options);
}

}  // namespace waferglow
