// SPDX-License-Identifier: GPL-3.0-or-later
// What stands out on a die, as connected spots with their features.
#pragma once

#include "libinspect/appearance/class_rules.h"
#include "libinspect/appearance/die_fit.h"
#include "libinspect/appearance/filter_bank.h"
#include "libinspect/appearance/region_map.h"

#include <array>
#include <cstdint>
#include <vector>

namespace waferglow::appearance {

/// A spot on one die. Features that don't need the wafer are filled in.
struct Spot {
    DefectFeatures features;
    double x_um = 0.0;  ///< its middle from the die's centre, y up
    double y_um = 0.0;
    double angle_rad = 0.0;             ///< of its long axis, counter-clockwise from x, y up
    double rms_width_um = 0.0;          ///< of the spot about its long axis
    std::uint8_t part = kNoPart;        ///< of the metal that it covers most of
    TailGroup group = TailGroup::body;  ///< where it answers most strongly
    float score = 0.0F;                 ///< the strongest answer, in its group's sigmas
    float sensitivity = 1.0F;           ///< of the region there: the threshold is divided by it
};

/// What spots are told by.
struct SpotSearch {
    const PhaseSet* phases = nullptr;
    const RegionMap* regions = nullptr;
    const FilterWeights* weights = nullptr;
    std::array<float, kTailGroups> least{};  ///< answers from which on a spot is kept
    double pixel_um = 1.0;
};

/// Spots of the die that `fit` and `residual` are of, after map_answers; the strongest first, at most
/// eight. A spot is 8-connected above three fifths of the least answer and holds one above it. A bright spot
/// beside a dark one is one with it. Spots wholly in the street are left out.
[[nodiscard]] std::vector<Spot> find_spots(const SpotSearch& search, const DieFit& fit, float noise,
                                           FilterBuffers& buffers);

}  // namespace waferglow::appearance
