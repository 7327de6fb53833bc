// SPDX-License-Identifier: GPL-3.0-or-later
// The grain of metal: a texture that lies fast on its die, correlated over a pixel or two.
#pragma once

#include <cstdint>

namespace waferglow::simulated {

/// White noise on a lattice of steps of one pixel, smoothed by a Gaussian: mean 0, variance 1 everywhere.
class Grain {
  public:
    /// `sigma_px` of the Gaussian; its correlation falls to 1/e at twice that distance.
    explicit Grain(double sigma_px) : inverse_2s2_(0.5 / (sigma_px * sigma_px)) {}

    /// At (u, v) px from the middle of the die that `key` stands for.
    [[nodiscard]] double at(std::uint64_t key, double u_px, double v_px) const;

  private:
    double inverse_2s2_;
};

}  // namespace waferglow::simulated
