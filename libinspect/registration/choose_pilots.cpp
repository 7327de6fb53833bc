// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/registration/pose.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace waferglow {
namespace {

/// Existing dies whose centres lie in the tile if the grid lay where it nominally does.
std::int64_t nominal_dies(StagePoint middle, const RegistrationSetup& setup) {
    const TileLattice lattice = lattice_in_tile(setup.grid, GridPose{}, setup.camera, middle);
    const DieRect rect = dies_in_tile(lattice, setup.grid, setup.camera, 0.0);
    std::int64_t dies = 0;
    for (std::int32_t row = rect.row_begin; row < rect.row_end; ++row) {
        for (const ColumnSpan& run : setup.presence->runs(row))
            dies += common(run, {rect.col_begin, rect.col_end}).size();
    }
    return dies;
}

double distance_squared(StagePoint a, StagePoint b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

}  // namespace

std::vector<std::size_t> choose_pilots(std::span<const StagePoint> reported, const RegistrationSetup& setup,
                                       std::size_t count) {
    // A quarter of the fullest tile: enough dies to register, and rim tiles still qualify.
    constexpr std::int64_t kLeastShare = 4;
    std::vector<std::int64_t> dies;
    dies.reserve(reported.size());
    std::int64_t most = 0;
    for (const StagePoint& middle : reported) {
        dies.push_back(nominal_dies(middle, setup));
        most = std::max(most, dies.back());
    }
    if (most == 0 || count == 0) return {};

    // Farthest-point sampling: start at the middle of the wafer, then always the candidate farthest from all
    // those chosen. It reaches the rim on all sides first and fills the inside afterwards.
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < reported.size(); ++i) {
        if (dies[i] * kLeastShare >= most) candidates.push_back(i);
    }
    std::vector<double> distance(candidates.size(), std::numeric_limits<double>::infinity());
    std::vector<std::size_t> chosen;
    std::size_t next = 0;
    for (std::size_t i = 1; i < candidates.size(); ++i) {
        const StagePoint centre{};
        if (distance_squared(reported[candidates[i]], centre) <
            distance_squared(reported[candidates[next]], centre)) {
            next = i;
        }
    }
    while (chosen.size() < count && distance[next] > 0.0) {
        chosen.push_back(candidates[next]);
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            distance[i] =
                std::min(distance[i], distance_squared(reported[candidates[i]], reported[candidates[next]]));
        }
        next =
            static_cast<std::size_t>(std::max_element(distance.begin(), distance.end()) - distance.begin());
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

}  // namespace waferglow
