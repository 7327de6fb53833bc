// SPDX-License-Identifier: GPL-3.0-or-later
// Cells that never glow and recur like test structures do: a layout made from data, to be offered to people.
#pragma once

#include "libinspect/geometry/channel.h"
#include "libinspect/map/die_map.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// Dies without light at the same places of every field, or of whatever repeats `rows` by `cols` dies.
struct DarkPattern {
    std::int32_t rows = 0;
    std::int32_t cols = 0;
    std::vector<DieIndex> cells;  ///< in the order of the grid; empty: none recur
};

/// Looks for places in a repeating block of dies at which nearly no die glows: less than a twentieth of its
/// neighbours in every normalised channel. The block is the grid's field where it has fields, else the
/// smallest that dark dies repeat by, up to 120 rows and columns. Needs the relative layers of the channels;
/// without any there is no pattern.
[[nodiscard]] DarkPattern find_dark_pattern(const DieMap& map, std::span<const Channel> channels);

/// For people: what recurs and what can be done; empty without a pattern.
[[nodiscard]] std::string describe(const DarkPattern& pattern);

/// The layout of `map` with the cells of the pattern as test structures.
[[nodiscard]] WaferLayout with_pattern(const DieMap& map, const DarkPattern& pattern);

}  // namespace waferglow
