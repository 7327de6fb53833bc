// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/el_anchor.h"

#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/map/internal/robust.h"
#include "libinspect/map/internal/surface_patches.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Dense>
#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr int kMostTerms = 9;
constexpr double kTukey = 4.685;  // 95 % efficiency for normal residuals
constexpr int kRounds = 25;

using Terms = Eigen::Matrix<double, kMostTerms, 1>;

/// Ordered so that few probes use the first ones only.
Terms terms_of(double u, double v, double x) {
    Terms t;
    t << 1.0, x, u, v, u * u, u * v, v * v, u * x, v * x;
    return t;
}

int supported_terms(std::int64_t probes) {
    return probes >= 300 ? 9 : probes >= 100 ? 7 : probes >= 60 ? 4 : 2;
}

struct Probe {
    double u = 0.0;
    double v = 0.0;
    double x = 0.0;
    double y = 0.0;
};

/// Dies with both values, at their place from -1 to 1.
std::vector<Probe> probes_of(const DieGrid& grid, std::span<const float> pl, std::span<const float> el) {
    const auto columns = static_cast<std::size_t>(grid.cols);
    std::vector<Probe> probes;
    for (std::size_t cell = 0; cell < pl.size(); ++cell) {
        if (!std::isfinite(pl[cell]) || !std::isfinite(el[cell])) continue;
        probes.push_back({scaled_position(static_cast<std::int32_t>(cell % columns), grid.cols),
                          scaled_position(static_cast<std::int32_t>(cell / columns), grid.rows),
                          static_cast<double>(pl[cell]), static_cast<double>(el[cell])});
    }
    if (static_cast<std::int64_t>(probes.size()) < kFewestProbes) {
        throw Error(ErrorKind::input,
                    fmt::format("anchor: {} dies have both PL and EL values, at least {} are needed",
                                probes.size(), kFewestProbes));
    }
    return probes;
}

double median(const std::vector<Probe>& probes, double Probe::*value) {
    std::vector<float> values;
    values.reserve(probes.size());
    for (const Probe& p : probes) values.push_back(static_cast<float>(p.*value));
    return quantile(values, 0.5);
}

/// Width of the residuals of the healthy: from the median distance, so that up to half may be anything.
double robust_sigma(const Eigen::VectorXd& residuals) {
    std::vector<float> distances;
    for (const double r : residuals) distances.push_back(static_cast<float>(std::abs(r)));
    return std::max(kMadToSigma * quantile(distances, 0.5), 1e-12);
}

}  // namespace

AnchorFit fit_anchor(const DieGrid& grid, std::span<const float> pl, std::span<const float> el) {
    if (pl.size() != grid.cells() || el.size() != grid.cells()) {
        throw Error(ErrorKind::usage, fmt::format("anchor: {} PL and {} EL values for {} cells", pl.size(),
                                                  el.size(), grid.cells()));
    }
    const std::vector<Probe> probes = probes_of(grid, pl, el);
    AnchorFit fit;
    fit.dies = std::ssize(probes);
    fit.reference = median(probes, &Probe::x);
    const int terms = supported_terms(fit.dies);
    const auto rows = static_cast<Eigen::Index>(probes.size());
    Eigen::MatrixXd design(rows, terms);
    Eigen::VectorXd target(rows);
    for (Eigen::Index i = 0; i < rows; ++i) {
        const Probe& p = probes[static_cast<std::size_t>(i)];
        design.row(i) = terms_of(p.u, p.v, p.x - fit.reference).head(terms).transpose();
        target[i] = p.y;
    }
    // From the medians on, so that dead dies have no say in the first round either.
    Eigen::VectorXd beta = Eigen::VectorXd::Zero(terms);
    beta[0] = median(probes, &Probe::y);
    Eigen::VectorXd weight(rows);
    Eigen::MatrixXd normal(terms, terms);
    const auto residuals = [&] { return Eigen::VectorXd(target - design * beta); };
    for (int round = 0; round < kRounds; ++round) {
        const Eigen::VectorXd r = residuals();
        const double limit = kTukey * robust_sigma(r);
        weight = (1.0 - (r.array() / limit).square()).max(0.0).square().matrix();
        normal = design.transpose() * weight.asDiagonal() * design;
        normal.diagonal().array() += 1e-9 * normal.trace();
        beta = normal.ldlt().solve(design.transpose() * (weight.cwiseProduct(target)));
    }
    const Eigen::VectorXd r = residuals();
    fit.sigma = robust_sigma(r) * std::sqrt(static_cast<double>(rows) / static_cast<double>(rows - terms));
    fit.range_low = std::numeric_limits<double>::infinity();
    fit.range_high = -std::numeric_limits<double>::infinity();
    for (Eigen::Index i = 0; i < rows; ++i) {
        if (weight[i] <= 0.0) {
            ++fit.outliers;
            continue;
        }
        fit.range_low = std::min(fit.range_low, probes[static_cast<std::size_t>(i)].x);
        fit.range_high = std::max(fit.range_high, probes[static_cast<std::size_t>(i)].x);
    }
    const Eigen::MatrixXd covariance = normal.ldlt().solve(Eigen::MatrixXd::Identity(terms, terms));
    fit.weights.assign(beta.data(), beta.data() + terms);
    fit.covariance.assign(covariance.data(), covariance.data() + covariance.size());
    return fit;
}

AnchoredMap apply_anchor(const AnchorFit& fit, const DieGrid& grid, std::span<const float> pl) {
    AnchoredMap map;
    constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
    map.predicted.assign(pl.size(), kNone);
    map.sigma.assign(pl.size(), kNone);
    const auto terms = static_cast<Eigen::Index>(fit.weights.size());
    const Eigen::Map<const Eigen::VectorXd> beta(fit.weights.data(), terms);
    const Eigen::Map<const Eigen::MatrixXd> covariance(fit.covariance.data(), terms, terms);
    const auto columns = static_cast<std::size_t>(grid.cols);
    parallel_blocks(pl.size(), std::size_t{1} << 16U, [&](std::size_t begin, std::size_t end) {
        for (std::size_t cell = begin; cell < end; ++cell) {
            if (!std::isfinite(pl[cell])) continue;
            const auto x = static_cast<double>(pl[cell]);
            const Eigen::VectorXd t =
                terms_of(scaled_position(static_cast<std::int32_t>(cell % columns), grid.cols),
                         scaled_position(static_cast<std::int32_t>(cell / columns), grid.rows),
                         x - fit.reference)
                    .head(terms);
            const double outside = std::max({0.0, fit.range_low - x, x - fit.range_high});
            const double gain = terms > 1 ? std::abs(beta[1]) : 0.0;
            map.predicted[cell] = static_cast<float>(beta.dot(t));
            map.sigma[cell] = static_cast<float>(
                std::hypot(fit.sigma * std::sqrt(1.0 + t.dot(covariance * t)), gain * outside));
        }
    });
    return map;
}

}  // namespace waferglow
