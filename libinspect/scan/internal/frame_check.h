// SPDX-License-Identifier: GPL-3.0-or-later
// After the last tile: which frames can't be images of the wafer at their place, and are left out.
//
// Checks that need one frame and what is typical of its channel (frame_look.h, torn frames), the tiles that
// overlap it (tile_overlaps.h), those around it, and the other channels at its place (channel_pairs.h). Each
// asks for far more than honest wafers show: a region of dead dies, a dim channel, a rim tile with few dies,
// vignetting are no reason. All of it depends on the tiles' records alone, so that it is the same for any
// number of threads and after a resume.
//
// The dies of a refused tile are taken from tiles beside it that show them whole; the rest have no data, and
// no data is not a fail.
#pragma once

#include "libinspect/map/die_map.h"
#include "libinspect/scan/internal/frame_fault.h"
#include "libinspect/scan/internal/tile_evidence.h"
#include "libinspect/scan/tile_source.h"

#include <span>
#include <vector>

namespace waferglow {

/// A verdict for every tile of the job; `map` holds the layers measured. Throws Error(job) where so many
/// tiles of a channel are at fault that positions or exposure are wrong throughout.
[[nodiscard]] std::vector<FrameVerdict> check_frames(const ScanJob& job, const DieMap& map,
                                                     std::span<const TileEvidence> evidence,
                                                     const GridPose& pose);

/// Takes the values of refused tiles out of the layers and puts in those of other tiles, where they have
/// them; the dies of tiles that were never written likewise.
void leave_out_refused(const ScanJob& job, std::span<const FrameVerdict> verdicts,
                       std::span<const TileEvidence> evidence, const GridPose& pose, DieMap& map);

}  // namespace waferglow
