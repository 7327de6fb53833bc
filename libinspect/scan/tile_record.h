// SPDX-License-Identifier: GPL-3.0-or-later
// What one finished tile leaves behind: how its image looked, where it lay, and the numbers of its dies. One
// journal record each.
#pragma once

#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/frame_look.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/registration/tile_registration.h"
#include "libinspect/scan/outline_light.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// A die that a tile shows whole and another tile owns: compared with what that one measured, and taken where
/// the owner is refused or can't be read. Plain numbers without padding.
struct SpareDie {
    DieIndex die;
    std::array<float, kQuantities> values{};
};

/// Results of one tile. `values[q]` holds quantity q of the dies of `rect`, row-major; NaN where the tile
/// does not own the die or could not measure it.
struct TileRecord {
    std::uint32_t tile = 0;  ///< position in ScanJob::tiles
    FrameLook look;
    OutlineLight outline;
    TileRegistration registration;
    DieRect rect;
    std::array<std::vector<float>, kQuantities> values;
    std::vector<SpareDie> spares;  ///< in reading order
    std::string remark;            ///< how it was taken, for the ledger; empty: nothing to say
};

/// The record as bytes, host byte order; `decode_tile_record` reads it back. Throws Error(input) where the
/// bytes are not a record.
[[nodiscard]] std::vector<std::byte> encode_tile_record(const TileRecord& record);
[[nodiscard]] TileRecord decode_tile_record(std::span<const std::byte> bytes);

}  // namespace waferglow
