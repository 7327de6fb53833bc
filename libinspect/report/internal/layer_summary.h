// SPDX-License-Identifier: GPL-3.0-or-later
// What a layer looks like in numbers: moments, quantiles, a histogram, its run from centre to edge.
#pragma once

#include "libinspect/map/die_map.h"

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace waferglow {

/// Of the finite values; NaN where there are none.
struct LayerSummary {
    std::int64_t dies = 0;
    double mean = std::numeric_limits<double>::quiet_NaN();
    double sigma = std::numeric_limits<double>::quiet_NaN();  ///< sample standard deviation
    double median = std::numeric_limits<double>::quiet_NaN();
    double robust_sigma =
        std::numeric_limits<double>::quiet_NaN();            ///< 1.4826 times the median absolute deviation
    double low = std::numeric_limits<double>::quiet_NaN();   ///< 1 % lie below
    double high = std::numeric_limits<double>::quiet_NaN();  ///< 1 % lie above
    double min = std::numeric_limits<double>::quiet_NaN();
    double max = std::numeric_limits<double>::quiet_NaN();

    [[nodiscard]] bool constant() const { return !(max > min); }
};
[[nodiscard]] LayerSummary summarise(std::span<const float> values);

/// Equal classes over [low, high]; what lies beyond is counted apart.
struct Histogram {
    double low = 0.0;
    double high = 1.0;
    std::vector<std::int64_t> counts;
    std::int64_t below = 0;
    std::int64_t above = 0;

    [[nodiscard]] double edge(std::size_t i) const {
        return low + (high - low) * static_cast<double>(i) / static_cast<double>(counts.size());
    }
};
[[nodiscard]] Histogram histogram(std::span<const float> values, double low, double high,
                                  std::size_t classes);

/// One ring between two radii.
struct RingSummary {
    double radius_mm = 0.0;  ///< middle of the ring
    std::int64_t dies = 0;
    double median = std::numeric_limits<double>::quiet_NaN();
    double low = std::numeric_limits<double>::quiet_NaN();   ///< 10 % lie below
    double high = std::numeric_limits<double>::quiet_NaN();  ///< 10 % lie above
};

/// Distance from the wafer's centre to the farthest centre of a die that exists, um; 0 where there is none.
[[nodiscard]] double farthest_die_um(const DieMap& map);

/// Rings of equal width from the wafer's centre to the farthest die. `values` is one a cell.
[[nodiscard]] std::vector<RingSummary> radial_profile(const DieMap& map, std::span<const float> values,
                                                      std::size_t rings);

}  // namespace waferglow
