// SPDX-License-Identifier: GPL-3.0-or-later
// Pilot tiles that can be believed: what is learnt from them counts for the whole wafer, so that a single
// overexposed frame among them would move every die's verdict.
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/intensity/correction.h"
#include "libinspect/registration/tile_registration.h"
#include "libinspect/scan/tile_source.h"

#include <cstddef>
#include <map>
#include <span>
#include <stop_token>
#include <vector>

namespace waferglow {

/// How pilot tiles are loaded.
struct PilotOptions {
    bool keep_going = false;  ///< those that can't be read are replaced
    std::stop_token stop;
};

/// Images of pilot tiles. `views` belong to `chosen`, positions in the list of tiles asked of.
struct PilotFrames {
    std::vector<std::size_t> chosen;
    std::vector<ImageView> views;
    std::map<std::size_t, Image> kept;  ///< of tiles that the source does not keep itself
};

struct PilotRequest {
    std::size_t count = 16;                       ///< pilots wanted
    const PixelCorrection* correction = nullptr;  ///< patches them where given
    bool keep_going = false;                      ///< a tile that can't be read is passed over
};

/// Loads pilots out of `tiles` (of one channel), spread as choose_pilots does. Where one looks unlike the
/// others (oddity_of), more are looked at to tell which are typical, and odd ones are replaced; where all are
/// sound the choice is that of choose_pilots. Throws what the source throws, Error(cancelled) where stopped.
[[nodiscard]] PilotFrames load_pilots(TileSource& source, std::span<const std::size_t> tiles,
                                      const RegistrationSetup& setup, const PilotRequest& request,
                                      const std::stop_token& stop);

}  // namespace waferglow
