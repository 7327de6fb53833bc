// SPDX-License-Identifier: GPL-3.0-or-later
// One die against the golden die: the nuisance terms by robust least squares, and what is left.
//
// The first step is plain least squares; further ones cut residuals at three sigmas (Huber's modified
// residuals; Huber, Ronchetti: Robust Statistics, 2nd ed., 2009, ch. 7.8), so that the matrix stays that of
// the phase and a defect doesn't pull the terms. A die found off by more than a third of a pixel is looked at
// again at the phase where it lies; one that fits nowhere near is searched for in the neighbourhood.
#pragma once

#include "libinspect/appearance/light_rows.h"
#include "libinspect/appearance/phase_planes.h"
#include "libinspect/intensity/correction.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow::appearance {

/// Pixels of a camera that measure no light, findable by row. Immutable, thread-safe.
class DeadPixels {
  public:
    DeadPixels() = default;
    explicit DeadPixels(const PixelCorrection& correction);
    /// Calls `visit(x, y)` for those of the rectangle.
    template <class Visit>
    void for_each(int x0, int y0, int width, int height, Visit&& visit) const {
        for (int y = y0; y < y0 + height; ++y) {
            const auto row = static_cast<std::size_t>(y);
            for (std::size_t i = first_.at(row); i < first_.at(row + 1); ++i) {
                if (x_[i] >= x0 && x_[i] < x0 + width) visit(x_[i], y);
            }
        }
    }

  private:
    std::vector<std::size_t> first_;  // of each row, and the end
    std::vector<int> x_;
};

/// A tile as dies are compared in it.
struct FitInput {
    LightView light;  ///< in the golden die's unit; a die that leaves what it holds is followed no further
    ImageView image;
    const PixelCorrection* correction = nullptr;
    const DeadPixels* dead = nullptr;
    float per_dn = 1.0F;  ///< corrected DN to the golden die's unit of light
    float noise = 1.0F;   ///< spread here over that of the golden die
};

struct DieFit {
    bool in_image = false;  ///< false: the window doesn't lie wholly in the image, all else is meaningless
    DiePlace place;
    std::array<float, kMostTerms> terms{};  ///< shifts from the middle of the phase cell
    double shift_x_px = 0.0;                ///< of the die from where the lattice expects it
    double shift_y_px = 0.0;
    double misfit = 0.0;  ///< mean square of the residuals, each cut at 3
    int largest = 0;      ///< residual without sign, in units of kResidualUnit
    int no_data_px = 0;   ///< saturated, hot or dead
};

/// Buffers of fit_die; `residual` holds what is left of the die fitted, in units of kResidualUnit, and
/// `no_data` where it has none. Confined.
struct FitBuffers {
    Shorts residual;
    std::vector<std::size_t> no_data;
    Shorts other_residual;  // of another place that the die was tried at
    std::vector<std::size_t> other_no_data;

    void swap_other() {
        residual.swap(other_residual);
        no_data.swap(other_no_data);
    }
};

[[nodiscard]] DieFit fit_die(const PhaseSet& phases, const FitInput& input, PixelPoint center,
                             FitBuffers& buffers);

}  // namespace waferglow::appearance
