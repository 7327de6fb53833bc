// SPDX-License-Identifier: GPL-3.0-or-later
// Filters that look for defects of several sizes in a die's picture of differences.
//
// The picture is in units of the spread at each place. It is smoothed once, with 1 2 1 in both directions,
// about what the optics make of a point; all filters are sums of the smoothed picture over a few places: the
// point itself, blobs of about 4 and 6 px, and lines in eight directions, short and, on dies wide enough,
// long ones made of two short ones. Noise that is alike in neighbouring pixels, the grain of metal, makes
// larger filters answer more than white noise would: each is taken in units of its own spread, which is
// measured.
//
// All numbers are 16-bit ones. Those of a die whose largest difference would make sums overflow are halved
// as often as needed: an answer is so known to a thirty-second of a sigma or to a ten-thousandth of itself.
#pragma once

#include "libinspect/appearance/phase_planes.h"

#include <array>
#include <cstddef>
#include <cstdint>
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

/// Lines are looked for on every second place along their main axis: a line is longer than that. True: on
/// every second row; false: column.
constexpr bool every_second_row(const LineFilter& line) {
    return (line.step.y < 0 ? -line.step.y : line.step.y) >= line.step.x;
}
/// Long lines: how many steps back and on the middles of the two short ones lie. Both are even: a long line
/// looked for on every second place is made of short ones that are there.
constexpr int steps_back(const LineFilter& line) {
    return line.half == 2 ? 2 : 4;
}
constexpr int steps_on(const LineFilter& line) {
    return line.half == 2 ? 3 : 4;
}

/// A picture over the window with room around it that reads as zero.
struct PaddedLayout {
    static constexpr int kPadX = 16;
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

/// Factors that bring a filter's answers to units of their spread in each tail group, at most 4; 0: not used.
struct FilterWeights {
    std::array<std::array<float, kTailGroups>, kFilters> of{};
    bool long_lines = false;  ///< the die is wide enough for them

    /// One of four numbers for each group, the last one zero: what vectors look weights up in.
    using Table = std::array<std::int16_t, 8>;
    /// Units of a weight in it.
    static constexpr float kUnit = 1.0F / 8192.0F;
    std::array<Table, kFilters> tables{};
    /// Fills `tables` from `of`.
    void make_tables();
};

/// Working memory. Confined to one thread at a time.
struct FilterBuffers {
    Shorts smooth;                       // padded
    Shorts columns;                      // likewise, every second column
    std::array<Shorts, 5> lines;         // padded, answers of short lines on every second row
    std::array<Shorts, 3> column_lines;  // likewise, on every second column
    Shorts row;                          // smoothed vertically
    Shorts dark;                         // over the window: strongest answer of a dark defect, or of either
    Shorts bright;
    Shorts line_dark;  // likewise of lines, on every second row or column
    Shorts line_bright;
    Shorts marks;    ///< over the window, of mark_above; zero when nobody uses it
    int halved = 0;  ///< how often the numbers of this die were

    void fit(const DieWindow& window);
    /// Sigmas of an unsmoothed difference of a unit of `smooth`, whose filter has the gain 1.
    [[nodiscard]] float smooth_unit() const { return static_cast<float>(1 << halved) / 128.0F; }
    /// Sigmas of an answer of a unit of `dark` and `bright`.
    [[nodiscard]] float answer_unit() const { return static_cast<float>(1 << halved) / 32.0F; }
};

/// Answers at one place of `buffers.smooth`, in plain sums, sigmas.
[[nodiscard]] std::array<float, kFilters> answers_at(const FilterBuffers& buffers, const DieWindow& window,
                                                     bool long_lines, int x, int y);

/// Smooths the residuals of a die, in units of kResidualUnit and at most `largest`, into `buffers.smooth`.
void prepare_filters(std::span<const std::int16_t> residual, int largest, const DieWindow& window,
                     FilterBuffers& buffers);

/// The strongest answer of either polarity in each group, sigmas. `prepare_filters` comes before.
[[nodiscard]] std::array<float, kTailGroups> strongest_answers(const PhasePlanes& planes,
                                                               const DieWindow& window,
                                                               const FilterWeights& weights,
                                                               FilterBuffers& buffers);

/// Fills `buffers.dark` and `buffers.bright` with the strongest answers at each place; lines count at the
/// places that they are looked for and at those right of or below them of the same group. `prepare_filters`
/// comes before.
void map_answers(const PhasePlanes& planes, const DieWindow& window, const FilterWeights& weights,
                 FilterBuffers& buffers);

/// Marks (not zero) the places where an answer reaches the number of its group in `least`. Whether any does.
bool mark_above(const PhasePlanes& planes, const Shorts& answers, const FilterWeights::Table& least,
                Shorts& marks);

}  // namespace waferglow::appearance
