// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/internal/joined_field.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/module_quality/internal/pixel_rect.h"
#include "libinspect/module_quality/internal/relative_light.h"
#include "libinspect/module_quality/internal/smooth_light.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Dense>

namespace waferglow::module {
namespace {

constexpr std::int32_t kBackgroundBlockPx = 8;
constexpr int kBackgroundRounds = 4;
constexpr double kTukey = 4.685;
constexpr double kNoiseSigmaPx = 5.0;

struct BackgroundBlock {
    double row = 0.0;
    double col = 0.0;
    double mean = 0.0;
    double count = 0.0;
};

std::vector<BackgroundBlock> block_means(std::span<const float> values, const DieGrid& grid) {
    std::vector<BackgroundBlock> blocks;
    for (std::int32_t top = 0; top < grid.rows; top += kBackgroundBlockPx) {
        for (std::int32_t left = 0; left < grid.cols; left += kBackgroundBlockPx) {
            BackgroundBlock block;
            for (std::int32_t r = top; r < std::min(grid.rows, top + kBackgroundBlockPx); ++r) {
                for (std::int32_t c = left; c < std::min(grid.cols, left + kBackgroundBlockPx); ++c) {
                    const auto value = static_cast<double>(values[grid.cell({r, c})]);
                    if (std::isnan(value)) continue;
                    block.row += r;
                    block.col += c;
                    block.mean += value;
                    block.count += 1.0;
                }
            }
            if (block.count == 0.0) continue;
            block.row /= block.count;
            block.col /= block.count;
            block.mean /= block.count;
            blocks.push_back(block);
        }
    }
    return blocks;
}

int degree_for(const DieGrid& grid, std::size_t blocks) {
    const std::int32_t shorter = std::min(grid.rows, grid.cols) / kBackgroundBlockPx;
    if (shorter >= 8 && blocks >= 150) return 4;
    if (shorter >= 3 && blocks >= 24) return 2;
    return shorter >= 2 && blocks >= 6 ? 1 : 0;
}

/// Calls `body(position, row, col)` for all pixels, in parallel.
template <class Body>
void for_each_pixel(const DieGrid& grid, const Body& body) {
    parallel_blocks(static_cast<std::size_t>(grid.rows), 32, [&](std::size_t begin, std::size_t end) {
        for (auto row = static_cast<std::int32_t>(begin); row < static_cast<std::int32_t>(end); ++row) {
            for (std::int32_t col = 0; col < grid.cols; ++col) body(grid.cell({row, col}), row, col);
        }
    });
}

std::vector<float> without_panel_levels(const FieldLayer& colour, const DieGrid& grid,
                                        const std::vector<PixelRect>& panels,
                                        const std::vector<double>& levels) {
    std::vector<float> own(grid.cells(), std::numeric_limits<float>::quiet_NaN());
    for (std::size_t p = 0; p < panels.size(); ++p) {
        for (std::int32_t row = panels[p].top; row < panels[p].bottom; ++row) {
            for (std::int32_t col = panels[p].left; col < panels[p].right; ++col) {
                const std::size_t i = grid.cell({row, col});
                if (colour.healthy[i] != 0) own[i] = colour.log_light[i] - static_cast<float>(levels[p]);
            }
        }
    }
    return own;
}

}  // namespace

std::vector<std::uint8_t> there_of(std::span<const float> values) {
    std::vector<std::uint8_t> there(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) there[i] = std::isnan(values[i]) ? 0 : 1;
    return there;
}

double GaussShape::at(std::int32_t r, std::int32_t c) const {
    const double dr = kind == MuraKind::band_col ? 0.0 : (r - row) / sigma_px;
    const double dc = kind == MuraKind::band_row ? 0.0 : (c - col) / sigma_px;
    const double d2 = dr * dr + dc * dc;
    return d2 > 40.0 ? 0.0 : height * std::exp(-0.5 * d2);
}

std::array<double, WideBackground::kMostTerms> WideBackground::basis(double row, double col) const {
    // Legendre polynomials: nearly orthogonal over the module.
    const auto legendre = [](double x) {
        return std::array<double, 5>{1.0, x, 1.5 * x * x - 0.5, 2.5 * x * x * x - 1.5 * x,
                                     (35.0 * x * x * x * x - 30.0 * x * x + 3.0) / 8.0};
    };
    const auto v = legendre(2.0 * (row + 0.5) / rows_ - 1.0);
    const auto u = legendre(2.0 * (col + 0.5) / cols_ - 1.0);
    std::array<double, kMostTerms> terms{};
    std::size_t at = 0;
    for (int degree = 0; degree <= degree_; ++degree) {
        for (int p = degree; p >= 0; --p)
            terms.at(at++) = u.at(static_cast<std::size_t>(p)) * v.at(static_cast<std::size_t>(degree - p));
    }
    return terms;
}

double WideBackground::at(double row, double col) const {
    const auto terms = basis(row, col);
    double sum = 0.0;
    for (std::size_t i = 0; i < terms.size(); ++i) sum += weights.at(i) * terms.at(i);
    return sum;
}

std::array<double, 2> WideBackground::slope() const {
    if (degree_ == 0) return {0.0, 0.0};
    return {weights[2] * 2.0 / rows_, weights[1] * 2.0 / cols_};
}

WideBackground fit_background(std::span<const float> values, const DieGrid& grid) {
    const std::vector<BackgroundBlock> blocks = block_means(values, grid);
    WideBackground background(grid, degree_for(grid, blocks.size()));
    const auto n = static_cast<Eigen::Index>(background.terms());
    std::vector<double> robust(blocks.size(), 1.0);
    for (int round = 0; round < kBackgroundRounds && !blocks.empty(); ++round) {
        Eigen::MatrixXd normal = Eigen::MatrixXd::Identity(n, n) * 1e-9;
        Eigen::VectorXd right = Eigen::VectorXd::Zero(n);
        for (std::size_t b = 0; b < blocks.size(); ++b) {
            const auto terms = background.basis(blocks[b].row, blocks[b].col);
            const Eigen::Map<const Eigen::VectorXd> basis(terms.data(), n);
            const double weight = robust[b] * blocks[b].count;
            normal += weight * basis * basis.transpose();
            right += weight * blocks[b].mean * basis;
        }
        const Eigen::VectorXd solved = normal.ldlt().solve(right);
        std::copy(solved.begin(), solved.end(), background.weights.begin());
        std::vector<double> off;
        for (const BackgroundBlock& block : blocks)
            off.push_back(std::abs(block.mean - background.at(block.row, block.col)));
        std::vector<double> sorted = off;
        const double reach = kTukey * std::max(1e-9, kMadToSigma * upper_median(sorted));
        for (std::size_t b = 0; b < blocks.size(); ++b) {
            const double t = off[b] / reach;
            robust[b] = t < 1.0 ? (1.0 - t * t) * (1.0 - t * t) : 0.0;
        }
    }
    return background;
}

JoinedField join_colours(const std::vector<FieldLayer>& colours, const Module& module,
                         const std::vector<double>& panel_level) {
    const DieGrid& grid = module.grid;
    const std::vector<PixelRect> panels = panels_of(module);
    std::vector<float> sum(grid.cells(), 0.0F);
    std::vector<std::uint8_t> count(grid.cells(), 0);
    WideBackground common;
    for (const FieldLayer& colour : colours) {
        const std::vector<float> own = without_panel_levels(colour, grid, panels, panel_level);
        // Each over its own wide shape, and all over the mean of these: a pixel that lacks a colour makes no
        // step where colours fall off differently.
        const WideBackground shape = fit_background(own, grid);
        for_each_pixel(grid, [&](std::size_t i, std::int32_t row, std::int32_t col) {
            if (std::isnan(own[i])) return;
            sum[i] += own[i] - static_cast<float>(shape.at(row, col));
            ++count[i];
        });
        if (common.terms() != shape.terms()) common = WideBackground(grid, shape.degree());
        for (std::size_t t = 1; t < common.weights.size(); ++t)
            common.weights.at(t) += shape.weights.at(t) / static_cast<double>(colours.size());
    }
    JoinedField field{.value = std::vector<float>(grid.cells(), std::numeric_limits<float>::quiet_NaN())};
    for_each_pixel(grid, [&](std::size_t i, std::int32_t row, std::int32_t col) {
        if (count[i] > 0)
            field.value[i] = sum[i] / static_cast<float>(count[i]) + static_cast<float>(common.at(row, col));
    });
    const std::vector<float> smooth =
        smooth_light(field.value, there_of(field.value), grid.cols, panels, kNoiseSigmaPx);
    std::vector<float> off(grid.cells());
    for (std::size_t i = 0; i < off.size(); ++i) off[i] = field.value[i] - smooth[i];
    field.noise = robust_spread(off, 0.0);
    return field;
}

}  // namespace waferglow::module
