// SPDX-License-Identifier: GPL-3.0-or-later
// A recording as the tile source of a scan.
#pragma once

#include "libinspect/formats/recording.h"
#include "libinspect/scan/tile_source.h"

#include <cstddef>
#include <string>
#include <vector>

namespace waferglow {

/// Reads tiles from disk as they are asked for. Thread-safe as TileSource says.
class RecordingSource : public TileSource {
  public:
    /// Reads the dark and flat frames too; a flat without a dark frame gets an even one of the level that the
    /// tiles show (dark_level.h). Channels of kinds that are not measured, and their tiles, are no part of
    /// the job. Throws Error(input) where there is no channel to find and judge dies by, and as
    /// read_recording does.
    explicit RecordingSource(Recording recording);

    [[nodiscard]] const ScanJob& job() const override { return job_; }
    [[nodiscard]] Image& load(std::size_t tile, Image& scratch) override;
    [[nodiscard]] const Recording& recording() const { return recording_; }
    /// Which channels are left alone, as a sentence; empty: none.
    [[nodiscard]] std::string note() const;

  private:
    Recording recording_;
    ScanJob job_;
    std::vector<std::size_t> entries_;  ///< of each tile of the job: its position in recording_.tiles
};

}  // namespace waferglow
