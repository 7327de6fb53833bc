// SPDX-License-Identifier: GPL-3.0-or-later
// What a journal belongs to: a scan may only be resumed with the same job.
#pragma once

#include "libinspect/scan/tile_source.h"

#include <string>

namespace waferglow {

/// SHA-256 over everything that decides what is measured: wafer, grid, camera, channels, tiles, dark and flat
/// frames, and the layout of the records. Settings that only judge (the recipe) are not part of it: they may
/// change between a scan and its resumption.
[[nodiscard]] std::string job_digest(const ScanJob& job);

}  // namespace waferglow
