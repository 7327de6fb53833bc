// SPDX-License-Identifier: GPL-3.0-or-later
// In which order the channels of a scan are worked on.
#pragma once

#include "libinspect/geometry/camera.h"

#include <cstddef>
#include <span>
#include <vector>

namespace waferglow {

/// Positions of the channels, brightest first: PL by falling dose (excitation density times exposure), then
/// the other kinds; of equals the first one listed comes first.
[[nodiscard]] std::vector<std::size_t> strongest_first(std::span<const Channel> channels);

}  // namespace waferglow
