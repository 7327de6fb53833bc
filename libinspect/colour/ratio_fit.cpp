// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/colour/internal/ratio_fit.h"

#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/colour/internal/polynomials.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <Eigen/Dense>
#include <Eigen/SparseCholesky>

namespace waferglow::colour {
namespace {

constexpr std::size_t kMostTerms = 80;
constexpr std::size_t kGroupsOfBlock = 16;
constexpr double kWaferPrior = 1e-2;  // one over variance: a trend may take any form
constexpr double kFieldPrior = 1e2;   // a tenth
constexpr double kCurvePrior = 1e-6;

/// What the dies of one group add up to.
struct GroupSums {
    Eigen::VectorXd dense;  // weighted terms
    double weight = 0.0;
    double ratio = 0.0;  // weighted
};

/// Of the terms that all groups share.
struct DenseSums {
    Eigen::MatrixXd normal;
    Eigen::VectorXd ratio;
};

}  // namespace

struct RatioFit::Solution {
    Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> normal;
    Eigen::VectorXd x;
};

RatioFit::~RatioFit() = default;
RatioFit::RatioFit(RatioFit&&) noexcept = default;
RatioFit& RatioFit::operator=(RatioFit&&) noexcept = default;

std::size_t RatioFit::light_at(std::int32_t tile) const {
    return dense_ + static_cast<std::size_t>(tile);
}
std::size_t RatioFit::colour_at(std::int32_t tile) const {
    return dense_ + light_tiles_ + static_cast<std::size_t>(tile);
}
std::size_t RatioFit::misfit_at(std::int32_t tile) const {
    return dense_ + light_tiles_ + colour_tiles_ + static_cast<std::size_t>(tile);
}

void RatioFit::fill(const ColourDie& die, double slope, bool spectral, std::span<double> row) const {
    std::ranges::fill(row, 0.0);
    if (!spectral) surface(die.x, die.y, shape_.wafer_degree, 0, 1.0, row.first(wafer_terms_));
    if (field_terms_ > 0)
        surface(die.u, die.v, shape_.field_degree, 1, slope, row.subspan(wafer_terms_, field_terms_));
    if (spectral)
        chebyshev((die.peak_nm - shape_.middle_nm) / shape_.half_nm, shape_.curve_degree,
                  row.subspan(wafer_terms_ + field_terms_));
}

RatioFit::RatioFit(const FitDies& dies, std::span<const double> weights, std::span<const double> slopes,
                   const FitShape& shape, const FitPriors& priors)
    : shape_(shape),
      wafer_terms_(surface_terms(shape.wafer_degree)),
      field_terms_(shape.field_degree > 0 ? surface_terms(shape.field_degree, 1) : 0),
      curve_terms_(shape.curve_degree > 0 ? static_cast<std::size_t>(shape.curve_degree) + 1 : 0),
      dense_(wafer_terms_ + field_terms_ + curve_terms_),
      light_tiles_(static_cast<std::size_t>(dies.light_tiles)),
      colour_tiles_(static_cast<std::size_t>(dies.colour_tiles)),
      solution_(std::make_unique<Solution>()) {
    const auto terms = static_cast<Eigen::Index>(dense_);
    std::vector<GroupSums> sums(dies.groups.size());
    std::vector<DenseSums> blocks((dies.groups.size() + kGroupsOfBlock - 1) / kGroupsOfBlock);
    parallel_blocks(dies.groups.size(), kGroupsOfBlock, [&](std::size_t begin, std::size_t end) {
        DenseSums& block = blocks[begin / kGroupsOfBlock];
        block = {Eigen::MatrixXd::Zero(terms, terms), Eigen::VectorXd::Zero(terms)};
        for (std::size_t g = begin; g < end; ++g) {
            const DieGroup& group = dies.groups[g];
            const auto count = static_cast<Eigen::Index>(group.end - group.begin);
            Eigen::MatrixXd rows(terms, count);
            Eigen::VectorXd weight(count);
            Eigen::VectorXd ratio(count);
            for (Eigen::Index i = 0; i < count; ++i) {
                const std::size_t at = group.begin + static_cast<std::size_t>(i);
                fill(dies.dies[at], slopes[at], group.spectral, {rows.col(i).data(), dense_});
                weight[i] = weights[at];
                ratio[i] = dies.dies[at].ln_ratio;
            }
            const Eigen::MatrixXd weighted = rows * weight.asDiagonal();
            block.normal.noalias() += weighted * rows.transpose();
            block.ratio.noalias() += weighted * ratio;
            sums[g] = {weighted.rowwise().sum(), weight.sum(), weight.dot(ratio)};
        }
    });

    Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(terms, terms);
    const std::size_t unknowns = dense_ + light_tiles_ + 2 * colour_tiles_;
    Eigen::VectorXd right = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(unknowns));
    for (const DenseSums& block : blocks) {
        normal += block.normal;
        right.head(terms) += block.ratio;
    }
    std::vector<Eigen::Triplet<double>> entries;
    const auto add = [&entries](std::size_t row, std::size_t col, double value) {
        entries.emplace_back(static_cast<int>(std::max(row, col)), static_cast<int>(std::min(row, col)),
                             value);
    };
    for (std::size_t i = 0; i < dense_; ++i) {
        const double prior = i < wafer_terms_                  ? wafer_prior(i, priors)
                             : i < wafer_terms_ + field_terms_ ? kFieldPrior
                                                               : curve_prior(i, priors);
        add(i, i, prior);
        for (std::size_t k = 0; k <= i; ++k)
            add(i, k, normal(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)));
    }
    for (std::size_t i = dense_; i < unknowns; ++i) {
        const double sd = i < dense_ + light_tiles_ + colour_tiles_ ? priors.exposure : priors.misfit;
        add(i, i, 1.0 / (sd * sd));
    }
    for (std::size_t g = 0; g < dies.groups.size(); ++g) {
        const DieGroup& group = dies.groups[g];
        const TilePair& pair = dies.pairs[static_cast<std::size_t>(group.pair)];
        const std::array<std::pair<std::size_t, double>, 3> tiles{
            {{light_at(pair.light), -1.0}, {colour_at(pair.colour), 1.0}, {misfit_at(pair.colour), 1.0}}};
        const std::size_t count = group.spectral ? 2 : 3;
        for (std::size_t i = 0; i < count; ++i) {
            const auto& [at, sign] = tiles[i];
            right[static_cast<Eigen::Index>(at)] += sign * sums[g].ratio;
            for (std::size_t k = 0; k <= i; ++k)
                add(at, tiles[k].first, sign * tiles[k].second * sums[g].weight);
            for (std::size_t k = 0; k < dense_; ++k)
                add(at, k, sign * sums[g].dense[static_cast<Eigen::Index>(k)]);
        }
    }
    const auto side = static_cast<Eigen::Index>(unknowns);
    Eigen::SparseMatrix<double> matrix(side, side);
    matrix.setFromTriplets(entries.begin(), entries.end());
    solution_->normal.compute(matrix);
    if (solution_->normal.info() == Eigen::Success) solution_->x = solution_->normal.solve(right);
    if (solution_->normal.info() != Eigen::Success || !solution_->x.allFinite())
        throw Error(ErrorKind::job, "colours: the fit of the ratios has no solution");
}

