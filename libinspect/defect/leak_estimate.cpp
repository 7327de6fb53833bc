// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/defect/leak_estimate.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waferglow {
namespace {

constexpr double kStep = 0.06;         // of ln leak current
constexpr double kLeastShare = 0.003;  // of the weakest photocurrent
constexpr double kMostShares = 3.0;    // of the strongest
constexpr double kWideScatter = 0.5;   // of a die with something on it
constexpr double kWidePrior = 0.01;
constexpr double kUnlikely = 30.0;  // exp(-15)
constexpr double kSurelyNonohmic = 0.95;
// Ohmic first. The voltage moves by some percent only, so neighbouring powers can't be told apart.
constexpr double kPowers[] = {1.0, 3.0, 5.0, 8.0, 12.0, 18.0, 26.0};

}  // namespace

LeakEstimator::LeakEstimator(const LeakModel& model, std::span<const LeakChannel> channels,
                             double common_scatter)
    : common_scatter_(std::max(common_scatter, 0.005)), reference_v_(model.reference_voltage_v()) {
    const std::size_t count = std::min(channels.size(), kMostChannels);
    for (std::size_t i = 0; i < count; ++i) scatter_.push_back(std::max(channels[i].scatter, 0.002));
    const double first = std::log(kLeastShare * model.photocurrent_a(model.weakest_w_cm2()));
    const double last = std::log(kMostShares * model.photocurrent_a(model.strongest_w_cm2()));
    const int steps = static_cast<int>((last - first) / kStep);
    for (int step = 0; step <= steps; ++step) log_current_.push_back(first + step * kStep);
    for (const double power : kPowers) {
        if (power > 1.0 && count < 3) break;
        Curve curve{.power = power, .light = {}, .share = {}};
        for (const double at : log_current_) {
            const Leak leak{std::exp(at), power};
            for (std::size_t i = 0; i < count; ++i)
                curve.light.push_back(
                    static_cast<float>(model.solve(channels[i].excitation_w_cm2, leak).light));
            curve.share.push_back(static_cast<float>(model.solve(model.weakest_w_cm2(), leak).leak_share));
        }
        curves_.push_back(std::move(curve));
    }
}

/// Chi squared at the likeliest common factor. With D the variance of each channel and s that of the factor
/// c about 1, the minimum over c of sum (r - c m)^2 / D + (c - 1)^2 / s is C + 1/s - (B + 1/s)^2 / (A + 1/s).
double LeakEstimator::misfit(const Curve& curve, std::size_t point, std::span<const float> relative,
                             std::span<const float> sigma) const {
    const std::size_t count = scatter_.size();
    double a = 0.0;
    double b = 0.0;
    double c = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto r = static_cast<double>(relative[i]);
        if (std::isnan(r)) continue;
        const auto m = static_cast<double>(curve.light[point * count + i]);
        const auto noise = static_cast<double>(sigma[i]);
        const double weight = 1.0 / (noise * noise + scatter_[i] * scatter_[i] * (m * m + 1e-4));
        a += m * m * weight;
        b += m * r * weight;
        c += r * r * weight;
    }
    const auto minimum = [&](double scatter) {
        const double known = 1.0 / (scatter * scatter);
        return c + known - (b + known) * (b + known) / (a + known);
    };
    static const double kWidePenalty = -2.0 * std::log(kWidePrior);
    return std::min(minimum(common_scatter_),
                    minimum(kWideScatter) + kWidePenalty + 2.0 * std::log(kWideScatter / common_scatter_));
}

LeakEstimator::Posterior LeakEstimator::posterior(std::span<const double> misfits, double best) const {
    Posterior p;
    double second = 0.0;
    for (std::size_t i = 0; i < misfits.size(); ++i) {
        if (misfits[i] > best + kUnlikely) continue;
        const double weight = std::exp(0.5 * (best - misfits[i]));
        p.weight += weight;
        p.mean += weight * log_current_[i];
        second += weight * log_current_[i] * log_current_[i];
    }
    if (p.weight <= 0.0) return p;
    p.mean /= p.weight;
    // No narrower than the grid tells.
    p.variance = std::max(second / p.weight - p.mean * p.mean, kStep * kStep / 12.0);
    return p;
}

LeakEstimate LeakEstimator::estimate(std::span<const float> relative, std::span<const float> sigma) const {
    constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
    const std::size_t points = log_current_.size();
    std::vector<double> misfits(points * curves_.size());
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < curves_.size(); ++k) {
        for (std::size_t i = 0; i < points; ++i) {
            misfits[k * points + i] = misfit(curves_[k], i, relative, sigma);
            best = std::min(best, misfits[k * points + i]);
        }
    }
    const auto of_curve = [&](std::size_t k) { return std::span(misfits).subspan(k * points, points); };
    Posterior ohmic = posterior(of_curve(0), best);
    LeakEstimate estimate{.nonohmic = kNaN, .power = kNaN};
    Posterior chosen = ohmic;
    std::size_t chosen_curve = 0;
    if (curves_.size() > 1) {
        double others = 0.0;
        double power = 0.0;
        double mean = 0.0;
        double second = 0.0;
        double heaviest = 0.0;
        std::size_t likeliest = 1;
        for (std::size_t k = 1; k < curves_.size(); ++k) {
            const Posterior p = posterior(of_curve(k), best);
            others += p.weight;
            power += p.weight * curves_[k].power;
            mean += p.weight * p.mean;
            second += p.weight * (p.variance + p.mean * p.mean);
            if (p.weight > heaviest) {
                heaviest = p.weight;
                likeliest = k;
            }
        }
        // Ohmic or not: even odds beforehand; all other powers share theirs.
        const auto alternatives = static_cast<double>(curves_.size() - 1);
        const double against = others / alternatives;
        const double nonohmic = against / (against + ohmic.weight);
        estimate.nonohmic = static_cast<float>(nonohmic);
        estimate.power = static_cast<float>((power / alternatives + ohmic.weight) / (against + ohmic.weight));
        if (nonohmic > kSurelyNonohmic) {
            chosen = {others, mean / others, second / others - (mean / others) * (mean / others)};
            chosen_curve = likeliest;
        }
    }
    const double ohm = reference_v_ / std::exp(chosen.mean);
    estimate.shunt_ohm = static_cast<float>(ohm);
    estimate.shunt_ohm_sigma = static_cast<float>(ohm * std::sqrt(std::max(chosen.variance, 0.0)));
    const double place =
        std::clamp((chosen.mean - log_current_.front()) / kStep, 0.0, static_cast<double>(points) - 1.001);
    const auto left = static_cast<std::size_t>(place);
    const auto part = static_cast<float>(place - static_cast<double>(left));
    const std::vector<float>& share = curves_[chosen_curve].share;
    estimate.leak_share = share[left] + part * (share[left + 1] - share[left]);
    return estimate;
}

}  // namespace waferglow
