// SPDX-License-Identifier: GPL-3.0-or-later
// One channel of a scan: what is usual in it, and which of its frames are not what they should be. Part of
// check_frames.
#pragma once

#include "libinspect/map/die_map.h"
#include "libinspect/scan/internal/frame_fault.h"
#include "libinspect/scan/internal/odd_tiles.h"
#include "libinspect/scan/internal/tile_borders.h"
#include "libinspect/scan/internal/tile_overlaps.h"
#include "libinspect/scan/tile_source.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace waferglow {

/// Refers to what it is made from. Confined.
class ChannelCheck {
  public:
    ChannelCheck(const ScanJob& job, std::size_t channel, const DieMap& map,
                 std::span<const TileEvidence> evidence, const GridPose& pose,
                 std::vector<FrameVerdict>& verdicts);
    ChannelCheck(const ChannelCheck&) = delete;
    ChannelCheck& operator=(const ChannelCheck&) = delete;
    ~ChannelCheck() = default;

    /// Frames by themselves.
    void check_alone();
    /// Frames against those that overlap them, and against those around. `doubts` as of tiles_at_fault.
    void check_together(std::span<const double> doubts);

    [[nodiscard]] const ChannelTiles& tiles() const { return all_; }
    [[nodiscard]] std::span<const TileOverlap> overlaps() const { return overlaps_; }
    [[nodiscard]] std::span<const TileBorder> borders() const { return borders_; }
    /// Whether dies glow in it, so that tiles can be compared by them.
    [[nodiscard]] bool lit() const { return glows_ && all_.typical_light > 0.0; }
    /// Whether the tiles that overlap `number` surely show the same dies as it does.
    [[nodiscard]] bool agrees_around(std::uint32_t number) const;
    /// Whether a tile beside `number` that is not refused speaks against it, or light beyond the wafer's
    /// dies.
    [[nodiscard]] bool contradicted(std::uint32_t number) const;
    /// Number of a tile of the job in this channel.
    [[nodiscard]] std::uint32_t number_of(std::size_t tile) const;

  private:
    [[nodiscard]] FrameVerdict& verdict(std::uint32_t number) { return verdicts_[tiles_[number]]; }
    [[nodiscard]] const FrameVerdict& verdict(std::uint32_t number) const {
        return verdicts_[tiles_[number]];
    }
    void refuse(std::uint32_t number, FrameFault fault, std::string detail);
    [[nodiscard]] std::vector<bool> refused() const;
    void find_usual();
    void compare();
    void find_odd();
    void take(OddTile& odd);
    [[nodiscard]] bool all_dark(const TileEvidence& tile) const;
    void blame(std::uint32_t number);
    void check_surroundings(std::uint32_t number);
    [[nodiscard]] std::pair<int, int> lit_beside(std::uint32_t number, int row_step, int col_step) const;

    const ScanJob& job_;
    bool glows_;
    std::vector<std::size_t> tiles_;
    std::vector<StagePoint> middles_;
    TileOwnership ownership_;
    std::vector<FrameVerdict>& verdicts_;
    ChannelTiles all_;
    FrameLook typical_;
    double usual_misfit_um_ = 0.0;
    double usual_spread_ = 0.0;
    std::vector<TileOverlap> overlaps_;  // and borders of tiles that do not overlap
    std::vector<TileBorder> borders_;
};

}  // namespace waferglow
