// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/position_index.h"

#include <cmath>

namespace waferglow {

PositionIndex::PositionIndex(std::span<const StagePoint> positions, double tolerance_um)
    : positions_(positions.begin(), positions.end()), tolerance_um_(tolerance_um) {
    for (std::size_t i = 0; i < positions_.size(); ++i) buckets_[bucket_of(positions_[i])].push_back(i);
}

PositionIndex::Bucket PositionIndex::bucket_of(StagePoint p) const {
    return {std::llround(p.x / tolerance_um_), std::llround(p.y / tolerance_um_)};
}

std::optional<std::size_t> PositionIndex::find(StagePoint p) const {
    const Bucket home = bucket_of(p);
    std::optional<std::size_t> best;
    double best_um = tolerance_um_;
    for (std::int64_t dx = -1; dx <= 1; ++dx) {
        for (std::int64_t dy = -1; dy <= 1; ++dy) {
            const auto found = buckets_.find({home.first + dx, home.second + dy});
            if (found == buckets_.end()) continue;
            for (const std::size_t candidate : found->second) {
                const double distance_um =
                    std::hypot(positions_[candidate].x - p.x, positions_[candidate].y - p.y);
                const bool nearer =
                    distance_um < best_um || (distance_um == best_um && (!best || candidate < *best));
                if (nearer) {
                    best = candidate;
                    best_um = distance_um;
                }
            }
        }
    }
    return best;
}

}  // namespace waferglow
