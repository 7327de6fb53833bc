// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a die, cut from the tiles of its recording.
#pragma once

#include "libinspect/formats/recording.h"
#include "libinspect/geometry/image.h"
#include "libinspect/store/ledger.h"
#include "libinspect/store/wafer_content.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace waferglow::gui {

/// A cut-out of one channel around a die. The rectangle is that of the die, in pixels of the cut-out.
struct DiePicture {
    std::string channel;
    Image image;
    double left_px = 0.0;
    double top_px = 0.0;
    double width_px = 0.0;
    double height_px = 0.0;
    std::string tile;  ///< file of the tile
};

/// One picture a channel that has a tile with the die in it, `reach` pitches around the die; of several tiles
/// the one in which the die lies farthest from the edge. `ledger` gives the tiles' shifts; it may be empty.
/// Blocking, off HDF5's thread. Throws Error(input) as read_tile does, and where the recording is of another
/// grid.
[[nodiscard]] std::vector<DiePicture> cut_die_pictures(const Recording& recording, const DieGrid& grid,
                                                       DieIndex die,
                                                       const std::optional<StoredRegistration>& registration,
                                                       std::span<const LedgerEntry> ledger, double reach);

/// The recording that a file's log names, where it is still there; else an empty path.
[[nodiscard]] std::filesystem::path recording_of(const std::vector<LogEntry>& log);

}  // namespace waferglow::gui
