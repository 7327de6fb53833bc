// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an earlier run is that of the tiles at hand: names and places may be those of another wafer.
#pragma once

#include "libinspect/scan/tile_record.h"
#include "libinspect/scan/tile_source.h"
#include "libinspect/store/ledger.h"

#include <filesystem>
#include <span>

namespace waferglow {

/// Looks at some tiles of `done` once more, where the source still has them. Throws Error(input) where their
/// pixels are not those that were measured. `output`: of the run, for the message.
void check_same_pixels(TileSource& source, std::span<const TileRecord> done,
                       const std::filesystem::path& output);

/// Likewise of a finished run, whose ledger has the tiles of the job one by one; those whose pixels it does
/// not know, of files of older versions, are passed over.
void check_same_pixels(TileSource& source, std::span<const LedgerEntry> ledger,
                       const std::filesystem::path& output);

}  // namespace waferglow
