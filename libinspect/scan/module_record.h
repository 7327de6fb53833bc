// SPDX-License-Identifier: GPL-3.0-or-later
// The journal record of one image of a display module.
#pragma once

#include "libinspect/module/measure_tile.h"

#include <cstddef>
#include <span>
#include <vector>

namespace waferglow {

[[nodiscard]] std::vector<std::byte> encode_tile_light(const module::TileLight& light);
/// Throws Error(input) for bytes that are no such record.
[[nodiscard]] module::TileLight decode_tile_light(std::span<const std::byte> bytes);

}  // namespace waferglow
