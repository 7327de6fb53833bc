// SPDX-License-Identifier: GPL-3.0-or-later
// Which classes can't be told on dies of this size in this camera: listed instead of counted as zero.
#pragma once

#include <string>
#include <vector>

namespace waferglow::appearance {

/// Names of default classes not resolved with so many pixels across the die's short side and, where the die
/// has fingers, across the thinnest of them (0: it has none).
[[nodiscard]] std::vector<std::string> classes_not_resolved(double short_side_px, double finger_px);

}  // namespace waferglow::appearance
