// SPDX-License-Identifier: GPL-3.0-or-later
// Robust levels of a camera frame: of the whole of it, and of the surroundings of each pixel.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace waferglow {

/// Median of values that need not all be looked at: of some 250,000 spread evenly where there are more. The
/// upper of two middle ones. `values` must not be empty.
[[nodiscard]] float frame_median(std::span<const float> values);

/// Medians of square blocks of a frame, from every second pixel of every second row. Immutable, thread-safe.
class BlockMedians {
  public:
    static constexpr int kBlock_px = 64;

    /// `values` is row-major, width * height.
    BlockMedians(std::span<const float> values, int width, int height);
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
