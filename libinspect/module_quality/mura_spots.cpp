// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/parallel.h"
#include "libinspect/module_quality/internal/mura_search.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <Eigen/Dense>

namespace waferglow::module {
namespace {

constexpr int kMostRounds = 8;
constexpr double kShadeSigmas = 2.5;  // nearer than this two finds of a round may be one
constexpr double kMergeSigmas = 1.5;  // nearer than this a weaker find is what a shape left of a stronger
constexpr double kLeastWeight = 0.2;  // of the Gaussian's, that must lie on measured pixels

using SpotRows = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A layer summed over square blocks.
struct SpotBlocks {
    std::int32_t size = 1;  // pixels
    SpotRows count{};
    SpotRows sum{};
};

SpotBlocks spot_blocks(const std::vector<float>& layer, const DieGrid& grid, std::int32_t size) {
    SpotBlocks blocks{.size = size};
    const std::int32_t rows = (grid.rows + size - 1) / size;
    const std::int32_t cols = (grid.cols + size - 1) / size;
    blocks.count = SpotRows::Zero(rows, cols);
    blocks.sum = SpotRows::Zero(rows, cols);
    parallel_blocks(static_cast<std::size_t>(rows), 8, [&](std::size_t begin, std::size_t end) {
        const std::int32_t bottom = std::min(grid.rows, static_cast<std::int32_t>(end) * size);
        for (std::int32_t r = static_cast<std::int32_t>(begin) * size; r < bottom; ++r) {
            for (std::int32_t c = 0; c < grid.cols; ++c) {
                const float value = layer[grid.cell({r, c})];
                if (std::isnan(value)) continue;
                blocks.count(r / size, c / size) += 1.0;
                blocks.sum(r / size, c / size) += static_cast<double>(value);
            }
        }
    });
    return blocks;
}

std::vector<double> spot_kernel(double exponent) {
    std::vector<double> kernel;
    for (int i = 0; exponent * i * i < 4.5; ++i) kernel.push_back(std::exp(-exponent * i * i));
    return kernel;
}

/// Convolution with exp(-exponent d^2), d in blocks.
SpotRows spread_out(const SpotRows& from, double exponent) {
    const std::vector<double> kernel = spot_kernel(exponent);
    const auto reach = static_cast<Eigen::Index>(kernel.size()) - 1;
    SpotRows across = SpotRows::Zero(from.rows(), from.cols());
    SpotRows both = SpotRows::Zero(from.rows(), from.cols());
    parallel_blocks(static_cast<std::size_t>(from.rows()), 16, [&](std::size_t begin, std::size_t end) {
        for (auto r = static_cast<Eigen::Index>(begin); r < static_cast<Eigen::Index>(end); ++r) {
            for (Eigen::Index k = -reach; k <= reach; ++k) {
                const Eigen::Index first = std::max<Eigen::Index>(0, -k);
                const Eigen::Index n = from.cols() - std::abs(k);
                if (n <= 0) continue;
                across.row(r).segment(first, n) +=
                    kernel[static_cast<std::size_t>(std::abs(k))] * from.row(r).segment(first + k, n);
            }
        }
    });
    parallel_blocks(static_cast<std::size_t>(from.rows()), 16, [&](std::size_t begin, std::size_t end) {
        for (auto r = static_cast<Eigen::Index>(begin); r < static_cast<Eigen::Index>(end); ++r) {
            const Eigen::Index last = std::min(from.rows() - 1, r + reach);
            for (Eigen::Index k = std::max<Eigen::Index>(0, r - reach); k <= last; ++k)
                both.row(r) += kernel[static_cast<std::size_t>(std::abs(k - r))] * across.row(k);
        }
    });
    return both;
}

/// The band-pass of one scale, and its noise, which what is searched does not change.
struct SpotScale {
    double sigma_px = 0.0;
    std::int32_t size = 1;  // of blocks
    double inner = 0.0;     // exponents of the two Gaussians
    double outer = 0.0;
    SpotRows w1{};
    SpotRows w2{};
    SpotRows over_noise{};  // 0 where too little is measured
};

SpotScale spot_scale(const std::vector<float>& layer, const DieGrid& grid, double sigma_px, double noise) {
    SpotScale scale{.sigma_px = sigma_px, .size = std::max(1, static_cast<std::int32_t>(sigma_px / 2.0))};
    scale.inner = 0.5 * scale.size * scale.size / (sigma_px * sigma_px);
    scale.outer = scale.inner / (kOuterScale * kOuterScale);
    const SpotRows count = spot_blocks(layer, grid, scale.size).count;
    scale.w1 = spread_out(count, scale.inner);
    scale.w2 = spread_out(count, scale.outer);
    const SpotRows variance = spread_out(count, 2.0 * scale.inner) / (scale.w1 * scale.w1) +
                              spread_out(count, 2.0 * scale.outer) / (scale.w2 * scale.w2) -
                              2.0 * spread_out(count, scale.inner + scale.outer) / (scale.w1 * scale.w2);
    const double least = kLeastWeight * 6.2832 * sigma_px * sigma_px;
    scale.over_noise =
        (scale.w1 > least && variance > 0.0).select(1.0 / (noise * variance.max(1e-12).sqrt()), 0.0);
    return scale;
}

/// Signal over noise of the band-pass at each block.
SpotRows spot_snr(const std::vector<float>& residual, const DieGrid& grid, const SpotScale& scale) {
    const SpotRows sum = spot_blocks(residual, grid, scale.size).sum;
    const SpotRows response =
        spread_out(sum, scale.inner) / scale.w1 - spread_out(sum, scale.outer) / scale.w2;
    return (scale.over_noise > 0.0).select(response * scale.over_noise, 0.0);
}

void take_peaks(const SpotRows& snr, double sigma_px, std::int32_t size, double least_snr,
                std::vector<FoundShape>& peaks) {
    for (Eigen::Index r = 0; r < snr.rows(); ++r) {
        for (Eigen::Index c = 0; c < snr.cols(); ++c) {
            const double here = std::abs(snr(r, c));
            if (!(here >= least_snr)) continue;
            const Eigen::Index top = std::max<Eigen::Index>(0, r - 1);
            const Eigen::Index left = std::max<Eigen::Index>(0, c - 1);
            const auto near = snr.block(top, left, std::min<Eigen::Index>(snr.rows() - top, r - top + 2),
                                        std::min<Eigen::Index>(snr.cols() - left, c - left + 2));
            if (here < near.abs().maxCoeff()) continue;
            FoundShape peak{.snr = snr(r, c)};
            peak.shape.row = (static_cast<double>(r) + 0.5) * size - 0.5;
            peak.shape.col = (static_cast<double>(c) + 0.5) * size - 0.5;
            peak.shape.sigma_px = sigma_px;
            peaks.push_back(peak);
        }
    }
}

double distance(const GaussShape& a, const GaussShape& b) {
    return std::hypot(a.row - b.row, a.col - b.col);
}

/// The strongest finds of one look over all scales, none in the shade of a stronger one.
std::vector<FoundShape> spots_of_round(const std::vector<float>& residual, const DieGrid& grid,
                                       const std::vector<SpotScale>& scales, double least_snr) {
    std::vector<FoundShape> peaks;
    for (const SpotScale& scale : scales)
        take_peaks(spot_snr(residual, grid, scale), scale.sigma_px, scale.size, least_snr, peaks);
    std::ranges::sort(peaks, [](const FoundShape& a, const FoundShape& b) {
        return std::tuple(-std::abs(a.snr), a.shape.row, a.shape.col, a.shape.sigma_px) <
               std::tuple(-std::abs(b.snr), b.shape.row, b.shape.col, b.shape.sigma_px);
    });
    std::vector<FoundShape> chosen;
    for (const FoundShape& peak : peaks) {
        const bool shaded = std::ranges::any_of(chosen, [&](const FoundShape& other) {
            return distance(peak.shape, other.shape) <
                   kShadeSigmas * (peak.shape.sigma_px + other.shape.sigma_px);
        });
        if (!shaded) chosen.push_back(peak);
    }
    return chosen;
}

/// Gauss-Newton for height, place and width on the pixels within 3 sigma.
GaussShape fitted_spot(const std::vector<float>& residual, const DieGrid& grid, GaussShape shape) {
    const double start_sigma = shape.sigma_px;
    const double start_row = shape.row;
    const double start_col = shape.col;
    shape.height = 0.0;
    for (int round = 0; round < 12; ++round) {
        const double reach = 3.0 * shape.sigma_px;
        const auto step = std::max(1, static_cast<std::int32_t>(shape.sigma_px / 8.0));
        Eigen::Matrix4d normal = Eigen::Matrix4d::Zero();
        Eigen::Vector4d right = Eigen::Vector4d::Zero();
        double gg = 0.0;
        double gz = 0.0;
        const auto bottom = std::min(grid.rows - 1, static_cast<std::int32_t>(shape.row + reach));
        const auto last = std::min(grid.cols - 1, static_cast<std::int32_t>(shape.col + reach));
        for (auto r = std::max(0, static_cast<std::int32_t>(shape.row - reach)); r <= bottom; r += step) {
            for (auto c = std::max(0, static_cast<std::int32_t>(shape.col - reach)); c <= last; c += step) {
                const auto z = static_cast<double>(residual[grid.cell({r, c})]);
                if (std::isnan(z)) continue;
                const double dr = (r - shape.row) / shape.sigma_px;
                const double dc = (c - shape.col) / shape.sigma_px;
                const double g = std::exp(-0.5 * (dr * dr + dc * dc));
                gg += g * g;
                gz += g * z;
                const double h = shape.height;
                const Eigen::Vector4d slope(g, h * g * dr / shape.sigma_px, h * g * dc / shape.sigma_px,
                                            h * g * (dr * dr + dc * dc));
                normal += slope * slope.transpose();
                right += slope * (z - h * g);
            }
        }
        if (!(gg > 0.0)) return shape;
        if (round < 2) {  // the height alone, until there is one to move
            shape.height = gz / gg;
            continue;
        }
        normal.diagonal() *= 1.05;
        normal.diagonal().array() += 1e-12;
        const Eigen::Vector4d move = normal.ldlt().solve(right);
        shape.height += move(0);
        shape.row = std::clamp(shape.row + move(1), start_row - start_sigma, start_row + start_sigma);
        shape.col = std::clamp(shape.col + move(2), start_col - start_sigma, start_col + start_sigma);
        shape.sigma_px *= std::exp(std::clamp(move(3), -0.3, 0.3));
        shape.sigma_px = std::clamp(shape.sigma_px, 0.4 * start_sigma, 2.5 * start_sigma);
    }
    return shape;
}

}  // namespace

std::vector<FoundShape> take_spots(std::vector<float>& residual, const DieGrid& grid, double noise,
                                   double least_snr) {
    std::vector<FoundShape> spots;
    if (!(noise > 0.0)) return spots;
    std::vector<SpotScale> scales;
    for (const double sigma : kMuraScalesPx) {
        if (2.0 * sigma <= std::min(grid.rows, grid.cols))
            scales.push_back(spot_scale(residual, grid, sigma, noise));
    }
    for (int round = 0; round < kMostRounds; ++round) {
        const std::vector<FoundShape> chosen = spots_of_round(residual, grid, scales, least_snr);
        if (chosen.empty()) break;
        for (FoundShape spot : chosen) {
            spot.shape = fitted_spot(residual, grid, spot.shape);
            take_off(spot.shape, grid, residual);
            const bool merged = std::ranges::any_of(spots, [&](const FoundShape& other) {
                return distance(spot.shape, other.shape) <
                       kMergeSigmas * std::max(spot.shape.sigma_px, other.shape.sigma_px);
            });
            if (!merged) spots.push_back(spot);
        }
    }
    return spots;
}

}  // namespace waferglow::module
