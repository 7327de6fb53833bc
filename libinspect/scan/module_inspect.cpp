// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/module_inspect.h"

#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/base/version.h"
#include "libinspect/module/join_tiles.h"
#include "libinspect/scan/internal/module_checkpoint.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

using module::ModuleGeometry;
using module::ModuleJob;
using module::TileLight;

constexpr const char* kJobSetting = "job";  // digest of what was measured

ModuleJob job_of(const Recording& recording) {
    ModuleJob job;
    job.module = *recording.module;
    job.camera = recording.camera;
    job.patterns = recording.patterns;
    for (const TileEntry& tile : recording.tiles)
        job.tiles.push_back(
            {tile.index, static_cast<std::size_t>(tile.channel), tile.position, tile.file.generic_string()});
    job.dark = read_dark(recording);
    job.flat = read_flat(recording);
    return job;
}

/// Images of a recording; those that can't be read are remembered where the scan is to go on without.
class ModuleTiles {
  public:
    ModuleTiles(const Recording& recording, const InspectOptions& options)
        : recording_(recording), options_(options), faults_(recording.tiles.size()) {
        for (std::size_t i = 0; i < recording.tiles.size(); ++i) kept_.push_back(i);
    }

    /// Loads tiles of the job as it is, by their place among those that are kept.
    [[nodiscard]] module::TileLoader loader() {
        return [this](std::size_t tile, Image& scratch) -> const Image& {
            if (options_.stop.stop_requested())
                throw Error(ErrorKind::cancelled, "stopped; go on with the same command and --resume");
            const std::size_t origin = kept_[tile];
            try {
                read_tile(recording_, recording_.tiles[origin], scratch);
            } catch (const Error& error) {
                const std::lock_guard lock(mutex_);
                if (options_.keep_going) faults_[origin] = full_message(error);
                throw;
            }
            return scratch;
        };
    }

    /// Takes the tiles that could not be read out of the job; whether there were any.
    bool leave_out_unreadable(ModuleJob& job) {
        std::vector<std::size_t> kept;
        std::vector<module::ModuleTile> tiles;
        for (std::size_t i = 0; i < kept_.size(); ++i) {
            if (!faults_[kept_[i]].empty()) continue;
            kept.push_back(kept_[i]);
            tiles.push_back(job.tiles[i]);
        }
        const bool fewer = kept.size() < kept_.size();
        kept_ = std::move(kept);
        job.tiles = std::move(tiles);
        return fewer;
    }

    [[nodiscard]] std::size_t origin(std::size_t tile) const { return kept_[tile]; }
    [[nodiscard]] const std::string& fault(std::size_t origin) const { return faults_[origin]; }

  private:
    const Recording& recording_;
    const InspectOptions& options_;
    std::vector<std::size_t> kept_;
    std::vector<std::string> faults_;
    std::mutex mutex_;
};

class ModuleProgress {
  public:
    ModuleProgress(const InspectOptions& options, std::int64_t tiles, std::int64_t pixels_of_tile)
        : options_(options), tiles_(tiles), pixels_of_tile_(pixels_of_tile) {}
    void stage(const char* name) { tell(name); }
    void tile_done(const std::string& stage, std::int64_t sites) {
        const std::lock_guard lock(mutex_);
        ++done_;
        sites_ += sites;
        tell(stage);
    }

  private:
    void tell(const std::string& stage) const {
        if (options_.progress != nullptr)
            options_.progress->on_progress({stage, done_, tiles_, sites_, done_ * pixels_of_tile_});
    }
    const InspectOptions& options_;
    std::int64_t tiles_;
    std::int64_t pixels_of_tile_;
    std::int64_t done_ = 0;
    std::int64_t sites_ = 0;
    std::mutex mutex_;
};

ModuleGeometry locate(ModuleJob& job, ModuleTiles& tiles) {
    for (;;) {
        try {
            return locate_module(job, tiles.loader());
        } catch (const Error&) {
            if (!tiles.leave_out_unreadable(job)) throw;
            if (job.tiles.empty()) throw;
        }
    }
}

