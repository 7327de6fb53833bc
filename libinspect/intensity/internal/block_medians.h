// SPDX-License-Identifier: GPL-3.0-or-later
// Robust levels of a camera frame: of the whole of it, and of the surroundings of each pixel. Values are
// given by a function of the pixel's number (row-major), so that differences of frames need no frame of
// their own.
#pragma once

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace waferglow {

/// Median of `value_of(pixel)` over a frame of so many pixels, which need not all be looked at: of some
/// 250,000 spread evenly where there are more. The upper of two middle ones. There must be a pixel.
template <class ValueOf>
[[nodiscard]] float frame_median(std::size_t pixels, const ValueOf& value_of) {
    constexpr std::size_t kEnough = 250'000;
    const std::size_t step = (pixels / kEnough) | 1U;  // odd: meets all columns of a frame
    std::vector<float> some;
    some.reserve(pixels / step + 1);
    for (std::size_t i = 0; i < pixels; i += step) some.push_back(value_of(i));
    return upper_median(some);
}

/// Medians of square blocks of a frame, from every second pixel of every second row. Immutable, thread-safe.
class BlockMedians {
  public:
    static constexpr int kBlock_px = 64;

    template <class ValueOf>
    BlockMedians(int width, int height, const ValueOf& value_of)
        : across_((width + kBlock_px - 1) / kBlock_px) {
        const auto down = static_cast<std::size_t>((height + kBlock_px - 1) / kBlock_px);
        medians_.resize(down * static_cast<std::size_t>(across_));
        parallel_blocks(down, 1, [&](std::size_t row, std::size_t) {
            std::vector<float> block;
            const int y0 = static_cast<int>(row) * kBlock_px;
            for (int column = 0; column < across_; ++column) {
                const int x0 = column * kBlock_px;
                block.clear();
                for (int y = y0; y < std::min(y0 + kBlock_px, height); y += 2) {
                    const std::size_t line = static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
                    for (int x = x0; x < std::min(x0 + kBlock_px, width); x += 2)
                        block.push_back(value_of(line + static_cast<std::size_t>(x)));
                }
                medians_[row * static_cast<std::size_t>(across_) + static_cast<std::size_t>(column)] =
                    upper_median(block);
            }
        });
    }
    /// Of the block that holds pixel (x, y).
    [[nodiscard]] float at(int x, int y) const {
        return medians_[static_cast<std::size_t>(y / kBlock_px) * static_cast<std::size_t>(across_) +
                        static_cast<std::size_t>(x / kBlock_px)];
    }

  private:
    int across_;
    std::vector<float> medians_;
};

}  // namespace waferglow
