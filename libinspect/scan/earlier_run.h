// SPDX-License-Identifier: GPL-3.0-or-later
// What an earlier run left at an output, and whether it belongs to the job at hand. The one place that
// decides it: for recordings and tools, for finished wafer files and unfinished ones. (The journal of an
// unfinished run is told by the same job's digest: checkpoint.h.)
#pragma once

#include "libinspect/recipe/recipe.h"
#include "libinspect/scan/tile_source.h"
#include "libinspect/store/wafer_file.h"

#include <filesystem>
#include <optional>

namespace waferglow {

/// The whole wafer file at `output` where a run of this very job and recipe finished it; nothing where there
/// is none, or one of this job that is to be gone on with. Throws Error(job) where the file is of another
/// wafer or job, or finished and judged by another recipe, and Error(input) where it is no wafer file that
/// can be read: resuming must neither replace it nor pass it off as this job's result. Dark and flat frame
/// are compared where the job has them already. One thread at a time (HDF5).
[[nodiscard]] std::optional<WaferFile> finished_run(const std::filesystem::path& output, const ScanJob& job,
                                                    const Recipe& recipe, int threads);

/// True where an earlier run with this output left nothing to resume: the file is complete and has no
/// journal. Says nothing of what job it was.
[[nodiscard]] bool is_inspected(const std::filesystem::path& output);

}  // namespace waferglow
