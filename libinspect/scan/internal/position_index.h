// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the tile of another channel that was taken at the same place.
#pragma once

#include "libinspect/geometry/frames.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace waferglow {

/// Positions to be found again within a tolerance. Immutable, thread-safe.
class PositionIndex {
  public:
    PositionIndex(std::span<const StagePoint> positions, double tolerance_um);

    /// The position (its number) nearest to `p` within the tolerance; the first of equals.
    [[nodiscard]] std::optional<std::size_t> find(StagePoint p) const;

  private:
    using Bucket = std::pair<std::int64_t, std::int64_t>;
    [[nodiscard]] Bucket bucket_of(StagePoint p) const;

    std::vector<StagePoint> positions_;
    double tolerance_um_;
    std::map<Bucket, std::vector<std::size_t>> buckets_;
};

}  // namespace waferglow
