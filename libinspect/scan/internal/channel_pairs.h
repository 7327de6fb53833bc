// SPDX-License-Identifier: GPL-3.0-or-later
// Frames that the other channels' frames at their place speak against: whole dies off, other dies throughout
// or in a half of the tile.
#pragma once

#include "libinspect/scan/internal/channel_match.h"
#include "libinspect/scan/internal/checked_frames.h"

#include <cstddef>
#include <vector>

namespace waferglow {

/// Every tile with the nearest of each other channel, which is that of its own place, where there is one.
/// Confined to the thread that judges.
class ChannelPairs {
  public:
    /// Matches the frames that are usable; `frames` is referred to.
    explicit ChannelPairs(CheckedFrames& frames);

    /// How much less each tile of a channel matches the other channels than tiles usually do: 0 to 1.
    [[nodiscard]] std::vector<double> doubts_of(std::size_t channel) const;

    /// Refuses frames that show other dies than the other channels do. Throws Error(job) where two channels
    /// do all over the wafer, as if their lights were exchanged.
    void refuse_unlike();

  private:
    /// Two channels' tiles of one place.
    struct Pair {
        std::size_t tile = 0;
        std::size_t other = 0;
        ChannelMatch match;
    };

    /// Dies that one channel of a pair shows dark, and those of them that glow in the other.
    struct DarkCount {
        int dark = 0;
        int lit = 0;
        DarkCount& operator+=(const DarkCount& more) {
            dark += more.dark;
            lit += more.lit;
            return *this;
        }
        [[nodiscard]] bool often_lit() const { return 4 * lit > dark; }
    };
    /// A pair by the excitation densities of its channels.
    struct BySide {
        std::size_t strong = 0;
        std::size_t weak = 0;
        DarkCount of_strong;
        DarkCount of_weak;
    };

    void check_order() const;
    [[nodiscard]] BySide by_side(const Pair& pair) const;
    void pair_nearest(std::size_t channel, std::size_t with, std::vector<bool>& matched);
    template <class Visit>
    void for_pairs(std::size_t channel, std::size_t other, const Visit& visit) const;
    void find_whole_pitches();
    void find_unlike_channels();
    void find_unlike_parts();
    void find_uncorrelated();
    [[nodiscard]] bool comparable(const Pair& pair, std::size_t part) const;
    [[nodiscard]] double noise_of(std::size_t tile) const;

    CheckedFrames& frames_;
    std::vector<Pair> pairs_;
};

}  // namespace waferglow
