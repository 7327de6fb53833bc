// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/ownership.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace waferglow {

TileOwnership::TileOwnership(std::span<const StagePoint> middles, const CameraInfo& camera)
    : middles_(middles.begin(), middles.end()),
      half_width_um_(0.5 * camera.width_px * camera.pixel_um),
      half_height_um_(0.5 * camera.height_px * camera.pixel_um),
      neighbours_(middles.size()) {
    // Buckets one field of view wide: overlapping tiles lie in the same or an adjoining bucket.
    using Bucket = std::pair<std::int64_t, std::int64_t>;
    const auto bucket_of = [this](StagePoint p) {
        return Bucket{std::llround(p.x / (2.0 * half_width_um_)),
                      std::llround(p.y / (2.0 * half_height_um_))};
    };
    std::map<Bucket, std::vector<std::uint32_t>> buckets;
    for (std::size_t i = 0; i < middles_.size(); ++i) {
        buckets[bucket_of(middles_[i])].push_back(static_cast<std::uint32_t>(i));
    }
    for (std::size_t i = 0; i < middles_.size(); ++i) {
        const Bucket home = bucket_of(middles_[i]);
        for (std::int64_t dx = -1; dx <= 1; ++dx) {
            for (std::int64_t dy = -1; dy <= 1; ++dy) {
                const auto found = buckets.find({home.first + dx, home.second + dy});
                if (found == buckets.end()) continue;
                for (const std::uint32_t other : found->second) {
                    const bool overlaps =
                        std::abs(middles_[other].x - middles_[i].x) < 2.0 * half_width_um_ &&
                        std::abs(middles_[other].y - middles_[i].y) < 2.0 * half_height_um_;
                    if (other != i && overlaps) neighbours_[i].push_back(other);
                }
            }
        }
        std::ranges::sort(neighbours_[i]);
    }
    for (std::size_t i = 0; i < middles_.size(); ++i) alone_.push_back(alone_part(i));
}

TileOwnership::Alone TileOwnership::alone_part(std::size_t tile) const {
    const StagePoint middle = middles_[tile];
    Alone part{middle.x - half_width_um_, middle.x + half_width_um_, middle.y - half_height_um_,
               middle.y + half_height_um_};
    for (const std::uint32_t other : neighbours_[tile]) {
        const double dx = middles_[other].x - middle.x;
        const double dy = middles_[other].y - middle.y;
        // Cut off along the axis in which less is shared.
        if (std::abs(dx) / half_width_um_ > std::abs(dy) / half_height_um_) {
            if (dx > 0.0) part.x_end_um = std::min(part.x_end_um, middles_[other].x - half_width_um_);
            if (dx < 0.0) part.x_begin_um = std::max(part.x_begin_um, middles_[other].x + half_width_um_);
        } else if (dy < 0.0) {
            part.y_begin_um = std::max(part.y_begin_um, middles_[other].y + half_height_um_);
        } else {
            part.y_end_um = std::min(part.y_end_um, middles_[other].y - half_height_um_);
        }
    }
    return part;
}

double TileOwnership::margin_um(std::size_t tile, StagePoint p) const {
    return std::min(half_width_um_ - std::abs(p.x - middles_[tile].x),
                    half_height_um_ - std::abs(p.y - middles_[tile].y));
}

bool TileOwnership::owns(std::size_t tile, StagePoint p) const {
    if (alone(tile, p)) return true;
    const double own = margin_um(tile, p);
    if (own < 0.0) return false;
    return std::ranges::none_of(neighbours_[tile], [&](std::uint32_t other) {
        const double theirs = margin_um(other, p);
        return theirs > own || (theirs == own && other < tile);
    });
}

}  // namespace waferglow
