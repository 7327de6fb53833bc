// SPDX-License-Identifier: GPL-3.0-or-later
// Connected groups of failing dies: scratches, blobs, edge arcs.
#pragma once

#include "libinspect/finding/finding.h"
#include "libinspect/geometry/die_grid.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

/// An 8-connected group of dies. Rows and columns are inclusive.
struct DieCluster {
    std::int64_t dies = 0;
    std::int32_t row_min = 0;
    std::int32_t row_max = 0;
    std::int32_t col_min = 0;
    std::int32_t col_max = 0;
    std::uint8_t bin = 0;  ///< the most frequent bin; of equals the lowest code
    double mean_row = 0.0;
    double mean_col = 0.0;
};

/// Clusters of at least `min_dies` dies whose bin is set in `member`, in the order of their first die (row by
/// row). Works on runs of rows, so its cost goes with the failing dies, and no label image is kept.
[[nodiscard]] std::vector<DieCluster> find_clusters(std::span<const std::uint8_t> bins, const DieGrid& grid,
                                                    const std::array<bool, 256>& member,
                                                    std::int64_t min_dies);

/// Clusters as findings of the kind kClusters, in the same order: numbered from 1, classed by bin, placed at
/// the mean of their dies.
[[nodiscard]] FindingList findings_of(std::span<const DieCluster> clusters, const DieGrid& grid);

}  // namespace waferglow
