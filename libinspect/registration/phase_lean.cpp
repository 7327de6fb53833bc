// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/phase_lean.h"

#include "libinspect/registration/internal/column_sums.h"

#include <cmath>
#include <numbers>

namespace waferglow {
namespace {

constexpr std::int32_t kDiesAway = 2;  // farther ones don't reach the window, staggers being below a pitch
constexpr int kLeanSteps = 96;         // over the window

/// Along one axis, of a die displaced by `shift_px`: its light in the window, and the first harmonic of that.
struct InWindow {
    double light = 0.0;
    std::complex<double> harmonic;
};

InWindow in_window(double pitch_px, double die_px, double blur_px, double shift_px) {
    const auto below = [&](double edge_px) {
        return 0.5 * std::erfc(-edge_px / (blur_px * std::numbers::sqrt2));
    };
    InWindow sum;
    for (int i = 0; i < kLeanSteps; ++i) {
        const double at = pitch_px * ((i + 0.5) / kLeanSteps - 0.5);
        const double light = below(at - shift_px + 0.5 * die_px) - below(at - shift_px - 0.5 * die_px);
        sum.light += light;
        sum.harmonic += std::polar(light, kTwoPi * at / pitch_px);
    }
    return sum;
}

}  // namespace

std::vector<PhaseLean> phase_leans(const TileLattice& lattice, double blur_px) {
    const GridSteps& steps = lattice.steps;
    if (steps.stagger_x_um == 0.0 || steps.stagger_y_um == 0.0) return {};
    const double pitch_x = lattice.along_col.x;
    const double pitch_y = lattice.along_row.y;
    const double odd_right = steps.stagger_x_um / lattice.pitch_x_um * pitch_x;
    const double odd_down = -steps.stagger_y_um / lattice.pitch_y_um * pitch_y;
    std::vector<PhaseLean> leans(4);
    for (const std::int32_t row : {0, 1}) {
        for (const std::int32_t col : {0, 1}) {
            std::complex<double> x;
            std::complex<double> y;
            for (std::int32_t rows = -kDiesAway; rows <= kDiesAway; ++rows) {
                for (std::int32_t cols = -kDiesAway; cols <= kDiesAway; ++cols) {
                    const double right =
                        cols * pitch_x + (rows % 2 != 0 ? (row == 0 ? odd_right : -odd_right) : 0.0);
                    const double down =
                        rows * pitch_y + (cols % 2 != 0 ? (col == 0 ? odd_down : -odd_down) : 0.0);
                    const InWindow across = in_window(pitch_x, lattice.die_width_px, blur_px, right);
                    const InWindow along = in_window(pitch_y, lattice.die_height_px, blur_px, down);
                    x += across.harmonic * along.light;
                    y += along.harmonic * across.light;
                }
            }
            leans[parity_of(row, col)] = {x / std::abs(x), y / std::abs(y)};
        }
    }
    return leans;
}

}  // namespace waferglow
