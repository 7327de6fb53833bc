// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/internal/smooth_light.h"

#include "libinspect/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waferglow::module {
namespace {

constexpr double kBlocksPerSigma = 1.25;  // finer blocks tell nothing more
constexpr double kFewestValues = 30.0;    // that a plane needs, weighted
constexpr float kNoLight = std::numeric_limits<float>::quiet_NaN();

/// Counts and sums of values over even blocks.
struct LightBlocks {
    std::int32_t rows = 0;
    std::int32_t cols = 0;
    std::vector<double> count;
    std::vector<double> sum;

    LightBlocks(std::int32_t r, std::int32_t c)
        : rows(r), cols(c), count(static_cast<std::size_t>(r) * static_cast<std::size_t>(c)), sum(count) {}
    [[nodiscard]] std::size_t at(std::int32_t r, std::int32_t c) const {
        return static_cast<std::size_t>(r) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(c);
    }
};

LightBlocks half_as_many(const LightBlocks& fine) {
    LightBlocks coarse((fine.rows + 1) / 2, (fine.cols + 1) / 2);
    for (std::int32_t r = 0; r < fine.rows; ++r) {
        for (std::int32_t c = 0; c < fine.cols; ++c) {
            const std::size_t to = coarse.at(r / 2, c / 2);
            coarse.count[to] += fine.count[fine.at(r, c)];
            coarse.sum[to] += fine.sum[fine.at(r, c)];
        }
    }
    return coarse;
}

/// Moments of weights and of weighted values about a block, in blocks.
struct PlaneMoments {
    double w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0, wyy = 0, z = 0, zx = 0, zy = 0;

    /// Height of the plane at the block; the slope is held back a little, so that values all in one line
    /// still have one.
    [[nodiscard]] double height() const {
        const double mx = wx / w;
        const double my = wy / w;
        const double mz = z / w;
        const double ridge = 0.02;
        const double vxx = wxx / w - mx * mx + ridge;
        const double vyy = wyy / w - my * my + ridge;
        const double vxy = wxy / w - mx * my;
        const double cx = zx / w - mx * mz;
        const double cy = zy / w - my * mz;
        const double det = vxx * vyy - vxy * vxy;
        const double slope_x = (cx * vyy - cy * vxy) / det;
        const double slope_y = (cy * vxx - cx * vxy) / det;
        return mz - slope_x * mx - slope_y * my;
    }
};

/// Moments along a row of blocks.
struct RowMoments {
    double w = 0, wx = 0, wxx = 0, z = 0, zx = 0;
};

std::vector<double> gauss_half(double sigma) {
    std::vector<double> weights;
    const int reach = static_cast<int>(std::ceil(3.0 * sigma));
    for (int i = 0; i <= reach; ++i) weights.push_back(std::exp(-0.5 * i * i / (sigma * sigma)));
    return weights;
}

std::vector<RowMoments> along_rows(const LightBlocks& blocks, const std::vector<double>& gauss) {
    const auto reach = static_cast<std::int32_t>(gauss.size()) - 1;
    std::vector<RowMoments> moments(blocks.count.size());
    parallel_blocks(static_cast<std::size_t>(blocks.rows), 16, [&](std::size_t begin, std::size_t end) {
        for (auto r = static_cast<std::int32_t>(begin); r < static_cast<std::int32_t>(end); ++r) {
            for (std::int32_t c = 0; c < blocks.cols; ++c) {
                RowMoments m;
                const std::int32_t last = std::min(blocks.cols - 1, c + reach);
                for (std::int32_t k = std::max(0, c - reach); k <= last; ++k) {
                    const std::size_t from = blocks.at(r, k);
                    const double x = k - c;
                    const double w = gauss[static_cast<std::size_t>(std::abs(k - c))];
                    m.w += w * blocks.count[from];
                    m.wx += w * x * blocks.count[from];
                    m.wxx += w * x * x * blocks.count[from];
                    m.z += w * blocks.sum[from];
                    m.zx += w * x * blocks.sum[from];
                }
                moments[blocks.at(r, c)] = m;
            }
        }
    });
    return moments;
}

PlaneMoments around(const LightBlocks& blocks, const std::vector<RowMoments>& rows,
                    const std::vector<double>& gauss, std::int32_t r, std::int32_t c) {
    const auto reach = static_cast<std::int32_t>(gauss.size()) - 1;
    PlaneMoments m;
    const std::int32_t last = std::min(blocks.rows - 1, r + reach);
    for (std::int32_t k = std::max(0, r - reach); k <= last; ++k) {
        const RowMoments& from = rows[blocks.at(k, c)];
        const double y = k - r;
        const double w = gauss[static_cast<std::size_t>(std::abs(k - r))];
        m.w += w * from.w;
        m.wx += w * from.wx;
        m.wxx += w * from.wxx;
        m.wy += w * y * from.w;
        m.wyy += w * y * y * from.w;
        m.wxy += w * y * from.wx;
        m.z += w * from.z;
        m.zx += w * from.zx;
        m.zy += w * y * from.z;
    }
    return m;
}

/// Heights of the planes at the blocks.
std::vector<float> plane_heights(const LightBlocks& blocks, double sigma_blocks) {
    const std::vector<double> gauss = gauss_half(sigma_blocks);
    const std::vector<RowMoments> rows = along_rows(blocks, gauss);
    std::vector<float> heights(blocks.count.size(), kNoLight);
    parallel_blocks(static_cast<std::size_t>(blocks.rows), 16, [&](std::size_t begin, std::size_t end) {
        for (auto r = static_cast<std::int32_t>(begin); r < static_cast<std::int32_t>(end); ++r) {
            for (std::int32_t c = 0; c < blocks.cols; ++c) {
                const PlaneMoments m = around(blocks, rows, gauss, r, c);
                if (m.w >= kFewestValues) heights[blocks.at(r, c)] = static_cast<float>(m.height());
            }
        }
    });
    const auto lacks = [](float height) { return std::isnan(height); };
    if (std::none_of(heights.begin(), heights.end(), lacks)) return heights;
    if (blocks.rows == 1 && blocks.cols == 1) {
        if (blocks.count[0] > 0.0) heights[0] = static_cast<float>(blocks.sum[0] / blocks.count[0]);
        return heights;
    }
    const LightBlocks coarse = half_as_many(blocks);
    const std::vector<float> wider = plane_heights(coarse, sigma_blocks);
    for (std::int32_t r = 0; r < blocks.rows; ++r) {
        for (std::int32_t c = 0; c < blocks.cols; ++c) {
            float& height = heights[blocks.at(r, c)];
            if (std::isnan(height)) height = wider[coarse.at(r / 2, c / 2)];
        }
    }
    return heights;
}

/// Where pixel `i` of `length` lies between the middles of `blocks` even blocks: the lower one, and how far
/// towards the next. Beyond the outer middles the line goes on.
struct BetweenBlocks {
    std::int32_t low = 0;
    float share = 0.0F;
};
BetweenBlocks between(std::int32_t i, std::int32_t length, std::int32_t blocks) {
    if (blocks == 1) return {};
    const double place = (i + 0.5) * blocks / length - 0.5;
    const auto low = std::clamp(static_cast<std::int32_t>(std::floor(place)), std::int32_t{0}, blocks - 2);
    return {low, static_cast<float>(place - low)};
}

std::int32_t blocks_along(std::int32_t length, double block_px) {
    return std::max(1, static_cast<std::int32_t>(std::lround(length / block_px)));
}

LightBlocks sums_of(std::span<const float> values, std::span<const std::uint8_t> used, std::int32_t cols,
                    const PixelRect& panel, double block_px) {
    LightBlocks blocks(blocks_along(panel.rows(), block_px), blocks_along(panel.cols(), block_px));
    const auto block_of = [](std::int32_t i, std::int32_t length, std::int32_t count) {
        return static_cast<std::int32_t>(std::int64_t{i} * count / length);
    };
    for (std::int32_t r = panel.top; r < panel.bottom; ++r) {
        const std::int32_t block_row = block_of(r - panel.top, panel.rows(), blocks.rows);
        for (std::int32_t c = panel.left; c < panel.right; ++c) {
            const std::size_t from =
                static_cast<std::size_t>(r) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(c);
            if (used[from] == 0) continue;
            const std::size_t to = blocks.at(block_row, block_of(c - panel.left, panel.cols(), blocks.cols));
            blocks.count[to] += 1.0;
            blocks.sum[to] += static_cast<double>(values[from]);
        }
    }
    return blocks;
}

}  // namespace

