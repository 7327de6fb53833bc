// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/geometry/grid_steps.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace waferglow {
namespace {

constexpr double kFar = 1e9;  // keeps positions far off the grid representable and outside of it

/// Index along one axis of the die nearest to `along_um` from die 0: `count` dies a field and a gap between
/// fields, die 0 being the field's number `first`. No fields where `count` is 0.
double nearest_along(double along_um, double pitch_um, double count, double first, double gap_um) {
    if (count == 0.0) return std::clamp(std::round(along_um / pitch_um), -kFar, kFar);
    const double period_um = count * pitch_um + gap_um;
    const double from_field_um = along_um + first * pitch_um;
    const double field = std::floor((from_field_um + 0.5 * (pitch_um + gap_um)) / period_um);
    const double in_field = std::round((from_field_um - field * period_um) / pitch_um);
    return std::clamp(field * count + std::clamp(in_field, 0.0, count - 1.0) - first, -kFar, kFar);
}

}  // namespace

DieIndex GridSteps::nearest(double right_um, double down_um, double pitch_x_um, double pitch_y_um) const {
    const double fields_x = gaps_x() ? field_cols : 0;
    const double fields_y = gaps_y() ? field_rows : 0;
    const DieIndex about{
        static_cast<std::int32_t>(nearest_along(down_um, pitch_y_um, fields_y, field_row0, field_gap_y_um)),
        static_cast<std::int32_t>(nearest_along(right_um, pitch_x_um, fields_x, field_col0, field_gap_x_um))};
    if (!staggered()) return about;
    // Staggers are less than a pitch: the nearest is the one found without them or one beside it.
    DieIndex nearest = about;
    double least = std::numeric_limits<double>::infinity();
    for (std::int32_t row = about.row - 1; row <= about.row + 1; ++row) {
        for (std::int32_t col = about.col - 1; col <= about.col + 1; ++col) {
            const double off_x = col * pitch_x_um + this->right_um({row, col}) - right_um;
            const double off_y = row * pitch_y_um - up_um({row, col}) - down_um;
            const double distance = std::max(std::abs(off_x) / pitch_x_um, std::abs(off_y) / pitch_y_um);
            if (distance < least) {
                least = distance;
                nearest = {row, col};
            }
        }
    }
    return nearest;
}

std::int32_t GridSteps::period_cols() const {
    return std::lcm(gaps_x() ? field_cols : 1, stagger_y_um != 0.0 ? 2 : 1);
}

std::int32_t GridSteps::period_rows() const {
    return std::lcm(gaps_y() ? field_rows : 1, stagger_x_um != 0.0 ? 2 : 1);
}

}  // namespace waferglow