double RatioFit::wafer_prior(std::size_t at, const FitPriors& priors) const {
    int degree = 0;
    while (surface_terms(degree) <= at) ++degree;
    if (degree == 0 || !(priors.trend > 0.0)) return kWaferPrior;
    const double sd = priors.trend * std::pow(0.5, degree - 1);
    return 1.0 / (sd * sd);
}

/// The slope of a filter, seen by a line as wide as that of a well, hardly changes over some nm.
double RatioFit::curve_prior(std::size_t at, const FitPriors& priors) const {
    constexpr double kBend_nm = 20.0;
    const std::size_t term = at - wafer_terms_ - field_terms_;
    if (term < 2 || !(priors.curve_slope > 0.0)) return kCurvePrior;
    const double bend = std::clamp(shape_.half_nm / kBend_nm, 0.05, 0.5);
    const double sd = priors.curve_slope * std::pow(bend, static_cast<double>(term - 1));
    return 1.0 / (sd * sd);
}

double RatioFit::curve_slope() const {
    return std::abs(solution_->x[static_cast<Eigen::Index>(wafer_terms_ + field_terms_ + 1)]);
}

double RatioFit::part(std::size_t first, std::span<const double> terms) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < terms.size(); ++i)
        sum += terms[i] * solution_->x[static_cast<Eigen::Index>(first + i)];
    return sum;
}

