// SPDX-License-Identifier: GPL-3.0-or-later
// How the light of an emitter falls on camera pixels along one axis: its width (a box), the optics' Gaussian
// and the pixel's own width, convolved. The footprint of an emitter is the product of both axes.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace waferglow::module {

/// Tables over the place of the emitter's centre between two pixel centres. Immutable, thread-safe.
class AxisFootprint {
  public:
    static constexpr int kPhases = 256;
    /// Lengths in pixels; `width_px` may be 0. Weights end where the optics' Gaussian is below 0.06 %.
    AxisFootprint(double width_px, double blur_px);

    /// Pixels that a footprint has, a multiple of 4.
    [[nodiscard]] int taps() const { return taps_; }
    /// The pixels of an emitter centred at `center_px`, and its row of the tables.
    struct Place {
        int first_px = 0;
        int phase = 0;
    };
    [[nodiscard]] Place place(double center_px) const {
        const double scaled = std::floor(center_px * kPhases + 0.5);
        const double whole = std::floor(scaled / kPhases);
        return {static_cast<int>(whole) - before_, static_cast<int>(scaled - whole * kPhases)};
    }
    /// Shares of the light, taps() of them; their sum is 1.
    [[nodiscard]] const float* weights(int phase) const { return weights_.data() + at(phase); }
    /// How they change with the centre, per pixel.
    [[nodiscard]] const float* slopes(int phase) const { return slopes_.data() + at(phase); }

  private:
    [[nodiscard]] std::size_t at(int phase) const {
        return static_cast<std::size_t>(phase) * static_cast<std::size_t>(taps_);
    }
    int taps_ = 0;
    int before_ = 0;  // pixels before the one in which the centre lies
    std::vector<float> weights_;
    std::vector<float> slopes_;
};

/// Both axes of one sub-pixel.
struct Footprint {
    AxisFootprint x;
    AxisFootprint y;
};

}  // namespace waferglow::module
