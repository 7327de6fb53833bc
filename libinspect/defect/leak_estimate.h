// SPDX-License-Identifier: GPL-3.0-or-later
// The leak of one die from its light at several excitation densities.
#pragma once

#include "libinspect/defect/leak_model.h"

#include <cstddef>
#include <span>
#include <vector>

namespace waferglow {

/// More channels of a sweep tell nothing new.
inline constexpr std::size_t kMostChannels = 16;

/// What is known of healthy dies at one density, as needed to weigh a die's light there.
struct LeakChannel {
    double excitation_w_cm2 = 0.0;
    double scatter = 0.0;  ///< of relative light, die to die and channel by channel, beyond noise; 1 sigma
};

struct LeakEstimate {
    float shunt_ohm = 0.0F;  ///< V / leak current at the voltage of a healthy die at the weakest density
    float shunt_ohm_sigma = 0.0F;  ///< 1 sigma; of the measurement, not of the scale
    float leak_share = 0.0F;       ///< of the photocurrent at the weakest density
    float nonohmic = 0.0F;  ///< probability that the leak grows faster than with V^1; NaN below 3 densities
    float power = 1.0F;     ///< p of V^p, mean over what is likely; NaN below 3 densities
};

/// Compares a die with the model's light over a grid of leak currents: Bayes' rule with every decade of
/// leak current equally likely beforehand. What dims all channels alike (a particle, a bad facet) is one
/// factor that the die may have: near 1 as among healthy dies, or, for one die in a hundred, anything.
/// Tabulates the model once. Immutable, thread-safe.
class LeakEstimator {
  public:
    /// `channels` by rising density; `common_scatter` is that of the factor among healthy dies, 1 sigma.
    LeakEstimator(const LeakModel& model, std::span<const LeakChannel> channels, double common_scatter);

    /// `relative` light and its noise, 1 sigma, one a channel; NaN takes no part.
    [[nodiscard]] LeakEstimate estimate(std::span<const float> relative, std::span<const float> sigma) const;

  private:
    struct Curve {
        double power = 1.0;
        std::vector<float> light;  ///< [grid point][channel]
        std::vector<float> share;  ///< [grid point], at the weakest density
    };
    struct Posterior {
        double weight = 0.0;  ///< evidence, relative to exp(-best / 2)
        double mean = 0.0;    ///< of ln leak current
        double variance = 0.0;
    };
    [[nodiscard]] double misfit(const Curve& curve, std::size_t point, std::span<const float> relative,
                                std::span<const float> sigma) const;
    [[nodiscard]] Posterior posterior(std::span<const double> misfits, double best) const;

    std::vector<double> scatter_;
    double common_scatter_;
    double reference_v_;
    std::vector<double> log_current_;  ///< the grid
    std::vector<Curve> curves_;        ///< the first is ohmic
};

}  // namespace waferglow
