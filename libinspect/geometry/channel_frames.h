// SPDX-License-Identifier: GPL-3.0-or-later
// Dark and flat frame of one channel, in place of those of all channels.
#pragma once

#include "libinspect/geometry/image.h"

#include <optional>

namespace waferglow {

struct ChannelFrames {
    std::optional<Image> dark;  ///< mean dark frame, DN
    std::optional<Image> flat;  ///< raw flat frame, its dark level still in it, DN

    [[nodiscard]] bool any() const { return dark || flat; }
};

}  // namespace waferglow
