// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/internal/healthy_blocks.h"

#include "libinspect/base/parallel.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>

namespace waferglow {
namespace {

constexpr std::int32_t kReach = kWindowBlocks / 2;
constexpr std::size_t kBlockRows = 64;
constexpr std::size_t kRegionScales = 4;
constexpr double kBlockTolerance = 0.1;
constexpr double kToleranceSigmas = 4.0;
constexpr float kLeastReference = 0.75F;
constexpr float kMostReference = 1.25F;
constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

BlockSums halved(const BlockSums& fine) {
    BlockSums coarse((fine.rows + 1) / 2, (fine.cols + 1) / 2);
    parallel_blocks(static_cast<std::size_t>(coarse.rows), kBlockRows,
                    [&](std::size_t begin, std::size_t end) {
                        const auto last = std::min(static_cast<std::int32_t>(2 * end), fine.rows);
                        for (auto row = static_cast<std::int32_t>(2 * begin); row < last; ++row) {
                            for (std::int32_t col = 0; col < fine.cols; ++col) {
                                const std::size_t from = fine.cell(row, col);
                                const std::size_t to = coarse.cell(row / 2, col / 2);
                                coarse.count[to] += fine.count[from];
                                coarse.sum[to] += fine.sum[from];
                            }
                        }
                    });
    return coarse;
}

bool is_weak(const BlockSums& blocks, std::size_t cell, double sigma) {
    const auto count = static_cast<double>(blocks.count[cell]);
    if (count == 0.0) return false;
    const double deviation = static_cast<double>(blocks.sum[cell]) / count - 1.0;
    return std::abs(deviation) > kBlockTolerance + kToleranceSigmas * sigma / std::sqrt(count);
}

/// Moments of the healthy dies of rows of blocks: over the columns of the window, for each block.
struct RowMoments {
    std::vector<float> n, nu, nuu, s, su;
    explicit RowMoments(std::int32_t cols) : n(static_cast<std::size_t>(cols)), nu(n), nuu(n), s(n), su(n) {}
};

/// `line` padded with kReach empty blocks at both ends.
void pad(const float* line, std::int32_t cols, std::vector<float>& padded) {
    std::copy(line, line + cols, padded.begin() + kReach);
}

void take_moments(const BlockSums& blocks, std::int32_t row, std::vector<float>& count,
                  std::vector<float>& sum, RowMoments& moments) {
    const auto cols = static_cast<std::size_t>(blocks.cols);
    pad(blocks.count.data() + blocks.cell(row, 0), blocks.cols, count);
    pad(blocks.sum.data() + blocks.cell(row, 0), blocks.cols, sum);
    for (std::size_t i = 0; i < cols; ++i) {
        const float* c = count.data() + i;
        const float* x = sum.data() + i;
        moments.n[i] = c[0] + c[1] + c[2] + c[3] + c[4];
        moments.nu[i] = 2.0F * (c[4] - c[0]) + c[3] - c[1];
        moments.nuu[i] = 4.0F * (c[4] + c[0]) + c[3] + c[1];
        moments.s[i] = x[0] + x[1] + x[2] + x[3] + x[4];
        moments.su[i] = 2.0F * (x[4] - x[0]) + x[3] - x[1];
    }
}

/// Sums over a window of dies at (u, v) from its middle with intensity x.
struct WindowMoments {
    double n = 0.0, nu = 0.0, nv = 0.0, nuu = 0.0, nuv = 0.0, nvv = 0.0, s = 0.0, su = 0.0, sv = 0.0;

