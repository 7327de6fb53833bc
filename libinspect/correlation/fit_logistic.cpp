// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/fit_models.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace waferglow {
namespace {

// The boundary is sharp in what physics says decides, and those features may be weighted as they like; the
// others have to show that they matter.
constexpr double kCoreRidge = 0.03;
constexpr double kSquareRidge = 1.0;  // curvature needs more evidence than a slope
constexpr double kRatioRidge = 0.5;
constexpr double kSideRidge = 100.0;
constexpr double kRuleLogit = 7.0;
constexpr double kRuleLogitSigma = 2.0;
constexpr int kEmRounds = 12;
constexpr int kNewtonSteps = 4;
constexpr double kMostLogit = 30.0;
constexpr double kMostFloor = 0.2;

bool is_core(const std::string& name) {
    return name == "slope" || name.ends_with("_ln");
}
bool has_square(const std::string& name) {
    return name.ends_with("_ln");  // the slope is a difference of logarithms: its square is among theirs
}
bool is_telling(const std::string& name) {
    return is_core(name) || name == "rejected_by_rules" || name == "peak_distance_nm";
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
        if (!has_square(model.features[static_cast<std::size_t>(f)])) continue;
        for (std::int32_t g = f; g < features; ++g) {
            if (has_square(model.features[static_cast<std::size_t>(g)])) model.terms.push_back({f, g, 0.0});
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

/// What is believed of the weights before any example: a reject by the rules is right with odds of
/// e^kRuleLogit or so. With few examples the model stays with the rules.
struct Prior {
    Eigen::VectorXd mean;
    Eigen::VectorXd ridge;
};

Prior prior_of(const LearnedModel& model) {
    const auto size = static_cast<Eigen::Index>(model.terms.size() + 1);
    Prior prior{Eigen::VectorXd::Zero(size), Eigen::VectorXd::Constant(size, 1e-6)};
    for (std::size_t t = 0; t < model.terms.size(); ++t) {
        const LogisticTerm& term = model.terms[t];
        const auto first = static_cast<std::size_t>(term.first);
        const auto at = static_cast<Eigen::Index>(t + 1);
        if (model.features[first] == "rejected_by_rules") {
            prior.mean[at] = kRuleLogit * model.scale[first];
            prior.ridge[at] = 1.0 / std::pow(kRuleLogitSigma * model.scale[first], 2);
        } else {
            prior.ridge[at] = term.second >= 0                         ? kSquareRidge
                              : model.features[first] == kWeakToStrong ? kRatioRidge
                              : is_telling(model.features[first])      ? kCoreRidge
                                                                       : kSideRidge;
        }
    }
    return prior;
}

Eigen::VectorXd probabilities(const Eigen::MatrixXd& x, const Eigen::VectorXd& beta) {
    const Eigen::ArrayXd logit = (x * beta).array().min(kMostLogit).max(-kMostLogit);
    return (1.0 / (1.0 + (-logit).exp())).matrix();
}

double penalised_loss(const Eigen::VectorXd& p, const Eigen::VectorXd& y, const Eigen::VectorXd& beta,
                      const Prior& prior) {
    const Eigen::ArrayXd likely = y.array() * p.array().log() + (1.0 - y.array()) * (1.0 - p.array()).log();
    return -likely.sum() + 0.5 * (prior.ridge.array() * (beta - prior.mean).array().square()).sum();
}

/// One Newton step towards the targets `y`, halved until the loss falls.
void newton_step(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, const Prior& prior,
                 Eigen::VectorXd& beta) {
    const Eigen::VectorXd p = probabilities(x, beta);
    const Eigen::VectorXd weight = (p.array() * (1.0 - p.array())).max(1e-9).matrix();
    Eigen::MatrixXd hessian = x.transpose() * weight.asDiagonal() * x;
    hessian.diagonal() += prior.ridge;
    const Eigen::VectorXd gradient = x.transpose() * (y - p) - prior.ridge.cwiseProduct(beta - prior.mean);
    Eigen::VectorXd step = hessian.ldlt().solve(gradient);
    const double loss = penalised_loss(p, y, beta, prior);
    for (int halving = 0; halving < 20; ++halving) {
        const Eigen::VectorXd next = beta + step;
        if (penalised_loss(probabilities(x, next), y, next, prior) <= loss) {
            beta = next;
            return;
        }
        step *= 0.5;
    }
}

}  // namespace

void fit_logistic(LearnedModel& model, const Examples& examples, const std::stop_token& stop) {
    model.kind = ModelKind::logistic;
    standardise(model, examples);
    choose_terms(model);
    const Eigen::MatrixXd x = design(model, examples);
    const Prior prior = prior_of(model);
    const auto rows = static_cast<Eigen::Index>(examples.bad.size());
    Eigen::VectorXd y(rows);
    for (Eigen::Index i = 0; i < rows; ++i) y[i] = examples.bad[static_cast<std::size_t>(i)] == 1 ? 1.0 : 0.0;
    const double share = std::clamp(y.mean(), 1e-6, 1.0 - 1e-6);
    Eigen::VectorXd beta = Eigen::VectorXd::Zero(x.cols());
    beta += prior.mean;
    beta[0] = std::log(share / (1.0 - share));
    double floor = 0.05 * share;
    Eigen::VectorXd target = y;
    for (int round = 0; round < kEmRounds; ++round) {
        for (int step = 0; step < kNewtonSteps; ++step) {
            check_stop(stop);
            newton_step(x, target, prior, beta);
        }
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
