// SPDX-License-Identifier: GPL-3.0-or-later
// Where on a wafer things go wrong together, and how its good part varies smoothly.
#pragma once

#include "libinspect/geometry/frames.h"

#include <array>
#include <cstdint>
#include <vector>

namespace waferglow::simulated {

/// The disc in which patterns are placed: the usable wafer, or the disc inside of a rectangular grid.
struct Region {
    WaferPoint center;
    double radius_um = 0.0;
};

enum class Pattern { none, scratch, cluster, edge_ring };
[[nodiscard]] const char* name_of(Pattern pattern);

/// How many patterns a wafer has and how large they are.
struct PatternSettings {
    int scratches = 1;
    double scratch_width_um = 0.0;  ///< dies whose centre lies within half of it are dead; 0: 1.4 pitches
    int clusters = 1;
    double cluster_radius_um = 0.0;   ///< 1 sigma of the round blob of leaky dies; 0: 2.2 pitches
    double cluster_peak = 0.9;        ///< share of leaky dies at its middle
    double edge_ring_width_um = 0.0;  ///< 0: no ring
    double edge_ring_peak = 0.0;  ///< share of sidewall-damaged dies at the very edge, falling to 0 inside
    friend bool operator==(const PatternSettings&, const PatternSettings&) = default;
};

/// The patterns of one wafer, drawn from a seed. Immutable.
class DefectPatterns {
  public:
    DefectPatterns(const PatternSettings& settings, const Region& region, std::uint64_t seed);

    /// The pattern that takes the die centred at `p`; `dice` uniform in [0, 1) decides where a pattern takes
    /// only a share of the dies.
    [[nodiscard]] Pattern at(WaferPoint p, double dice) const;
    /// The polylines of the scratches, vertex by vertex.
    [[nodiscard]] std::vector<std::vector<WaferPoint>> scratch_paths() const;

  private:
    struct Scratch {
        std::vector<WaferPoint> path;
    };
    [[nodiscard]] bool scratched(WaferPoint p) const;

    PatternSettings settings_;
    Region region_;
    std::vector<Scratch> scratches_;
    std::vector<WaferPoint> clusters_;
};

/// A smooth field over the region: tilt, bowl and saddle with random weights. Its root mean square over the
/// disc is about 1/2, its largest values about 1. Immutable.
class SmoothField {
  public:
    SmoothField(const Region& region, std::uint64_t seed, std::uint64_t which);
    [[nodiscard]] double at(WaferPoint p) const;

  private:
    Region region_;
    std::array<double, 5> weights_{};
};

}  // namespace waferglow::simulated
