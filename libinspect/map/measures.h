// SPDX-License-Identifier: GPL-3.0-or-later
// What is measured of the dies in each channel: the one table of measures.
#pragma once

#include "libinspect/intensity/tile_measure.h"

#include <span>
#include <vector>

namespace waferglow {

/// In the order in which their planes are stored; intensity first.
[[nodiscard]] std::span<const Measure> measures();

/// The planes of all measures that apply to the channel, one after the other.
[[nodiscard]] std::vector<PlaneInfo> planes_of(const Channel& channel);

}  // namespace waferglow
