// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a tile as bytes, for the journal of a scan.
#pragma once

#include "libinspect/appearance/tile_look.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow::appearance {

/// Number of the layout. It changes with the layout, and with what the numbers mean.
inline constexpr std::uint32_t kTileLookSchema = 1;

/// In host byte order; `decode_tile_look` reads it back. Throws Error(input) where the bytes are no look of a
/// tile, or one of another layout.
[[nodiscard]] std::vector<std::byte> encode_tile_look(const TileLook& look);
[[nodiscard]] TileLook decode_tile_look(std::span<const std::byte> bytes);

}  // namespace waferglow::appearance
