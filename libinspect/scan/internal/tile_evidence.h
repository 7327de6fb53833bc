// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a finished tile to judge it by, once all tiles are there.
#pragma once

#include "libinspect/intensity/frame_look.h"
#include "libinspect/registration/tile_registration.h"
#include "libinspect/scan/tile_record.h"

#include <cstdint>

namespace waferglow {

/// The light of the dies that a tile owns, DN; 0 where it owns none.
struct DieLook {
    std::int64_t dies = 0;
    float bright = 0.0F;   ///< 95 % point
    float typical = 0.0F;  ///< 75 % point: lit, unless most are dark
    float noise = 0.0F;    ///< median of the stated noise
};

struct TileEvidence {
    bool written = false;  ///< all else holds only then
    FrameLook look;
    OutlineLight outline;
    TileBlur blur;
    DieLook dies;
    TileRegistration registration;
    DieRect rect;
    SpareDies spares;
};

[[nodiscard]] TileEvidence evidence_of(const TileRecord& record);

}  // namespace waferglow
