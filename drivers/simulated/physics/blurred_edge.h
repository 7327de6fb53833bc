// SPDX-License-Identifier: GPL-3.0-or-later
// A straight edge as optics and pixels show it.
#pragma once

#include <vector>

namespace waferglow::simulated {

/// Light of a pixel at distance z inside of an edge between 0 and 1, px: the step blurred by a Gaussian and
/// averaged over the pixel's width. Immutable.
class BlurredEdge {
  public:
    /// `sigma_px` from 0 (sharp) on.
    explicit BlurredEdge(double sigma_px);

    [[nodiscard]] float operator()(double z_px) const {
        if (z_px <= -reach_px_) return 0.0F;
        if (z_px >= reach_px_) return 1.0F;
        const double at = (z_px + reach_px_) * kStepsPerPx;
        const auto i = static_cast<std::size_t>(at);
        const auto fraction = static_cast<float>(at - static_cast<double>(i));
        return values_[i] + fraction * (values_[i + 1] - values_[i]);
    }
    /// It is 0 and 1 beyond so many pixels from the edge.
    [[nodiscard]] double reach_px() const { return reach_px_; }

  private:
    static constexpr int kStepsPerPx = 128;
    double reach_px_;
    std::vector<float> values_;
};

}  // namespace waferglow::simulated
