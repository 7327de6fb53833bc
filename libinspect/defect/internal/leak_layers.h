// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of the excitation sweep, read die by die. For leak_*.cpp alone.
#pragma once

#include "libinspect/defect/leak_map.h"

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace waferglow {

/// A ratio noisier than this, 1 sigma, is not judged.
inline constexpr float kMaxRatioSigma = 0.25F;

/// Relative light of a channel over that of the strongest, with its noise; NaN where not known.
struct RatioEvidence {
    float value = kNoData;
    float sigma = kNoData;
};

/// Immutable, thread-safe; the map must outlive it.
class SweepLayers {
  public:
    SweepLayers(const DieMap& map, std::span<const SweepChannel> channels);

    [[nodiscard]] std::size_t count() const { return layers_.size(); }
    [[nodiscard]] float relative(std::size_t channel, std::size_t cell) const {
        return layers_[channel].relative[cell];
    }
    /// Noise of `relative`, 1 sigma.
    [[nodiscard]] float sigma(std::size_t channel, std::size_t cell) const {
        const One& one = layers_[channel];
        return one.noise_dn == nullptr ? one.typical_noise : one.noise_dn[cell] * one.per_dn;
    }
    [[nodiscard]] RatioEvidence ratio(std::size_t channel, std::size_t cell) const {
        const float strong = relative(layers_.size() - 1, cell);
        const float weak = relative(channel, cell);
        if (!(strong >= kDarkBelow) || std::isnan(weak)) return {};
        const float value = weak / strong;
        const float own = sigma(channel, cell);
        const float other = value * sigma(layers_.size() - 1, cell);
        return {value, std::sqrt(own * own + other * other) / strong};
    }

  private:
    struct One {
        const float* relative = nullptr;
        const float* noise_dn = nullptr;
        float per_dn = 0.0F;
        float typical_noise = 0.0F;
    };
    std::vector<One> layers_;
};

}  // namespace waferglow
