// SPDX-License-Identifier: GPL-3.0-or-later
// What a scan works on: the job (wafer, grid, camera, channels, tiles) and where its images come from.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/channel.h"
#include "libinspect/geometry/channel_frames.h"
#include "libinspect/geometry/image.h"
#include "libinspect/geometry/layout.h"
#include "libinspect/geometry/wafer.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// One camera image of a scan. `position` is the wafer point at the middle of the image as the stage reported
/// it.
struct ScanTile {
    int index = 0;    ///< as the recording or the plan numbers it
    int channel = 0;  ///< position in ScanJob::channels
    StagePoint position;
    std::string name;  ///< file or frame name, for the ledger and messages
    /// All tiles of a pass are taken before those of the next one, without a change of the light path: of
    /// what turns slowly, such as a filter wheel.
    int pass = 0;
};

struct ScanJob {
    Wafer wafer;
    DieGrid grid;
    WaferLayout layout;  ///< of the grid
    CameraInfo camera;
    std::vector<Channel> channels;
    std::vector<ScanTile> tiles;
    std::optional<Image> dark;          ///< mean dark frame, DN
    std::optional<Image> flat;          ///< raw flat frame, its dark level still in it, DN
    std::vector<ChannelFrames> frames;  ///< in place of these, one a channel; empty: no channel has its own
    /// Name of the filter that each channel is seen through; empty: none has one.
    std::vector<std::string> filters{};

    [[nodiscard]] bool has_own_frames(std::size_t channel) const {
        return channel < frames.size() && frames[channel].any();
    }
    /// What holds for a channel; null: none.
    [[nodiscard]] const Image* dark_of(std::size_t channel) const {
        if (channel < frames.size() && frames[channel].dark) return &*frames[channel].dark;
        return dark ? &*dark : nullptr;
    }
    [[nodiscard]] const Image* flat_of(std::size_t channel) const {
        if (channel < frames.size() && frames[channel].flat) return &*frames[channel].flat;
        return flat ? &*flat : nullptr;
    }
};

/// Gives the images of a job. `load` is called from several threads at once, each with its own scratch image.
/// A source that has no files but must fetch tiles (a tool) does so in the order announced; what it hands out
/// for one tile is the same image every time.
class TileSource {
  public:
    TileSource() = default;
    TileSource(const TileSource&) = delete;
    TileSource& operator=(const TileSource&) = delete;
    virtual ~TileSource() = default;

    [[nodiscard]] virtual const ScanJob& job() const = 0;
    /// The image of job().tiles[tile], in `scratch` or in memory of the source's own; of the camera's size.
    /// The caller may change its pixels. Throws Error where it can't be had: of kind device where no further
    /// tile can be had either, cancelled where it was stopped.
    [[nodiscard]] virtual Image& load(std::size_t tile, Image& scratch) = 0;
    /// The tiles that will be loaded next, in about this order; `again`: they will be asked for once more
    /// later (pilots), so that a tool keeps them. Replaces what was announced before. Called by the thread
    /// that runs the scan, while no `load` runs.
    virtual void announce(std::span<const std::size_t> /*tiles*/, bool /*again*/) {}
    /// Whether `load` gives a tile that was loaded before without taking it anew. Thread-safe.
    [[nodiscard]] virtual bool keeps(std::size_t /*tile*/) const { return true; }
    /// What the ledger should tell of how a loaded tile was taken; empty: nothing. Thread-safe.
    [[nodiscard]] virtual std::string remark(std::size_t /*tile*/) const { return {}; }
};

}  // namespace waferglow
