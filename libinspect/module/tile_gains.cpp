// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/tile_gains.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/module/internal/image_map.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace waferglow::module {

namespace {

constexpr std::int32_t kCommonBlock = 16;  // pixels of the module that make one comparison
constexpr std::size_t kLeastCompared = 12;
constexpr float kClearSigmas = 15.0F;  // of noise, that light to be compared stands above
constexpr float kClearShare = 0.3F;    // and of the brightest of the block
constexpr double kGainSigma = 0.03;    // what is expected of exposures before they are compared
constexpr double kFlatSigma = 0.005;   // and of a flat frame
constexpr int kReweights = 6;
constexpr double kTukeySigmas = 4.685;
constexpr double kLeastSpread = 1e-4;

// Log of the light that tile `a` tells over that of `b`, of some emitters that both show.
struct Comparison {
    std::size_t a = 0;
    std::size_t b = 0;
    double log_ratio = 0.0;
    double count = 0.0;
    std::array<double, FlatResidual::kTerms> terms{};  // of a minus those of b
};

ImageMap map_of_tile(const ModuleJob& job, const ModuleGeometry& geometry, const TileLight& tile) {
    const PositionShift& position =
        geometry.positions[geometry.position_of[static_cast<std::size_t>(tile.tile)]];
    return {geometry.registration,
            job.module,
            job.camera,
            {position.reported.x + position.shift_x_um, position.reported.y + position.shift_y_um},
            {tile.shift_x_px, tile.shift_y_px}};
}

std::array<double, FlatResidual::kTerms> terms_at(const ModuleJob& job, const ImageMap& map, std::int32_t row,
                                                  std::int32_t col) {
    const PixelPoint at = map.place(row, col);
    return FlatResidual::terms(2.0 * at.x / (job.camera.width_px - 1) - 1.0,
                               2.0 * at.y / (job.camera.height_px - 1) - 1.0);
}

void compare_block(const ModuleJob& job, const TileLight& a, const TileLight& b, std::int32_t row,
                   std::int32_t col, std::vector<float>& ratios) {
    ratios.clear();
    const LitPattern& pattern = job.patterns[job.tiles[static_cast<std::size_t>(a.tile)].pattern];
    for (std::size_t sub = 0; sub < job.module.sub_pixels.size(); ++sub) {
        if (!pattern.drives(sub)) continue;
        float brightest = 0.0F;
        for (int pass = 0; pass < 2; ++pass) {
            for (std::int32_t r = row; r < row + kCommonBlock; ++r) {
                for (std::int32_t c = col; c < col + kCommonBlock; ++c) {
                    if (!a.holds(r, c) || !b.holds(r, c)) continue;
                    const std::size_t in_a = a.at(sub, r, c);
                    const std::size_t in_b = b.at(sub, r, c);
                    if (a.state[in_a] != LightState::measured || b.state[in_b] != LightState::measured)
                        continue;
                    if (pass == 0) {
                        brightest = std::max(brightest, a.light[in_a]);
                        continue;
                    }
                    if (a.light[in_a] < std::max(kClearSigmas * a.sigma[in_a], kClearShare * brightest) ||
                        b.light[in_b] < kClearSigmas * b.sigma[in_b]) {
                        continue;
                    }
                    ratios.push_back(std::log(a.light[in_a] / b.light[in_b]));
                }
            }
        }
    }
}

std::vector<Comparison> compare(const ModuleJob& job, const ModuleGeometry& geometry,
                                std::span<const TileLight* const> tiles, std::size_t a, std::size_t b) {
    const TileLight& one = *tiles[a];
    const TileLight& other = *tiles[b];
    std::vector<Comparison> comparisons;
    const std::int32_t first_row = std::max(one.first_row, other.first_row);
    const std::int32_t end_row = std::min(one.first_row + one.rows, other.first_row + other.rows);
    const std::int32_t first_col = std::max(one.first_col, other.first_col);
    const std::int32_t end_col = std::min(one.first_col + one.cols, other.first_col + other.cols);
    if (first_row >= end_row || first_col >= end_col) return comparisons;
    const ImageMap map_a = map_of_tile(job, geometry, one);
    const ImageMap map_b = map_of_tile(job, geometry, other);
    std::vector<float> ratios;
    for (std::int32_t row = first_row; row < end_row; row += kCommonBlock) {
        for (std::int32_t col = first_col; col < end_col; col += kCommonBlock) {
            compare_block(job, one, other, row, col, ratios);
            if (ratios.size() < kLeastCompared) continue;
            const std::int32_t mid_row = std::min(row + kCommonBlock / 2, end_row - 1);
            const std::int32_t mid_col = std::min(col + kCommonBlock / 2, end_col - 1);
            const auto of_a = terms_at(job, map_a, mid_row, mid_col);
            const auto of_b = terms_at(job, map_b, mid_row, mid_col);
            Comparison comparison{a, b, 0.0, static_cast<double>(ratios.size()), {}};
            for (std::size_t i = 0; i < of_a.size(); ++i) comparison.terms.at(i) = of_a.at(i) - of_b.at(i);
            comparison.log_ratio = static_cast<double>(upper_median(ratios));
            comparisons.push_back(comparison);
        }
    }
    return comparisons;
}

std::vector<Comparison> all_comparisons(const ModuleJob& job, const ModuleGeometry& geometry,
                                        std::span<const TileLight* const> tiles) {
    std::vector<std::vector<Comparison>> found(tiles.size());
    parallel_blocks(tiles.size(), 1, [&](std::size_t a, std::size_t) {
        for (std::size_t b = a + 1; b < tiles.size(); ++b) {
            const auto pattern_of = [&](std::size_t i) {
                return job.tiles[static_cast<std::size_t>(tiles[i]->tile)].pattern;
            };
            if (pattern_of(a) != pattern_of(b) || job.patterns[pattern_of(a)].black()) continue;
            const std::vector<Comparison> some = compare(job, geometry, tiles, a, b);
            found[a].insert(found[a].end(), some.begin(), some.end());
        }
    });
    std::vector<Comparison> all;
    for (const auto& some : found) all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace

std::array<double, FlatResidual::kTerms> FlatResidual::terms(double u, double v) {
    const auto legendre = [](double x) {
        const double x2 = x * x;
        return std::array<double, 5>{1.0, x, 1.5 * x2 - 0.5, x * (2.5 * x2 - 1.5),
                                     (35.0 * x2 * x2 - 30.0 * x2 + 3.0) / 8.0};
    };
    const auto along_u = legendre(u);
    const auto along_v = legendre(v);
    std::array<double, kTerms> terms{};
    std::size_t at = 0;
    for (std::size_t degree = 2; degree <= 4; ++degree) {
        for (std::size_t i = 0; i <= degree; ++i) terms.at(at++) = along_u.at(i) * along_v.at(degree - i);
    }
    return terms;
}

double FlatResidual::log_factor(double u, double v) const {
    const auto all = terms(u, v);
    double sum = 0.0;
    for (std::size_t i = 0; i < all.size(); ++i) sum += coefficient.at(i) * all.at(i);
    return sum;
}

TileGains fit_gains(const ModuleJob& job, const ModuleGeometry& geometry,
                    std::span<const TileLight* const> tiles) {
    TileGains gains{std::vector<double>(tiles.size(), 0.0), {}, {}};
    const std::vector<Comparison> comparisons = all_comparisons(job, geometry, tiles);
    if (comparisons.empty()) return gains;
    const auto count = static_cast<Eigen::Index>(tiles.size() + FlatResidual::kTerms);
    const auto first_term = static_cast<Eigen::Index>(tiles.size());
    Eigen::VectorXd unknowns = Eigen::VectorXd::Zero(count);
    const auto misfit = [&](const Comparison& one) {
        double left = one.log_ratio - unknowns[static_cast<Eigen::Index>(one.a)] +
                      unknowns[static_cast<Eigen::Index>(one.b)];
        for (std::size_t i = 0; i < one.terms.size(); ++i) {
            left -= one.terms.at(i) * unknowns[first_term + static_cast<Eigen::Index>(i)];
        }
        return left;
    };
    double spread = kGainSigma;  // of one comparison
    for (int round = 0; round < kReweights; ++round) {
        Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(count, count);
        Eigen::VectorXd right = Eigen::VectorXd::Zero(count);
        for (const Comparison& one : comparisons) {
            const double z = misfit(one) / (kTukeySigmas * spread);
            if (std::abs(z) >= 1.0) continue;
            const double weight = (1.0 - z * z) * (1.0 - z * z) / (spread * spread);
            std::array<std::pair<Eigen::Index, double>, FlatResidual::kTerms + 2> row{};
            row.at(0) = {static_cast<Eigen::Index>(one.a), 1.0};
            row.at(1) = {static_cast<Eigen::Index>(one.b), -1.0};
            for (std::size_t i = 0; i < one.terms.size(); ++i) {
                row.at(i + 2) = {first_term + static_cast<Eigen::Index>(i), one.terms.at(i)};
            }
            for (const auto& [i, at_i] : row) {
                right[i] += weight * at_i * one.log_ratio;
                for (const auto& [j, at_j] : row) normal(i, j) += weight * at_i * at_j;
            }
        }
        for (Eigen::Index i = 0; i < count; ++i) {
            const double sigma = i < first_term ? kGainSigma : kFlatSigma;
            normal(i, i) += 1.0 / (sigma * sigma);
        }
        unknowns = normal.ldlt().solve(right);
        std::vector<double> sizes;
        for (const Comparison& one : comparisons) sizes.push_back(std::abs(misfit(one)));
        spread = std::max(kMadToSigma * upper_median(sizes), kLeastSpread);
    }
    for (std::size_t i = 0; i < tiles.size(); ++i) gains.log_gain[i] = unknowns[static_cast<Eigen::Index>(i)];
    for (std::size_t i = 0; i < FlatResidual::kTerms; ++i) {
        gains.flat.coefficient.at(i) = unknowns[first_term + static_cast<Eigen::Index>(i)];
    }
    double squares = 0.0;
    for (const Comparison& one : comparisons) {
        const double left = std::min(std::abs(misfit(one)), kTukeySigmas * spread);
        squares += left * left;
    }
    gains.stitch_rms = std::sqrt(squares / static_cast<double>(comparisons.size()));
    return gains;
}

}  // namespace waferglow::module
