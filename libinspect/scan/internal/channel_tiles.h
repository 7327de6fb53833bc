// SPDX-License-Identifier: GPL-3.0-or-later
// The tiles of one channel of a scan.
#pragma once

#include "libinspect/geometry/frames.h"
#include "libinspect/scan/tile_source.h"

#include <cstddef>
#include <span>
#include <vector>

namespace waferglow {

/// Tiles of one channel in job order, and where the stage reported them.
[[nodiscard]] std::vector<std::size_t> tiles_of(const ScanJob& job, std::size_t channel);
[[nodiscard]] std::vector<StagePoint> positions_of(const ScanJob& job, std::span<const std::size_t> tiles);

}  // namespace waferglow
