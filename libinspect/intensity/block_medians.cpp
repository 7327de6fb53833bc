// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/block_medians.h"

#include "libinspect/base/parallel.h"

#include <algorithm>

namespace waferglow {
namespace {

float upper_median(std::vector<float>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

float frame_median(std::span<const float> values) {
    constexpr std::size_t kEnough = 250'000;
    const std::size_t step = (values.size() / kEnough) | 1U;  // odd: meets all columns of a frame
    std::vector<float> some;
    some.reserve(values.size() / step + 1);
    for (std::size_t i = 0; i < values.size(); i += step) some.push_back(values[i]);
    return upper_median(some);
}

BlockMedians::BlockMedians(std::span<const float> values, int width, int height)
    : across_((width + kBlock_px - 1) / kBlock_px) {
    const auto down = static_cast<std::size_t>((height + kBlock_px - 1) / kBlock_px);
    medians_.resize(down * static_cast<std::size_t>(across_));
    parallel_blocks(down, 1, [&](std::size_t begin, std::size_t end) {
        std::vector<float> block;
        for (std::size_t row = begin; row < end; ++row) {
            const int y0 = static_cast<int>(row) * kBlock_px;
            for (int column = 0; column < across_; ++column) {
                const int x0 = column * kBlock_px;
                block.clear();
                for (int y = y0; y < std::min(y0 + kBlock_px, height); y += 2) {
                    const float* const line =
                        values.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
                    for (int x = x0; x < std::min(x0 + kBlock_px, width); x += 2) block.push_back(line[x]);
                }
                medians_[row * static_cast<std::size_t>(across_) + static_cast<std::size_t>(column)] =
                    upper_median(block);
            }
        }
    });
}

}  // namespace waferglow
