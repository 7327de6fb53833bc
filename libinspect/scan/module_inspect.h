// SPDX-License-Identifier: GPL-3.0-or-later
// Inspecting a display module: images in, its file out; and judging stored light anew.
#pragma once

#include "libinspect/module_quality/module_quality.h"
#include "libinspect/scan/inspect.h"
#include "libinspect/store/module_file.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace waferglow {

struct ModuleOutcome {
    ModuleFile file;  ///< as written
    module::ModuleQuality quality;
    std::int64_t pixels = 0;
    std::string note{};  ///< something people should know; empty: nothing
    bool resumed = false;
    bool cancelled = false;  ///< stopped on request: the file is incomplete, the journal stays for `resume`
};

/// Inspects a recording of a display module (recording.module is set). Journal, resume and errors as
/// inspect_recording; `judges`, `observer` and `hdf5` of the options count for nothing but that `hdf5` is
/// held.
[[nodiscard]] ModuleOutcome inspect_module(const Recording& recording, const Recipe& recipe,
                                           const InspectOptions& options);

/// A stored module and what its own recipe makes of its light.
struct JudgedModule {
    ModuleFile file;
    module::ModuleQuality quality;
};
[[nodiscard]] JudgedModule read_judged_module(const std::filesystem::path& path, int threads = 0);

/// Judges the stored light by `recipe` anew and replaces the file.
[[nodiscard]] JudgedModule analyse_module_file(const std::filesystem::path& path, const Recipe& recipe,
                                               const LogEntry& log, int threads);

}  // namespace waferglow