    /// Value at the middle of the least-squares plane, its slopes held back by `ridge`.
    [[nodiscard]] double plane_at_middle(double ridge) const {
        const double u = nu / n;
        const double v = nv / n;
        const double mean = s / n;
        const double uu = nuu - nu * u + ridge;
        const double uv = nuv - nu * v;
        const double vv = nvv - nv * v + ridge;
        const double ux = su - nu * mean;
        const double vx = sv - nv * mean;
        const double det = uu * vv - uv * uv;
        if (!(det > 0.0)) return mean;
        return mean - ((ux * vv - vx * uv) * u + (vx * uu - ux * uv) * v) / det;
    }
};

/// Fills rows [begin, end) of `reference`; returns whether some stay unknown.
bool fill_rows(const BlockSums& blocks, double min_healthy, double ridge, std::int32_t begin,
               std::int32_t end, std::vector<float>& reference) {
    const auto cols = static_cast<std::size_t>(blocks.cols);
    const std::size_t padded = cols + std::size_t{2} * kReach;
    std::vector<float> count(padded);
    std::vector<float> sum(padded);
    std::array<RowMoments, kWindowBlocks> ring{RowMoments(blocks.cols), RowMoments(blocks.cols),
                                               RowMoments(blocks.cols), RowMoments(blocks.cols),
                                               RowMoments(blocks.cols)};
    const RowMoments nothing(blocks.cols);
    const auto slot = [](std::int32_t row) { return static_cast<std::size_t>(row % kWindowBlocks); };
    std::int32_t known = std::max(0, begin - kReach);
    bool unknown = false;
    for (std::int32_t row = begin; row < end; ++row) {
        for (; known <= std::min(row + kReach, blocks.rows - 1); ++known)
            take_moments(blocks, known, count, sum, ring[slot(known)]);
        std::array<const RowMoments*, kWindowBlocks> lines{};
        for (std::int32_t i = 0; i < kWindowBlocks; ++i) {
            const std::int32_t at = row + i - kReach;
            lines[static_cast<std::size_t>(i)] = at < 0 || at >= blocks.rows ? &nothing : &ring[slot(at)];
        }
        float* out = reference.data() + blocks.cell(row, 0);
        for (std::size_t col = 0; col < cols; ++col) {
            WindowMoments window;
            for (std::int32_t i = 0; i < kWindowBlocks; ++i) {
                const RowMoments& line = *lines[static_cast<std::size_t>(i)];
                const double v = i - kReach;
                const auto n = static_cast<double>(line.n[col]);
                const auto nu = static_cast<double>(line.nu[col]);
                const auto s = static_cast<double>(line.s[col]);
                window.n += n;
                window.nu += nu;
                window.nv += v * n;
                window.nuu += static_cast<double>(line.nuu[col]);
                window.nuv += v * nu;
                window.nvv += v * v * n;
                window.s += s;
                window.su += static_cast<double>(line.su[col]);
                window.sv += v * s;
            }
            if (window.n < min_healthy) {
                out[col] = kUnknown;
                unknown = true;
                continue;
            }
            out[col] = std::clamp(static_cast<float>(window.plane_at_middle(ridge)), kLeastReference,
                                  kMostReference);
        }
    }
    return unknown;
}

}  // namespace

void exclude_weak_regions(BlockSums& blocks, double sigma) {
    std::array<BlockSums, kRegionScales> scales{blocks};
    for (std::size_t i = 1; i < scales.size(); ++i) scales[i] = halved(scales[i - 1]);
    parallel_blocks(
        static_cast<std::size_t>(blocks.rows), kBlockRows, [&](std::size_t begin, std::size_t end) {
            for (auto row = static_cast<std::int32_t>(begin); row < static_cast<std::int32_t>(end); ++row) {
                for (std::int32_t col = 0; col < blocks.cols; ++col) {
                    bool weak = false;
                    for (std::size_t i = 0; i < scales.size() && !weak; ++i)
                        weak = is_weak(scales[i], scales[i].cell(row >> i, col >> i), sigma);
                    if (!weak) continue;
                    const std::size_t cell = blocks.cell(row, col);
                    blocks.count[cell] = blocks.sum[cell] = 0.0F;
                }
            }
        });
}

std::vector<float> smooth_reference(const BlockSums& blocks, const ReferenceSettings& settings) {
    const bool last = blocks.rows <= 1 && blocks.cols <= 1;
    const double min_healthy = last ? 1.0 : std::max(settings.min_healthy, 1.0);
    const double ridge = settings.slope_sigma > 0.0
                             ? settings.sigma * settings.sigma / (settings.slope_sigma * settings.slope_sigma)
                             : std::numeric_limits<double>::max();
    std::vector<float> reference(blocks.cells());
    std::atomic<bool> unknown = false;
    parallel_blocks(static_cast<std::size_t>(blocks.rows), kBlockRows,
                    [&](std::size_t begin, std::size_t end) {
                        if (fill_rows(blocks, min_healthy, ridge, static_cast<std::int32_t>(begin),
                                      static_cast<std::int32_t>(end), reference))
                            unknown = true;
                    });
    if (!unknown) return reference;
    if (last) return std::vector<float>(blocks.cells(), 1.0F);
    const BlockSums coarse = halved(blocks);
    ReferenceSettings wider = settings;
    wider.slope_sigma *= 2.0;
    const std::vector<float> answer = smooth_reference(coarse, wider);
    for (std::int32_t row = 0; row < blocks.rows; ++row) {
        for (std::int32_t col = 0; col < blocks.cols; ++col) {
            float& value = reference[blocks.cell(row, col)];
            if (std::isnan(value)) value = answer[coarse.cell(row / 2, col / 2)];
        }
    }
    return reference;
}

}  // namespace waferglow
