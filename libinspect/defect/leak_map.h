// SPDX-License-Identifier: GPL-3.0-or-later
// Leaky dies of a wafer by the excitation sweep, and how large a leak each has.
//
// A leak takes a share of the photocurrent that falls with excitation density, so it dims a die more under
// weak light than under strong, whatever lies on the die or the optics do. A die is leaky where that ratio
// lies further below the healthy dies' than noise and their own scatter explain; the limit comes from the
// upper half of their distribution, which leaks, as they dim, don't touch. Dies below `kDarkBelow` under the
// strongest light are left out: a dead short and a missing die look alike.
//
// Sidewall damage also drains carriers under weak light first. With two densities it can't be told from a
// shunt, so what is given is the shunt that would do the same: an equivalent one.
#pragma once

#include "libinspect/defect/leak_estimate.h"
#include "libinspect/geometry/channel.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/map/die_map.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace waferglow {

/// The derived layers that find_leaks makes.
inline constexpr const char* kLeakLayers[] = {kSlopeLayer, kShuntLayer, kShuntSigmaLayer, kLeakShareLayer,
                                              kNonohmicLayer};
inline constexpr float kDarkBelow = 0.1F;

/// One PL channel of the sweep and how healthy dies look in it.
struct SweepChannel {
    Channel channel;
    double light_dn = 0.0;      ///< median of healthy dies
    double noise = 0.0;         ///< median of healthy dies, relative, 1 sigma
    double ratio = 1.0;         ///< median of its relative light over that of the strongest channel
    double scatter = 0.0;       ///< of that ratio beyond noise, 1 sigma
    double limit_sigmas = 0.0;  ///< a ratio so far below the median is a leak; 0 for the strongest channel
};

/// What healthy dies say about the sweep. Made from a sample of at most half a million dies.
struct Sweep {
    LeakModel model;
    std::vector<SweepChannel> channels;  ///< by rising excitation density
    double common_scatter = 0.0;         ///< of the strongest channel, 1 sigma
};

/// Nothing where the map has fewer than two PL channels of different density with `_rel` layers, or too few
/// healthy dies (100) to learn from.
[[nodiscard]] std::optional<Sweep> learn_sweep(const DieMap& map, std::span<const Channel> channels,
                                               const LeakSettings& settings);

/// Adds or replaces the layers of kLeakLayers in `map`; removes them where learn_sweep gives nothing.
/// Deterministic for any number of threads. The number of leaky dies.
std::int64_t find_leaks(DieMap& map, std::span<const Channel> channels, const LeakSettings& settings);

/// The smallest leak that is found, as the largest shunt resistance: one that dims a healthy die's light at
/// `excitation_w_cm2` by `limit_sigmas` of scatter and noise of the weakest channel. Noise is scaled as that
/// of counted photons at the same exposure.
[[nodiscard]] double detection_limit_ohm(const Sweep& sweep, double excitation_w_cm2);

/// A die's light against excitation density with the model beside it, relative to healthy dies at the
/// weakest density of the scan, per exposure time: on double logarithmic axes its slope is k.
struct LeakCurve {
    struct Point {
        double excitation_w_cm2 = 0.0;
        double light = 0.0;
        double sigma = 0.0;
    };
    std::vector<Point> measured;
    std::vector<double>
        excitation_w_cm2;  ///< of the curves, evenly in decades, beyond the scan's by a factor 3
    std::vector<double> healthy;
    std::vector<double> model;  ///< with the die's leak; as healthy where it has none
    std::optional<LeakEstimate> leak;
};

/// Throws Error(usage) for a cell outside of the map.
[[nodiscard]] LeakCurve leak_curve(const DieMap& map, const Sweep& sweep, std::size_t cell,
                                   std::size_t points = 60);

}  // namespace waferglow
