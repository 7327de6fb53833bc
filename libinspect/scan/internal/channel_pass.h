// SPDX-License-Identifier: GPL-3.0-or-later
// One channel of a scan: what its pilot tiles tell beforehand, and how each of its tiles is measured.
#pragma once

#include "libinspect/appearance/inspect_tile.h"
#include "libinspect/intensity/correction.h"
#include "libinspect/intensity/tile_blur.h"
#include "libinspect/intensity/tile_measure.h"
#include "libinspect/registration/internal/tile_locator.h"
#include "libinspect/registration/pose.h"
#include "libinspect/scan/internal/ownership.h"
#include "libinspect/scan/internal/pilot_frames.h"
#include "libinspect/scan/outline_light.h"
#include "libinspect/scan/tile_record.h"
#include "libinspect/scan/tile_source.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <unordered_map>
#include <vector>

namespace waferglow {

class AppearancePass;

/// Buffers of one worker, reused from tile to tile.
struct TileWorkspace {
    Image image;
    std::unique_ptr<TileLocator::Scratch> locator;
    std::vector<std::unique_ptr<TileMeasure::Workspace>> measures;  ///< one for each of measures()
    appearance::InspectBuffers appearance;
    TileRecord record;
};

/// Measures the tiles of one channel. Immutable after construction; `measure` is thread-safe with a workspace
/// each.
class ChannelPass {
  public:
    /// Looks at some tiles of the channel, from which its measures learn what suits it. `appearance` looks at
    /// the dies of each tile; null: nobody does.
    ChannelPass(TileSource& source, const DiePresence& presence, const PixelCorrection& correction,
                std::size_t channel, const PoseEstimate& estimate, const PilotOptions& options,
                const AppearancePass* appearance = nullptr);

    [[nodiscard]] std::span<const std::size_t> tiles() const { return tiles_; }

    /// Loads, patches, locates and measures job().tiles[tile]; the record lies in the workspace.
    const TileRecord& measure(std::size_t tile, const TileRegistration* hint, TileWorkspace& workspace) const;

  private:
    struct PreparedMeasure {
        std::size_t number;  // in measures()
        std::size_t first_plane;
        std::size_t planes;
        std::unique_ptr<const TileMeasure> measure;
    };
    void prepare_measures(const ChannelPilots& pilots);
    void measure_dies(const LocatedTile& tile, TileWorkspace& workspace) const;
    void keep_owned(std::size_t tile, TileRecord& record) const;
    [[nodiscard]] ColumnSpan columns_alone(std::size_t number, std::int32_t row, ColumnSpan columns) const;

    TileSource& source_;
    const ScanJob& job_;
    const DiePresence& presence_;
    const PixelCorrection& correction_;
    const AppearancePass* appearance_;
    GridPose pose_;
    std::vector<std::size_t> tiles_;
    std::unordered_map<std::size_t, std::size_t> number_in_pass_;  // tile of the job -> position in tiles_
    TileOwnership ownership_;
    std::unique_ptr<TileLocator> locator_;
    std::vector<PreparedMeasure> measures_;
    std::size_t planes_ = 0;
    std::optional<OutlineSampler> outline_;  // where dies glow
    std::optional<BlurSampler> blur_;        // likewise
};

}  // namespace waferglow
