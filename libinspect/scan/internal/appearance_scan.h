// SPDX-License-Identifier: GPL-3.0-or-later
// The appearance part of a scan: one pass for each channel that shows it, and what their tiles tell together.
#pragma once

#include "libinspect/map/die_map.h"
#include "libinspect/scan/internal/appearance_pass.h"
#include "libinspect/scan/tile_record.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace waferglow {

/// `accept` may be called for different tiles at once; the rest belongs to the thread that runs the scan.
class AppearanceScan {
  public:
    AppearanceScan(const ScanJob& job, const appearance::AppearanceSettings& settings);

    /// The pass of a channel; null where it does not show the appearance, or where no golden die can be
    /// learnt from its tiles: the evidence will say why. Throws what the source throws.
    const AppearancePass* learn(TileSource& source, const DiePresence& presence, const PoseEstimate& estimate,
                                AppearancePass::Setup setup);

    /// Keeps what a tile tells.
    void accept(const TileRecord& record);

    /// By how much the dies of a tile lie beside its lattice, px; nothing where it shows no appearance.
    [[nodiscard]] PixelPoint moved(std::size_t tile) const {
        return looks_[tile].placed ? looks_[tile].moved : PixelPoint{};
    }

    /// The evidence of all channels that show the appearance, and their measured layers into `map`. `counts`:
    /// whether a tile does.
    [[nodiscard]] std::vector<appearance::AppearanceEvidence> finish(
        const GridPose& pose, const std::function<bool(std::size_t)>& counts, DieMap& map);

  private:
    const ScanJob& job_;
    std::vector<std::unique_ptr<const AppearancePass>> passes_;  // one a channel
    std::vector<std::string> faults_;                            // likewise
    std::vector<appearance::TileLook> looks_;                    // one a tile of the job
};

}  // namespace waferglow
