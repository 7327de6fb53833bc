// SPDX-License-Identifier: GPL-3.0-or-later
// The main job: tiles in, inspected wafer out, whether they come from a recording or from a tool; and the
// later one: bins anew from stored layers.
#pragma once

#include "libinspect/formats/recording.h"
#include "libinspect/recipe/recipe.h"
#include "libinspect/scan/judge.h"
#include "libinspect/scan/progress.h"
#include "libinspect/scan/scan.h"
#include "libinspect/scan/tile_source.h"
#include "libinspect/store/wafer_file.h"

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace waferglow {

struct InspectOptions {
    std::filesystem::path output;
    bool force = false;       ///< replace an output that exists, throw away an interrupted run
    bool resume = false;      ///< go on where an interrupted run stopped; from the start where there is none
    bool keep_going = false;  ///< tiles that can't be read are marked failed and the scan goes on
    int threads = 0;
    LogEntry log{};  ///< who, when; the core knows no clock
    std::stop_token stop{};
    ProgressListener* progress = nullptr;
    RecordSink observer{};  ///< is shown every finished tile, those of earlier runs too; its answer counts
                            ///< for nothing
    /// Held while HDF5 is called, in programs where other threads call it too; none: nothing is held.
    std::mutex* hdf5 = nullptr;
    std::span<const Judge> judges = standard_judges();
};

/// Spectra taken or found after the last tile.
struct SpectraOutcome {
    std::optional<std::filesystem::path> file;  ///< spectra.csv
    std::string fault;                          ///< of the device that ended it early; empty: none
    bool cancelled = false;
};

/// What is inspected: tiles, and what else their origin knows.
struct InspectSource {
    TileSource& tiles;
    std::vector<ToolSetting> tool;
    std::string dark_origin;  ///< file or procedure that job().dark comes from
    std::string flat_origin;
    std::string note{};  ///< something people should know of the source; empty: nothing
    std::vector<CalibrationEntry> calibrations{};  ///< others that were in force, for the file
    /// Called after the last tile with everything measured so far, by the thread that inspects; empty: no
    /// spectra.
    std::function<SpectraOutcome(const WaferFile&)> spectra{};
};

struct InspectOutcome {
    WaferFile file;  ///< as written, with its maps
    std::int64_t pixels = 0;
    std::string note;        ///< something people should know, e.g. frames that were left out; empty: nothing
    bool resumed = false;    ///< tiles of an earlier run were taken over
    bool cancelled = false;  ///< stopped on request: the file is incomplete, the journal stays for `resume`
    std::string fault;       ///< of a device, that ended the scan early: likewise; empty: none
};

/// Inspects a source of tiles and writes the wafer file. Everything measured is in the journal beside the
/// output before anything else can fail. Throws Error as the rooms below do; the journal then stays, unless
/// the scan as a whole was refused (ScanRefused).
[[nodiscard]] InspectOutcome inspect_source(const InspectSource& source, const Recipe& recipe,
                                            const InspectOptions& options);

/// `inspect_source` of a recording.
[[nodiscard]] InspectOutcome inspect_recording(const Recording& recording, const Recipe& recipe,
                                               const InspectOptions& options);

/// Judges the stored layers of a wafer file anew and replaces recipe, bins, and the layers and findings that
/// the judges make; of those that are not made again none stays. Returns the file as it is afterwards,
/// without spectra. Until it is written, `stop` is heard between the steps: Error(cancelled), the file as it
/// was.
[[nodiscard]] WaferFile analyse_wafer_file(const std::filesystem::path& path, const Recipe& recipe,
                                           const LogEntry& log, int threads, const std::stop_token& stop = {},
                                           std::span<const Judge> judges = standard_judges());

/// A defect that a person calls otherwise.
struct ClassChange {
    std::string channel;
    int defect = 0;  ///< as the list of defects numbers it: of a line over several dies, all of it
    std::string to;  ///< empty: as the rules have it
};

/// Gives defects other classes and judges the wafer by its own recipe anew, so that verdicts and bins follow.
/// `log` says who and when. Throws Error(input) for a defect that the file doesn't list and for a name that
/// can't be; the file is then as it was.
[[nodiscard]] WaferFile reclass_wafer_file(const std::filesystem::path& path,
                                           std::span<const ClassChange> changes, const LogEntry& log,
                                           int threads = 0);

}  // namespace waferglow
