// SPDX-License-Identifier: GPL-3.0-or-later
// What a layer says about a wafer: over all of it, by zone, by radius and angle, and around each die.
// Cells without a value take no part anywhere. All of it is deterministic for any number of threads.
#pragma once

#include "libinspect/map/die_map.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace waferglow {

/// Of `count` values; NaN where there is none.
struct LayerStatistics {
    std::int64_t count = 0;
    double mean = std::numeric_limits<double>::quiet_NaN();
    double sigma = std::numeric_limits<double>::quiet_NaN();  ///< of a sample (n - 1); NaN for one value
    double min = std::numeric_limits<double>::quiet_NaN();
    double max = std::numeric_limits<double>::quiet_NaN();
    double median = std::numeric_limits<double>::quiet_NaN();
    double robust_sigma = std::numeric_limits<double>::quiet_NaN();  ///< 1.4826 x median absolute deviation
    /// Values at the shares of kPercentileShares; of a rank between two values the lower one, as for the
    /// median.
    std::array<double, 7> percentiles{};
};
inline constexpr std::array<double, 7> kPercentileShares{0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

[[nodiscard]] LayerStatistics statistics_of(std::span<const float> values);

/// The values at `shares` (0 to 1) of the sorted finite values, exactly, without sorting them. NaN where
/// there is none.
[[nodiscard]] std::vector<double> exact_quantiles(std::span<const float> values,
                                                  std::span<const double> shares);

/// Rings of equal width between the wafer's centre and its usable radius, each cut into sectors that start at
/// `first_sector_deg` from +x, counter-clockwise.
struct ZoneLayout {
    int rings = 3;
    int sectors = 4;
    double first_sector_deg = 0.0;

    [[nodiscard]] int count() const { return rings * sectors; }
    /// Number of the zone that holds `p`: ring * sectors + sector, rings counted outwards. Points beyond the
    /// usable radius belong to the outermost ring.
    [[nodiscard]] int zone_of(WaferPoint p, double usable_radius_um) const;
};

/// Statistics of each zone, by its number. Throws Error(usage) for fewer than one ring or sector.
[[nodiscard]] std::vector<LayerStatistics> statistics_by_zone(const DieMap& map,
                                                              std::span<const float> values,
                                                              const ZoneLayout& zones);

/// One stretch of a profile.
struct ProfilePoint {
    double position = 0.0;  ///< its middle
    std::int64_t count = 0;
    double mean = std::numeric_limits<double>::quiet_NaN();
    double sigma = std::numeric_limits<double>::quiet_NaN();
};

/// Mean by distance from the wafer's centre: `steps` rings of equal width, positions in um.
[[nodiscard]] std::vector<ProfilePoint> radial_profile(const DieMap& map, std::span<const float> values,
                                                       int steps);

/// Mean by angle from +x counter-clockwise: `steps` sectors from 0 to 360, positions in degrees.
[[nodiscard]] std::vector<ProfilePoint> angular_profile(const DieMap& map, std::span<const float> values,
                                                        int steps);

/// Median of the values in the square of 2 `radius` + 1 dies around each die (the lower of two middle ones),
/// NaN where the square holds none. `radius` 1 or 2.
[[nodiscard]] std::vector<float> neighbourhood_median(std::span<const float> values, const DieGrid& grid,
                                                      int radius = 2);

}  // namespace waferglow