/// Measures the tiles that no earlier run has; a tile that can't be read stays without light.
std::vector<std::optional<TileLight>> measure_all(const ModuleJob& job, const ModuleGeometry& geometry,
                                                  ModuleTiles& tiles, ModuleCheckpoint& checkpoint,
                                                  const InspectOptions& options, ModuleProgress& progress) {
    std::vector<std::optional<TileLight>> lights(job.tiles.size());
    const module::TileLoader load = tiles.loader();
    parallel_blocks(lights.size(), 1, [&](std::size_t i, std::size_t) {
        if (options.stop.stop_requested()) return;
        const auto origin = static_cast<std::uint32_t>(tiles.origin(i));
        const auto known = checkpoint.done().find(origin);
        if (known != checkpoint.done().end()) {
            lights[i] = std::move(known->second);
            lights[i]->tile = i;
        } else {
            Image scratch;
            const Image* image = nullptr;
            try {
                image = &load(i, scratch);
            } catch (const Error& error) {
                if (error.kind() == ErrorKind::cancelled || !options.keep_going) {
                    if (error.kind() == ErrorKind::cancelled) return;
                    throw;
                }
                return;
            }
            TileLight light = measure_tile(job, geometry, i, *image);
            if (!checkpoint.add(origin, light)) return;
            lights[i] = std::move(light);
        }
        progress.tile_done(job.patterns[job.tiles[i].pattern].name,
                           static_cast<std::int64_t>(lights[i]->light.size()));
    });
    return lights;
}

LedgerEntry ledger_entry(const Recording& recording, std::size_t origin) {
    const TileEntry& tile = recording.tiles[origin];
    LedgerEntry entry;
    entry.index = tile.index;
    entry.channel = tile.channel;
    entry.file = tile.file.generic_string();
    entry.reported = tile.position;
    return entry;
}

std::vector<LedgerEntry> ledger_of(const Recording& recording, const ModuleTiles& tiles,
                                   const std::vector<std::optional<TileLight>>& lights) {
    std::vector<LedgerEntry> ledger;
    for (std::size_t i = 0; i < recording.tiles.size(); ++i) {
        ledger.push_back(ledger_entry(recording, i));
        if (tiles.fault(i).empty()) continue;
        ledger.back().status = TileStatus::failed;
        ledger.back().message = tiles.fault(i);
    }
    for (std::size_t i = 0; i < lights.size(); ++i) {
        if (!lights[i]) continue;
        LedgerEntry& entry = ledger[tiles.origin(i)];
        const TileLight& light = *lights[i];
        entry.status = light.left_out.empty() ? TileStatus::written : TileStatus::dropped;
        entry.message = light.left_out;
        entry.source = light.source == module::ShiftSource::own ? ShiftSource::own : ShiftSource::borrowed;
        entry.shift_x_um = light.shift_x_px * recording.camera.pixel_um;
        entry.shift_y_um = -light.shift_y_px * recording.camera.pixel_um;
        entry.sigma_um = light.shift_sigma_px * recording.camera.pixel_um;
    }
    return ledger;
}

std::vector<CalibrationEntry> frames_of(const Recording& recording, const ModuleJob& job) {
    std::vector<CalibrationEntry> entries;
    const auto add = [&entries](const char* name, const std::string& origin,
                                const std::optional<Image>& image) {
        if (image)
            entries.push_back({name, origin, image_digest(*image), "DN", {}, calibration_image(*image)});
    };
    add("dark", recording.dark.value_or("").generic_string(), job.dark);
    add("flat", recording.flat.value_or("").generic_string(), job.flat);
    return entries;
}

void add_line(std::string& note, const std::string& line) {
    if (!line.empty()) note += (note.empty() ? "" : "\n") + line;
}

std::string note_of_frames(const std::vector<LedgerEntry>& ledger) {
    constexpr int kMostNamed = 8;
    std::string note;
    int lost = 0;
    for (const LedgerEntry& tile : ledger) {
        const bool failed = tile.status == TileStatus::failed;
        if (!failed && tile.status != TileStatus::dropped) continue;
        if (++lost <= kMostNamed)
            add_line(note, fmt::format("tile {} {}: {}", tile.file, failed ? "failed" : "is left out",
                                       tile.message));
    }
    if (lost > kMostNamed) add_line(note, fmt::format("and {} more tiles", lost - kMostNamed));
    return note;
}

std::string setting_of(const ModuleFile& file, const char* name) {
    const auto found = std::ranges::find(file.tool, name, &ToolSetting::name);
    return found == file.tool.end() ? std::string() : found->value;
}

/// What a whole run of this job and recipe left at the output; nothing where there is none.
std::optional<ModuleOutcome> finished_module(const std::string& digest, const Recipe& recipe,
                                             const InspectOptions& options) {
    if (!options.resume || !std::filesystem::is_regular_file(options.output)) return std::nullopt;
    ModuleFile file = read_module_file(options.output, {.light = false, .calibration_images = false});
    if (setting_of(file, kJobSetting) != digest)
        throw Error(ErrorKind::job, fmt::format("{}: is of another module or recording; --force replaces it",
                                                options.output.string()));
    if (file.status != FileStatus::complete) return std::nullopt;
    if (file.recipe_toml != to_toml(recipe))
        throw Error(
            ErrorKind::job,
            fmt::format("{}: is finished and judged by another recipe; run 'analyse' to judge it anew",
                        options.output.string()));
    JudgedModule judged = read_judged_module(options.output, options.threads);
    ModuleOutcome outcome{.file = std::move(judged.file), .quality = std::move(judged.quality)};
    outcome.note = fmt::format("{} is complete, there is nothing to resume", options.output.string());
    return outcome;
}

