// SPDX-License-Identifier: GPL-3.0-or-later
// The frames of a scan while they are judged: what is known of each, and its verdict so far.
#pragma once

#include "libinspect/scan/internal/channel_check.h"
#include "libinspect/scan/internal/frame_fault.h"
#include "libinspect/scan/internal/tile_evidence.h"
#include "libinspect/scan/tile_source.h"

#include <cstddef>
#include <deque>
#include <span>
#include <vector>

namespace waferglow {

/// Confined to the thread that judges. What is given is referred to.
struct CheckedFrames {
    CheckedFrames(const ScanJob& job, const DieMap& map, std::span<const TileEvidence> evidence,
                  const GridPose& pose);
    CheckedFrames(const CheckedFrames&) = delete;  // the channels refer to the verdicts
    CheckedFrames& operator=(const CheckedFrames&) = delete;
    ~CheckedFrames() = default;

    [[nodiscard]] std::size_t channel_of(std::size_t tile) const {
        return static_cast<std::size_t>(job.tiles[tile].channel);
    }
    /// Measured, of a channel with light, and not refused so far.
    [[nodiscard]] bool usable(std::size_t tile) const;

    /// Of two tiles that can't both be true images of their places, refuses that which the tiles around speak
    /// against; where these don't tell, neither is believed.
    void refuse_one(std::size_t one, std::size_t other, const FrameVerdict& of_one,
                    const FrameVerdict& of_other);

    const ScanJob& job;
    std::span<const TileEvidence> evidence;  ///< one a tile of the job
    std::vector<std::size_t> order;          ///< channels, strongest first
    std::vector<FrameVerdict> verdicts;      ///< one a tile of the job
    std::deque<ChannelCheck> channels;       ///< one a channel of the job; they refer to `verdicts`

  private:
    [[nodiscard]] bool agrees_around(std::size_t tile) const;
    [[nodiscard]] bool contradicted(std::size_t tile) const;
};

}  // namespace waferglow
