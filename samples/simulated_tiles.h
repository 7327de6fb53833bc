// SPDX-License-Identifier: GPL-3.0-or-later
// A simulated recording as a source of tiles, for scans that need no files.
#pragma once

#include "drivers/simulated/physics/recording_generator.h"
#include "libinspect/scan/tile_source.h"

#include <vector>

namespace waferglow::samples {

/// Whether tiles are rendered at each `load`, or all beforehand (benchmarks; then `load` hands out the one
/// image of a tile, and what a caller changes in it stays changed).
enum class TileStorage { rendered_on_demand, kept_in_memory };

/// `load` is thread-safe for different tiles. `recording` must outlive the source.
class SimulatedTileSource : public TileSource {
  public:
    explicit SimulatedTileSource(const simulated::SimulatedRecording& recording,
                                 TileStorage storage = TileStorage::rendered_on_demand);

    [[nodiscard]] const ScanJob& job() const override { return job_; }
    [[nodiscard]] Image& load(std::size_t tile, Image& scratch) override;

  private:
    const simulated::SimulatedRecording& recording_;
    ScanJob job_;
    std::vector<Image> kept_;
};

}  // namespace waferglow::samples
