// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/fit_models.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace waferglow {
namespace {

constexpr double kRidge = 0.1;
constexpr double kSquareRidge = 0.5;  // curvature needs more evidence than a slope
constexpr int kEmRounds = 12;
constexpr int kNewtonSteps = 4;
constexpr double kMostLogit = 30.0;
constexpr double kMostSigmas = 50.0;
constexpr double kMostFloor = 0.2;

bool is_core(const std::string& name) {
    return name == "slope" || name.ends_with("_ln");
}

void standardise(LearnedModel& model, const Examples& examples) {
    const std::size_t features = model.features.size();
    const auto count = static_cast<double>(examples.bad.size());
    model.mean.assign(features, 0.0);
    model.scale.assign(features, 0.0);
    for (std::size_t i = 0; i < examples.bad.size(); ++i) {
        const auto row = examples.table.row(i);
        for (std::size_t f = 0; f < features; ++f) model.mean[f] += static_cast<double>(row[f]) / count;
    }
    for (std::size_t i = 0; i < examples.bad.size(); ++i) {
        const auto row = examples.table.row(i);
        for (std::size_t f = 0; f < features; ++f) {
            const double off = static_cast<double>(row[f]) - model.mean[f];
            model.scale[f] += off * off / count;
        }
    }
    for (double& scale : model.scale) scale = scale > 1e-20 ? std::sqrt(scale) : 1.0;
}

void choose_terms(LearnedModel& model) {
    model.terms.clear();
    const auto features = static_cast<std::int32_t>(model.features.size());
    for (std::int32_t f = 0; f < features; ++f) model.terms.push_back({f, -1, 0.0});
    for (std::int32_t f = 0; f < features; ++f) {
        if (!is_core(model.features[static_cast<std::size_t>(f)])) continue;
        for (std::int32_t g = f; g < features; ++g) {
            if (is_core(model.features[static_cast<std::size_t>(g)])) model.terms.push_back({f, g, 0.0});
        }
    }
}

Eigen::MatrixXd design(const LearnedModel& model, const Examples& examples) {
    const auto rows = static_cast<Eigen::Index>(examples.bad.size());
    const auto columns = static_cast<Eigen::Index>(model.terms.size() + 1);
    Eigen::MatrixXd x(rows, columns);
    std::vector<double> z(model.features.size());
    for (Eigen::Index i = 0; i < rows; ++i) {
        const auto row = examples.table.row(static_cast<std::size_t>(i));
        for (std::size_t f = 0; f < z.size(); ++f)
            z[f] = std::clamp((static_cast<double>(row[f]) - model.mean[f]) / model.scale[f], -kMostSigmas,
                              kMostSigmas);
        x(i, 0) = 1.0;
        for (Eigen::Index t = 1; t < columns; ++t) {
            const LogisticTerm& term = model.terms[static_cast<std::size_t>(t - 1)];
            const double first = z[static_cast<std::size_t>(term.first)];
            x(i, t) = term.second < 0 ? first : first * z[static_cast<std::size_t>(term.second)];
        }
    }
    return x;
}

Eigen::VectorXd ridge_of(const LearnedModel& model) {
    Eigen::VectorXd ridge(static_cast<Eigen::Index>(model.terms.size() + 1));
    ridge[0] = 1e-6;
    for (std::size_t t = 0; t < model.terms.size(); ++t)
        ridge[static_cast<Eigen::Index>(t + 1)] = model.terms[t].second < 0 ? kRidge : kSquareRidge;
    return ridge;
}

Eigen::VectorXd probabilities(const Eigen::MatrixXd& x, const Eigen::VectorXd& beta) {
    const Eigen::ArrayXd logit = (x * beta).array().min(kMostLogit).max(-kMostLogit);
    return (1.0 / (1.0 + (-logit).exp())).matrix();
}

double penalised_loss(const Eigen::VectorXd& p, const Eigen::VectorXd& y, const Eigen::VectorXd& beta,
                      const Eigen::VectorXd& ridge) {
    const Eigen::ArrayXd likely = y.array() * p.array().log() + (1.0 - y.array()) * (1.0 - p.array()).log();
    return -likely.sum() + 0.5 * (ridge.array() * beta.array().square()).sum();
}

/// One Newton step towards the targets `y`, halved until the loss falls.
void newton_step(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, const Eigen::VectorXd& ridge,
                 Eigen::VectorXd& beta) {
    const Eigen::VectorXd p = probabilities(x, beta);
    const Eigen::VectorXd weight = (p.array() * (1.0 - p.array())).max(1e-9).matrix();
    Eigen::MatrixXd hessian = x.transpose() * weight.asDiagonal() * x;
    hessian.diagonal() += ridge;
    const Eigen::VectorXd gradient = x.transpose() * (y - p) - ridge.cwiseProduct(beta);
    Eigen::VectorXd step = hessian.ldlt().solve(gradient);
    const double loss = penalised_loss(p, y, beta, ridge);
    for (int halving = 0; halving < 20; ++halving) {
        const Eigen::VectorXd next = beta + step;
        if (penalised_loss(probabilities(x, next), y, next, ridge) <= loss) {
            beta = next;
            return;
        }
        step *= 0.5;
    }
}

}  // namespace

void fit_logistic(LearnedModel& model, const Examples& examples) {
    model.kind = ModelKind::logistic;
    standardise(model, examples);
    choose_terms(model);
    const Eigen::MatrixXd x = design(model, examples);
    const Eigen::VectorXd ridge = ridge_of(model);
    const auto rows = static_cast<Eigen::Index>(examples.bad.size());
    Eigen::VectorXd y(rows);
    for (Eigen::Index i = 0; i < rows; ++i) y[i] = examples.bad[static_cast<std::size_t>(i)] == 1 ? 1.0 : 0.0;
    const double share = std::clamp(y.mean(), 1e-6, 1.0 - 1e-6);
    Eigen::VectorXd beta = Eigen::VectorXd::Zero(x.cols());
    beta[0] = std::log(share / (1.0 - share));
    double floor = 0.05 * share;
    Eigen::VectorXd target = y;
    for (int round = 0; round < kEmRounds; ++round) {
        for (int step = 0; step < kNewtonSteps; ++step) newton_step(x, target, ridge, beta);
        // How much of each failure PL shows; what is left belongs to the floor.
        const Eigen::VectorXd p = probabilities(x, beta);
        double hidden = 0.0;
        for (Eigen::Index i = 0; i < rows; ++i) {
            if (y[i] < 0.5) continue;
            const double seen = (1.0 - floor) * p[i];
            target[i] = seen / (floor + seen);
            hidden += 1.0 - target[i];
        }
        floor = std::clamp(hidden / static_cast<double>(rows), 1e-9, kMostFloor);
    }
    model.floor = floor;
    model.intercept = beta[0];
    for (std::size_t t = 0; t < model.terms.size(); ++t)
        model.terms[t].weight = beta[static_cast<Eigen::Index>(t + 1)];
}

}  // namespace waferglow
