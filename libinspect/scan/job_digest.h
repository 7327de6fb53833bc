// SPDX-License-Identifier: GPL-3.0-or-later
// What a journal belongs to: a scan may only be resumed with the same job.
#pragma once

#include "libinspect/appearance/settings.h"
#include "libinspect/scan/tile_source.h"

#include <optional>
#include <string>

namespace waferglow {

/// SHA-256 over everything that decides what is measured: wafer, grid, camera, channels, tiles, dark and flat
/// frames, what dies are inspected for, and the layout of the records. Settings that only judge (the recipe)
/// are not part of it: they may change between a scan and its resumption.
[[nodiscard]] std::string job_digest(const ScanJob& job,
                                     const std::optional<appearance::AppearanceSettings>& appearance = {});

}  // namespace waferglow
