// SPDX-License-Identifier: GPL-3.0-or-later
// Least squares for the light of many emitters whose footprints overlap: the normal equations, which couple
// an emitter to its neighbours alone, and their solution by conjugate gradients.
#pragma once

#include "libinspect/module/internal/emitters.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow::module {

/// Which emitters are fitted: [sub-pixel][cell].
using EmitterMask = std::vector<std::vector<std::uint8_t>>;

/// Immutable, thread-safe. Results do not depend on the number of threads.
class NormalEquations {
  public:
    /// Of the sub-pixels in `which`; pixels in `left_out` and beyond the image do not count. Not `coupled`:
    /// the diagonal alone, nothing to solve.
    NormalEquations(const Emitters& emitters, const std::vector<bool>& which,
                    const std::vector<std::vector<std::int32_t>>& left_out, bool coupled = true);

    /// Sum of squares of the footprint over the pixels that count.
    [[nodiscard]] const Planes& diagonal() const { return diagonal_; }
    /// Share of an emitter's light that falls within the image, 0 to 1, and on pixels that count.
    [[nodiscard]] const Planes& inside() const { return inside_; }
    [[nodiscard]] const Planes& covered() const { return covered_; }
    /// By how much the neighbours raise the variance of an emitter's light, of each sub-pixel.
    [[nodiscard]] double crowding(std::size_t sub) const { return crowding_[sub]; }

    /// Goes on from `light` until the residual is below 1e-4 of the right side or `steps` are done; emitters
    /// outside of the mask keep what they have and count as 0.
    void solve(const Planes& right_side, const EmitterMask& mask, int steps, Planes& light) const;

  private:
    struct Coupling {
        std::size_t sub = 0;
        std::size_t other = 0;
        std::int32_t rows = 0;  // of the other, counted from the one
        std::int32_t cols = 0;
        std::vector<float> value;
    };
    void choose_couplings();
    void fill(Coupling& coupling) const;
    void fill_diagonal(std::size_t sub);
    void leave_out(const std::vector<std::vector<std::int32_t>>& left_out);
    void leave_out_of(std::size_t sub, std::size_t cell, std::int32_t x, std::int32_t y);
    void multiply(const Planes& by, Planes& product) const;
    void multiply_row(const Planes& by, Planes& product, std::int32_t row) const;

    const Emitters& emitters_;
    std::vector<bool> which_;
    Planes diagonal_;
    Planes inside_;
    Planes covered_;
    std::vector<Coupling> couplings_;
    std::vector<double> crowding_;
};

}  // namespace waferglow::module
