// SPDX-License-Identifier: GPL-3.0-or-later
// The scan itself: tiles in, measured layers and ledger out.
//
// Pilot tiles of every channel first: the pose of the grid and the windows of the dies. Then position by
// position in the order of the job, at each position the strongest channel first, so that a weak channel's
// tile that is too dim to locate borrows the strongest channel's result; a tool so takes all channels without
// moving. A tile: load, patch defective pixels, locate, measure, write the dies that it owns. Positions are
// independent of each other: results do not depend on the number of threads or on order. After the last tile
// frames that can't be images of the wafer are left out (frame_check.h): the ledger says `dropped` and why.
#pragma once

#include "libinspect/appearance/appearance_evidence.h"
#include "libinspect/base/error.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/map/die_map.h"
#include "libinspect/registration/pose.h"
#include "libinspect/scan/progress.h"
#include "libinspect/scan/tile_record.h"
#include "libinspect/scan/tile_source.h"
#include "libinspect/store/ledger.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace waferglow {

/// How a scan runs. Results change by `keep_going` where tiles fail, and by `appearance`.
struct ScanOptions {
    std::size_t bytes_in_flight = std::size_t{512}
                                  << 20U;  ///< images held at once; at least one tile a thread
    bool keep_going =
        false;  ///< a tile that can't be read is marked failed in the ledger and the scan goes on
    std::stop_token stop;
    ProgressListener* progress = nullptr;
    /// Of channels that show it; none: dies are not inspected for it.
    std::optional<appearance::AppearanceSettings> appearance = std::nullopt;
};

/// Receives each finished tile, from worker threads, several at once. Returns false to refuse it: the scan
/// stops.
using RecordSink = std::function<bool(const TileRecord&)>;

struct ScanResult {
    DieMap map;  ///< the measured layers of all channels, see channel_layers.h
    std::vector<LedgerEntry> ledger;
    PoseFit pose;
    std::int64_t pixels = 0;         ///< of all tiles measured, those from earlier runs included
    std::int64_t dies_measured = 0;  ///< as in ScanProgress: all channels, those of earlier runs too
    bool complete = false;           ///< every tile is written, dropped or failed; false where it was stopped
    /// Of each channel that shows it, in their order, where all tiles are accounted for.
    std::vector<appearance::AppearanceEvidence> appearance;
    /// Where the dies lie in each tile of the job; those of tiles that don't count have no size of a die.
    std::vector<TileLattice> lattices;
    std::string fault;  ///< of the device that ended the scan early; empty: none
};

/// A scan whose frames or positions as a whole can't be true: its records are of no use to a later run.
class ScanRefused : public Error {
  public:
    explicit ScanRefused(const Error& cause) : Error(cause.kind(), cause.what()) {}
};

/// Scans all tiles of `source` but those in `done`, whose records are taken over. Throws Error(job) where the
/// grid can't be found, ScanRefused where tile positions or exposure are not true, and what the source throws
/// where a tile can't be had (unless `keep_going`). A device that fails after the pose is known ends the scan
/// in order: see `fault`.
[[nodiscard]] ScanResult run_scan(TileSource& source, std::span<const TileRecord> done,
                                  const RecordSink& sink, const ScanOptions& options);

}  // namespace waferglow
