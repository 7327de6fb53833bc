// SPDX-License-Identifier: GPL-3.0-or-later
// How the values of a layer are spread: over their range, over radius and angle, and against another layer.
// All functions run over all dies on all cores and give the same result for any number of them.
#pragma once

#include "app/gui/presenters/wafer/layer_data.h"
#include "libinspect/geometry/die_grid.h"

#include <cstdint>
#include <vector>

namespace waferglow::gui {

struct Histogram {
    double low = 0.0;  ///< of the first bin
    double high = 1.0;
    std::vector<std::int64_t> all;
    std::vector<std::int64_t> selected;  ///< empty without a mask
    std::int64_t below = 0;              ///< values outside
    std::int64_t above = 0;
    [[nodiscard]] double center(std::size_t bin) const {
        return low + (static_cast<double>(bin) + 0.5) * (high - low) / static_cast<double>(all.size());
    }
};

/// `bins` bins from `low` to `high`; a value equal to `high` counts in the last. `mask` may be null.
[[nodiscard]] Histogram histogram(const LayerData& layer, const DieGrid& grid, const DieMask* mask,
                                  double low, double high, int bins);

/// Mean and spread along one coordinate of the wafer; NaN where there is no die.
struct Profile {
    std::vector<double> at;  ///< middle of the interval: um from the centre, or degrees
    std::vector<double> mean;
    std::vector<double> sigma;
    std::vector<std::int64_t> count;
};

/// By distance from the wafer's centre, in rings of equal width. Only selected dies where there is a mask.
[[nodiscard]] Profile radial_profile(const LayerData& layer, const DieGrid& grid, const DieMask* mask,
                                     double radius_um, int rings);

/// By angle, counter-clockwise from +x; the notch or flat lies at 270 degrees.
[[nodiscard]] Profile angular_profile(const LayerData& layer, const DieGrid& grid, const DieMask* mask,
                                      int sectors);

/// Dies by two values.
struct Density {
    double low_x = 0.0, high_x = 1.0, low_y = 0.0, high_y = 1.0;
    int bins_x = 0, bins_y = 0;
    std::vector<std::uint32_t> count;  ///< [y][x], y upwards
    std::int64_t dies = 0;             ///< inside of the limits
};

/// Limits that hold the 0.1 to 99.9 % points of each layer with a margin.
[[nodiscard]] Density density(const LayerData& x, const LayerData& y, const DieGrid& grid,
                              const DieMask* mask, int bins);

}  // namespace waferglow::gui
