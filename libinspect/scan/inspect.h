// SPDX-License-Identifier: GPL-3.0-or-later
// The main job: recorded tiles in, inspected wafer out; and the later one: bins anew from stored layers.
#pragma once

#include "libinspect/formats/recording.h"
#include "libinspect/scan/progress.h"
#include "libinspect/scan/recipe.h"
#include "libinspect/store/wafer_file.h"

#include <filesystem>
#include <stop_token>
#include <string>

namespace waferglow {

struct InspectOptions {
    std::filesystem::path output;
    bool force = false;       ///< replace an output that exists, throw away an interrupted run
    bool resume = false;      ///< go on where an interrupted run stopped; from the start where there is none
    bool keep_going = false;  ///< tiles that can't be read are marked failed and the scan goes on
    int threads = 0;
    LogEntry log;  ///< who, when; the core knows no clock
    std::stop_token stop;
    ProgressListener* progress = nullptr;
};

struct InspectOutcome {
    WaferFile file;  ///< as written, with its maps
    std::int64_t pixels = 0;
    std::string note;        ///< something people should know, e.g. a damaged journal tail; empty: nothing
    bool resumed = false;    ///< tiles of an earlier run were taken over
    bool cancelled = false;  ///< stopped on request: the file is incomplete, the journal stays for `resume`
};

/// Inspects a recording and writes the wafer file. Everything measured is in the journal beside the output
/// before anything else can fail. Throws Error as the rooms below do; the journal then stays.
[[nodiscard]] InspectOutcome inspect_recording(const Recording& recording, const Recipe& recipe,
                                               const InspectOptions& options);

/// Judges the stored layers of a wafer file anew and replaces its bins, clusters and recipe. Returns the file
/// as it is afterwards, without spectra.
[[nodiscard]] WaferFile analyse_wafer_file(const std::filesystem::path& path, const Recipe& recipe,
                                           const LogEntry& log, int threads);

}  // namespace waferglow
