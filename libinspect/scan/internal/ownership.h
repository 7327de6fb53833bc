// SPDX-License-Identifier: GPL-3.0-or-later
// Every die has one owner tile in each channel, so that results need no locks and no order.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/frames.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

/// Decides which of several overlapping tiles of one channel owns a point: the one in which the point lies
/// farthest from the nearest image edge; of equals the one that comes first. Immutable, thread-safe.
class TileOwnership {
  public:
    /// `middles`: reported middles of the channel's tiles; positions in it are the tile numbers used below.
    TileOwnership(std::span<const StagePoint> middles, const CameraInfo& camera);

    /// True where tile `tile` owns `p`. Points outside of the tile are nobody's or another's.
    [[nodiscard]] bool owns(std::size_t tile, StagePoint p) const;

    /// True where no other tile sees `p`. The part of the field where this holds is convex: of points on a
    /// line, all between two such points are such points too.
    [[nodiscard]] bool alone(std::size_t tile, StagePoint p) const { return alone_[tile].contains(p); }

    /// Tiles that share part of their field with `tile`, in ascending order.
    [[nodiscard]] std::span<const std::uint32_t> neighbours(std::size_t tile) const {
        return neighbours_[tile];
    }

  private:
    /// A part of a tile's field that no other tile shares.
    struct Alone {
        double x_begin_um = 0.0;
        double x_end_um = 0.0;
        double y_begin_um = 0.0;
        double y_end_um = 0.0;
        [[nodiscard]] bool contains(StagePoint p) const {
            return p.x > x_begin_um && p.x < x_end_um && p.y > y_begin_um && p.y < y_end_um;
        }
    };
    [[nodiscard]] double margin_um(std::size_t tile, StagePoint p) const;
    [[nodiscard]] Alone alone_part(std::size_t tile) const;

    std::vector<StagePoint> middles_;
    double half_width_um_ = 0.0;
    double half_height_um_ = 0.0;
    std::vector<std::vector<std::uint32_t>> neighbours_;
    std::vector<Alone> alone_;  // most points lie there, and need no comparison of margins
};

}  // namespace waferglow
