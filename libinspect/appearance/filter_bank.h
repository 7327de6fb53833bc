// SPDX-License-Identifier: GPL-3.0-or-later
// Filters that look for defects of several sizes in a die's picture of differences.
//
// The picture is in units of the spread at each place. It is smoothed once, with 1 2 1 in both directions,
// about what the optics make of a point; all filters are sums of the smoothed picture over a few places: the
// point itself, blobs of about 4 and 6 px, and lines in eight directions, short and, on dies wide enough,
// long ones made of two short ones. Noise that is alike in neighbouring pixels, the grain of metal, makes
// larger filters answer more than white noise would: each is taken in units of its own spread, which is
// measured.
#pragma once

#include "libinspect/appearance/phase_planes.h"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace waferglow::appearance {

struct PixelStep {
    int x = 0;
    int y = 0;
};

/// A line through its middle: places middle - half * step ... middle + half * step.
struct LineFilter {
    PixelStep step;
    int half = 0;
};

inline constexpr std::size_t kDirections = 8;
inline constexpr std::array<LineFilter, kDirections> kLines{{{{2, 0}, 2},
                                                             {{2, 1}, 2},
                                                             {{1, 1}, 3},
                                                             {{1, 2}, 2},
                                                             {{0, 2}, 2},
                                                             {{1, -2}, 2},
                                                             {{1, -1}, 3},
                                                             {{2, -1}, 2}}};
inline constexpr std::size_t kPointFilter = 0;
inline constexpr std::size_t kBlob4Filter = 1;
inline constexpr std::size_t kBlob6Filter = 2;
inline constexpr std::size_t kFirstShort = 3;
inline constexpr std::size_t kFirstLong = kFirstShort + kDirections;
inline constexpr std::size_t kFilters = kFirstLong + kDirections;

/// A picture over the window with room around it that reads as zero.
struct PaddedLayout {
    static constexpr int kPadX = 8;
    static constexpr int kPadY = 8;
    int stride = 0;
    int rows = 0;

    explicit PaddedLayout(const DieWindow& window)
        : stride(window.stride + 2 * kPadX), rows(window.height + 2 * kPadY) {}
    [[nodiscard]] std::size_t size() const {
        return static_cast<std::size_t>(stride) * static_cast<std::size_t>(rows);
    }
    [[nodiscard]] std::ptrdiff_t index(int x, int y) const {
        return static_cast<std::ptrdiff_t>(y + kPadY) * stride + x + kPadX;
    }
};

/// Factors that bring a filter's answers to units of their spread in each tail group; 0: not used.
struct FilterWeights {
    std::array<std::array<float, kTailGroups>, kFilters> of{};
    bool long_lines = false;  ///< the die is wide enough for them
};

/// Working memory. Confined to one thread at a time.
struct FilterBuffers {
    Floats smooth;                          // padded
    std::array<Floats, kDirections> lines;  // padded, answers of the short lines
    Floats dark;                            // over the window: strongest answer of a dark defect
    Floats bright;
    void fit(const DieWindow& window);
};

/// Answers at one place of `buffers.smooth` and, of the long lines, `buffers.lines`; in plain sums.
[[nodiscard]] std::array<float, kFilters> answers_at(const FilterBuffers& buffers, const DieWindow& window,
                                                     bool long_lines, int x, int y);

/// Smooths the residuals of a die into `buffers.smooth`, and fills `buffers.lines`.
void prepare_filters(std::span<const float> residual, const DieWindow& window, FilterBuffers& buffers);

/// Fills `buffers.dark` and `buffers.bright`, and returns the strongest of either polarity in each group.
/// `prepare_filters` comes before.
[[nodiscard]] std::array<float, kTailGroups> strongest_answers(const PhasePlanes& planes,
                                                               const DieWindow& window,
                                                               const FilterWeights& weights,
                                                               FilterBuffers& buffers);

}  // namespace waferglow::appearance
