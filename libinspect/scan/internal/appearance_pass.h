// SPDX-License-Identifier: GPL-3.0-or-later
// The appearance of dies in one channel of a scan: the golden die from pilot tiles, and each tile against it.
#pragma once

#include "libinspect/appearance/appearance_evidence.h"
#include "libinspect/appearance/inspect_tile.h"
#include "libinspect/appearance/learn.h"
#include "libinspect/geometry/image.h"
#include "libinspect/geometry/layout.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/correction.h"
#include "libinspect/registration/pose.h"
#include "libinspect/scan/internal/pilot_frames.h"
#include "libinspect/scan/tile_source.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace waferglow {

/// Immutable after construction; `inspect` is thread-safe with buffers each.
class AppearancePass {
  public:
    struct Setup {
        std::size_t channel = 0;
        std::shared_ptr<const PixelCorrection> correction;  ///< of this channel
        appearance::AppearanceSettings settings;
        PilotOptions pilots;
    };
    /// Learns the golden die from tiles spread over the wafer. Throws as learn_appearance, and what the
    /// source throws.
    AppearancePass(TileSource& source, const DiePresence& presence, const PoseEstimate& estimate,
                   Setup setup);

    [[nodiscard]] const appearance::AppearanceModel& model() const { return model_; }

    /// The dies that the tile shows whole, whoever owns them. `image` is patched.
    [[nodiscard]] appearance::TileLook inspect(const ImageView& image, const TileLattice& lattice,
                                               appearance::InspectBuffers& buffers) const;

  private:
    const ScanJob& job_;
    const DiePresence& presence_;
    appearance::AppearanceModel model_;
};

/// What the looks of a channel's tiles tell, and their measured layers.
struct ChannelAppearance {
    appearance::AppearanceEvidence evidence;
    std::vector<Layer> layers;
};

/// `looks`: one a tile of the job, those of tiles that count; each is used up. A die is judged by the tile
/// that owns it among all tiles of the channel or, where that one doesn't count, by the one that shows it
/// best of those that do.
[[nodiscard]] ChannelAppearance finish_channel(const ScanJob& job, std::size_t channel, const GridPose& pose,
                                               const AppearancePass& pass,
                                               std::span<appearance::TileLook> looks);

}  // namespace waferglow
