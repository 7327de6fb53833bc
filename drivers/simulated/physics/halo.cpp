// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/halo.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace waferglow::simulated {
namespace {

constexpr int kPasses = 3;

/// Mirrors an index into [0, size), the edge pixel repeated.
int mirrored(int i, int size) {
    if (i >= 0 && i < size) return i;
    const int period = 2 * size;
    int j = i % period;
    if (j < 0) j += period;
    return j < size ? j : period - 1 - j;
}

/// Running means over 2 * half + 1 elements of `count` columns at once: element i of column c lies at i *
/// step + c.
void running_mean(std::vector<float>& image, std::size_t first, int length, std::size_t step,
                  std::size_t count, int half, std::vector<float>& scratch) {
    const auto row = [&](int i) { return first + static_cast<std::size_t>(mirrored(i, length)) * step; };
    std::vector<double> sum(count, 0.0);
    for (int i = -half; i <= half; ++i) {
        for (std::size_t c = 0; c < count; ++c) sum[c] += static_cast<double>(image[row(i) + c]);
    }
    scratch.resize(static_cast<std::size_t>(length) * count);
    const double share = 1.0 / (2 * half + 1);
    for (int i = 0; i < length; ++i) {
        float* out = scratch.data() + static_cast<std::size_t>(i) * count;
        const float* leaving = image.data() + row(i - half);
        const float* entering = image.data() + row(i + half + 1);
        for (std::size_t c = 0; c < count; ++c) {
            out[c] = static_cast<float>(sum[c] * share);
            sum[c] += static_cast<double>(entering[c]) - static_cast<double>(leaving[c]);
        }
    }
    for (int i = 0; i < length; ++i) {
        const auto from = scratch.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(i) * count);
        std::copy_n(from, count,
                    image.begin() + static_cast<std::ptrdiff_t>(first + static_cast<std::size_t>(i) * step));
    }
}

}  // namespace

std::vector<float> wide_blur(const std::vector<float>& image, int width_px, int height_px, double sigma_px) {
    std::vector<float> blurred = image;
    std::vector<float> scratch;
    const auto columns = static_cast<std::size_t>(width_px);
    double rest_px2 = sigma_px * sigma_px;  // variance that the passes to come have to add
    for (int pass = 0; pass < kPasses; ++pass) {
        // A mean over 2h + 1 pixels has the variance ((2h + 1)^2 - 1) / 12.
        const double width = std::sqrt(12.0 * std::max(rest_px2, 0.0) / (kPasses - pass) + 1.0);
        const int half = static_cast<int>(std::lround(0.5 * (width - 1.0)));
        rest_px2 -= half * (half + 1) / 3.0;
        if (half == 0) continue;
        for (int y = 0; y < height_px; ++y) {
            running_mean(blurred, static_cast<std::size_t>(y) * columns, width_px, 1, 1, half, scratch);
        }
        running_mean(blurred, 0, height_px, columns, columns, half, scratch);
    }
    return blurred;
}

}  // namespace waferglow::simulated
