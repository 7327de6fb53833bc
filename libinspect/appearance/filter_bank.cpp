// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/filter_bank.h"

#include "libinspect/appearance/internal/filter_kernel.h"
#include "libinspect/appearance/internal/residual_kernel.h"

#include <algorithm>
#include <cmath>

namespace waferglow::appearance {
namespace {

/// Residual up to which the largest filter's sums, of 14 numbers four times as large, stay within 16 bits.
constexpr int kLargestWhole = 585;

}  // namespace

void FilterWeights::make_tables() {
    constexpr float kMost = 32767.0F;
    for (std::size_t f = 0; f < kFilters; ++f) {
        for (std::size_t g = 0; g < kTailGroups; ++g) {
            tables.at(f).at(g) =
                static_cast<std::int16_t>(std::lround(std::min(of.at(f).at(g) / kUnit, kMost)));
        }
    }
}

void FilterBuffers::fit(const DieWindow& window) {
    const PaddedLayout layout(window);
    const PaddedLayout half_layout(window.every_second_column());
    smooth.assign(layout.size(), 0);
    columns.assign(half_layout.size(), 0);
    for (Shorts& line : lines) line.assign(layout.size(), 0);
    for (Shorts& line : column_lines) line.assign(half_layout.size(), 0);
    row.assign(static_cast<std::size_t>(layout.stride), 0);
    dark.assign(window.size(), 0);
    bright.assign(window.size(), 0);
    line_dark.assign(window.size(), 0);
    line_bright.assign(window.size(), 0);
    marks.assign(window.size(), 0);
}

std::array<float, kFilters> answers_at(const FilterBuffers& buffers, const DieWindow& window, bool long_lines,
                                       int x, int y) {
    const PaddedLayout layout(window);
    const auto smooth = [&](int u, int v) {
        return static_cast<int>(buffers.smooth[static_cast<std::size_t>(layout.index(u, v))]);
    };
    std::array<int, kFilters> sums{};
    sums[kPointFilter] = smooth(x, y);
    for (int v = -1; v <= 1; v += 2) {
        for (int u = -1; u <= 1; u += 2) sums[kBlob4Filter] += smooth(x + u, y + v);
    }
    for (int v = -2; v <= 2; v += 2) {
        for (int u = -2; u <= 2; u += 2) sums[kBlob6Filter] += smooth(x + u, y + v);
    }
    for (std::size_t k = 0; k < kDirections; ++k) {
        const LineFilter& line = kLines.at(k);
        // A short line about a place; none where its middle lies beside the window.
        const auto around = [&](int steps) {
            const int u = x + steps * line.step.x;
            const int v = y + steps * line.step.y;
            int sum = 0;
            if (u < 0 || v < 0 || u >= window.width || v >= window.height) return sum;
            for (int i = -line.half; i <= line.half; ++i)
                sum += smooth(u + i * line.step.x, v + i * line.step.y);
            return sum;
        };
        sums.at(kFirstShort + k) = around(0);
        if (long_lines) sums.at(kFirstLong + k) = around(-steps_back(line)) + around(steps_on(line));
    }
    std::array<float, kFilters> answers{};
    for (std::size_t f = 0; f < kFilters; ++f) {
        answers.at(f) = static_cast<float>(sums.at(f)) * buffers.smooth_unit();
    }
    return answers;
}

void prepare_filters(std::span<const std::int16_t> residual, int largest, const DieWindow& window,
                     FilterBuffers& buffers) {
    buffers.halved = 0;
    while (largest > kLargestWhole << buffers.halved) ++buffers.halved;
    smooth_residual(residual.data(), buffers.halved, window, buffers.row.data(), buffers.smooth.data());
}

std::array<float, kTailGroups> strongest_answers(const PhasePlanes& planes, const DieWindow& window,
                                                 const FilterWeights& weights, FilterBuffers& buffers) {
    std::array<int, kTailGroups> whole{};
    strongest_numbers(planes, window, weights, buffers, whole.data());
    std::array<float, kTailGroups> strongest{};
    for (std::size_t g = 0; g < kTailGroups; ++g) {
        strongest[g] = static_cast<float>(whole[g]) * buffers.answer_unit();
    }
    return strongest;
}

}  // namespace waferglow::appearance
