// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/phase_lean.h"

#include "libinspect/registration/internal/column_sums.h"

#include <cmath>
#include <map>
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

/// What a die's window sees along one axis, by the displacement of the other die.
class AxisWindow {
  public:
    AxisWindow(double pitch_px, double die_px, double blur_px)
        : pitch_px_(pitch_px), die_px_(die_px), blur_px_(blur_px) {}
    const InWindow& at(double shift_px) {
        const auto [found, fresh] = known_.try_emplace(shift_px);
        if (fresh) found->second = in_window(pitch_px_, die_px_, blur_px_, shift_px);
        return found->second;
    }
    [[nodiscard]] double pitch_px() const { return pitch_px_; }

  private:
    double pitch_px_;
    double die_px_;
    double blur_px_;
    std::map<double, InWindow> known_;
};

/// Where a die lies among those of its kind along one axis: 1 first of its field, 2 last, 3 both.
unsigned edges_of(bool first, bool last) {
    return (first ? 1U : 0U) + (last ? 2U : 0U);
}

/// Displacement of the die `away` lines further, without staggers.
double lines_away(std::int32_t away, double pitch_px, double gap_px, std::size_t edges) {
    double shift = away * pitch_px;
    if (away < 0 && (edges & 1U) != 0) shift -= gap_px;
    if (away > 0 && (edges & 2U) != 0) shift += gap_px;
    return shift;
}

}  // namespace

std::size_t lean_number(const GridSteps& steps, std::int32_t row, std::int32_t col) {
    const std::size_t parity = (row % 2 != 0 ? 2U : 0U) + (col % 2 != 0 ? 1U : 0U);
    const std::int32_t field_col = steps.field_of_col(col);
    const std::int32_t field_row = steps.field_of_row(row);
    const unsigned x =
        edges_of(steps.field_of_col(col - 1) != field_col, steps.field_of_col(col + 1) != field_col);
    const unsigned y =
        edges_of(steps.field_of_row(row - 1) != field_row, steps.field_of_row(row + 1) != field_row);
    return parity + 4U * x + 16U * y;
}

std::vector<PhaseLean> phase_leans(const TileLattice& lattice, double blur_px) {
    const GridSteps& steps = lattice.steps;
    if (steps.stagger_x_um == 0.0 || steps.stagger_y_um == 0.0) return {};
    AxisWindow across(lattice.along_col.x, lattice.die_width_px, blur_px);
    AxisWindow down(lattice.along_row.y, lattice.die_height_px, blur_px);
    const double px_right = across.pitch_px() / lattice.pitch_x_um;
    const double px_down = down.pitch_px() / lattice.pitch_y_um;
    std::vector<PhaseLean> leans(kLeanCount);
    for (std::size_t number = 0; number < kLeanCount; ++number) {
        const double to_odd_row = (number & 2U) == 0 ? steps.stagger_x_um : -steps.stagger_x_um;
        const double to_odd_col = (number & 1U) == 0 ? -steps.stagger_y_um : steps.stagger_y_um;
        std::complex<double> x;
        std::complex<double> y;
        for (std::int32_t row = -kDiesAway; row <= kDiesAway; ++row) {
            for (std::int32_t col = -kDiesAway; col <= kDiesAway; ++col) {
                const InWindow& in_x = across.at(
                    lines_away(col, across.pitch_px(), steps.field_gap_x_um * px_right, number / 4U % 4U) +
                    (row % 2 != 0 ? to_odd_row * px_right : 0.0));
                const InWindow& in_y =
                    down.at(lines_away(row, down.pitch_px(), steps.field_gap_y_um * px_down, number / 16U) +
                            (col % 2 != 0 ? to_odd_col * px_down : 0.0));
                x += in_x.harmonic * in_y.light;
                y += in_y.harmonic * in_x.light;
            }
        }
        leans[number] = {x / std::abs(x), y / std::abs(y)};
    }
    return leans;
}

}  // namespace waferglow