double RatioFit::wafer(const ColourDie& die) const {
    std::array<double, kMostTerms> terms{};
    const auto own = std::span(terms).first(wafer_terms_);
    surface(die.x, die.y, shape_.wafer_degree, 0, 1.0, own);
    return part(0, own);
}

double RatioFit::field(const ColourDie& die) const {
    if (field_terms_ == 0) return 0.0;
    std::array<double, kMostTerms> terms{};
    const auto own = std::span(terms).first(field_terms_);
    surface(die.u, die.v, shape_.field_degree, 1, 1.0, own);
    return part(wafer_terms_, own);
}

double RatioFit::exposure(const TilePair& pair) const {
    return solution_->x[static_cast<Eigen::Index>(colour_at(pair.colour))] -
           solution_->x[static_cast<Eigen::Index>(light_at(pair.light))];
}

double RatioFit::curve(double nm) const {
    std::array<double, kMostTerms> terms{};
    const auto own = std::span(terms).first(curve_terms_);
    chebyshev((nm - shape_.middle_nm) / shape_.half_nm, shape_.curve_degree, own);
    return part(wafer_terms_ + field_terms_, own);
}

double RatioFit::expected(const ColourDie& die, const TilePair& pair, double slope, bool spectral) const {
    const double shared = exposure(pair) + slope * field(die);
    return spectral ? shared + curve(die.peak_nm)
                    : shared + wafer(die) + solution_->x[static_cast<Eigen::Index>(misfit_at(pair.colour))];
}

double RatioFit::exposure_variance() const {
    const auto first = static_cast<Eigen::Index>(dense_);
    const auto light = static_cast<Eigen::Index>(light_tiles_);
    const auto colour = static_cast<Eigen::Index>(colour_tiles_);
    return solution_->x.segment(first, light).squaredNorm() / static_cast<double>(light) +
           solution_->x.segment(first + light, colour).squaredNorm() / static_cast<double>(colour);
}

double RatioFit::leverage(const ColourDie& die, const TilePair& pair, double weight, double slope) const {
    Eigen::VectorXd row = Eigen::VectorXd::Zero(solution_->x.size());
    fill(die, slope, true, {row.data(), dense_});
    row[static_cast<Eigen::Index>(light_at(pair.light))] = -1.0;
    row[static_cast<Eigen::Index>(colour_at(pair.colour))] = 1.0;
    return std::clamp(weight * row.dot(solution_->normal.solve(row)), 0.0, 1.0);
}

double RatioFit::curve_significance() const {
    const auto at = static_cast<Eigen::Index>(wafer_terms_ + field_terms_ + 1);
    Eigen::VectorXd unit = Eigen::VectorXd::Zero(solution_->x.size());
    unit[at] = 1.0;
    const double variance = solution_->normal.solve(unit)[at];
    return std::abs(solution_->x[at]) / std::sqrt(std::max(variance, 1e-300));
}

}  // namespace waferglow::colour