std::vector<float> smooth_light(std::span<const float> values, std::span<const std::uint8_t> used,
                                std::int32_t cols, const std::vector<PixelRect>& panels, double sigma_px) {
    std::vector<float> smooth(values.size(), kNoLight);
    const double block_px = std::max(1.0, std::floor(sigma_px / kBlocksPerSigma));
    for (const PixelRect& panel : panels) {
        const LightBlocks blocks = sums_of(values, used, cols, panel, block_px);
        const std::vector<float> heights = plane_heights(blocks, sigma_px / block_px);
        const auto rows = static_cast<std::size_t>(panel.rows());
        parallel_blocks(rows, 64, [&](std::size_t begin, std::size_t end) {
            for (auto r = static_cast<std::int32_t>(begin); r < static_cast<std::int32_t>(end); ++r) {
                const BetweenBlocks y = between(r, panel.rows(), blocks.rows);
                const std::int32_t below = std::min(y.low + 1, blocks.rows - 1);
                for (std::int32_t c = 0; c < panel.cols(); ++c) {
                    const BetweenBlocks x = between(c, panel.cols(), blocks.cols);
                    const std::int32_t right = std::min(x.low + 1, blocks.cols - 1);
                    const float up = heights[blocks.at(y.low, x.low)] * (1.0F - x.share) +
                                     heights[blocks.at(y.low, right)] * x.share;
                    const float down = heights[blocks.at(below, x.low)] * (1.0F - x.share) +
                                       heights[blocks.at(below, right)] * x.share;
                    smooth[static_cast<std::size_t>(panel.top + r) * static_cast<std::size_t>(cols) +
                           static_cast<std::size_t>(panel.left + c)] = up * (1.0F - y.share) + down * y.share;
                }
            }
        });
    }
    return smooth;
}

}  // namespace waferglow::module
