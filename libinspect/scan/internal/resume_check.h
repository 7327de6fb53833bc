// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an interrupted run is that of the tiles at hand: names and places may be those of another wafer.
#pragma once

#include "libinspect/scan/tile_record.h"
#include "libinspect/scan/tile_source.h"

#include <filesystem>
#include <span>

namespace waferglow {

/// Looks at some tiles of `done` once more, where the source still has them. Throws Error(input) where their
/// pixels are not those that were measured. `output`: of the run, for the message.
void check_same_pixels(TileSource& source, std::span<const TileRecord> done,
                       const std::filesystem::path& output);

}  // namespace waferglow