/// What a recipe asks that a module can't answer.
void refuse_wafer_rules(const Recipe& recipe) {
    const char* section = recipe.leakage != LeakSettings{} ? "[leakage]" : recipe.model ? "[model]" : nullptr;
    if (section == nullptr) return;
    throw Error(ErrorKind::input, fmt::format("recipe '{}': {} is for wafers under exciting light; a display "
                                              "module is judged by [module] alone",
                                              recipe.name, section));
}

std::unique_lock<std::mutex> hold_hdf5(const InspectOptions& options) {
    return options.hdf5 == nullptr ? std::unique_lock<std::mutex>() : std::unique_lock(*options.hdf5);
}

}  // namespace

ModuleOutcome inspect_module(const Recording& recording, const Recipe& recipe,
                             const InspectOptions& options) {
    refuse_wafer_rules(recipe);
    const ThreadLimit limit(options.threads);
    ModuleJob job = job_of(recording);
    const std::string digest = module_job_digest(job);
    {
        const auto hdf5 = hold_hdf5(options);
        if (auto finished = finished_module(digest, recipe, options)) return std::move(*finished);
    }
    check_output(options.output, options.force || options.resume);
    ModuleCheckpoint checkpoint(options.output, digest, options.resume, options.force, options.stop);
    ModuleOutcome outcome;
    outcome.resumed = !checkpoint.done().empty();
    for (const std::string& note : recording.notes) add_line(outcome.note, note);
    add_line(outcome.note, checkpoint.note());

    ModuleTiles tiles(recording, options);
    const std::int64_t pixels_of_tile = std::int64_t{job.camera.width_px} * job.camera.height_px;
    ModuleProgress progress(options, static_cast<std::int64_t>(job.tiles.size()), pixels_of_tile);
    progress.stage("register");
    ModuleGeometry geometry;
    try {
        geometry = locate(job, tiles);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::cancelled) checkpoint.remove();  // put right, it is another job
        throw;
    }
    auto lights = measure_all(job, geometry, tiles, checkpoint, options, progress);
    checkpoint.finish();

    ModuleFile& file = outcome.file;
    file.ledger = ledger_of(recording, tiles, lights);
    std::vector<TileLight> known;
    for (std::optional<TileLight>& light : lights) {
        if (light) known.push_back(std::move(*light));
    }
    lights.clear();
    outcome.pixels = static_cast<std::int64_t>(known.size()) * pixels_of_tile;
    const bool complete = count_tiles(file.ledger).expected == 0;
    outcome.cancelled = !complete;
    file.light = join_tiles(job, geometry, known);
    std::vector<TileLight>().swap(known);  // as much memory as the planes
    file.camera = job.camera;
    file.calibration = frames_of(recording, job);
    file.tool = {
        {"source", "recording"}, {"recording", recording.folder.filename().string()}, {kJobSetting, digest}};
    file.recipe_toml = to_toml(recipe);
    file.program_version = kVersion;
    file.log.push_back(options.log);
    file.status = complete ? FileStatus::complete : FileStatus::incomplete;
    add_line(outcome.note, note_of_frames(file.ledger));
    progress.stage("evaluate");
    outcome.quality = judge(file.light, recipe.module);
    for (const std::string& note : outcome.quality.notes) add_line(outcome.note, note);
    progress.stage("write");
    const auto hdf5 = hold_hdf5(options);
    write_module_file(options.output, file, outcome.quality,
                      {.threads = options.threads, .force = options.force || options.resume});
    if (complete) checkpoint.remove();
    return outcome;
}

JudgedModule read_judged_module(const std::filesystem::path& path, int threads) {
    const ThreadLimit limit(threads);
    JudgedModule judged{.file = read_module_file(path, {.threads = threads}), .quality = {}};
    const Recipe recipe = parse_recipe(judged.file.recipe_toml, path.string() + ": stored recipe");
    judged.quality = judge(judged.file.light, recipe.module);
    return judged;
}

JudgedModule analyse_module_file(const std::filesystem::path& path, const Recipe& recipe, const LogEntry& log,
                                 int threads) {
    refuse_wafer_rules(recipe);
    const ThreadLimit limit(threads);
    JudgedModule judged{.file = read_module_file(path, {.threads = threads}), .quality = {}};
    judged.quality = judge(judged.file.light, recipe.module);
    judged.file.recipe_toml = to_toml(recipe);
    judged.file.log.push_back(log);
    write_module_file(path, judged.file, judged.quality, {.threads = threads, .force = true});
    return judged;
}

}  // namespace waferglow
