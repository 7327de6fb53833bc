// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of dies as grey values for screens and paper.
#pragma once

#include "libinspect/appearance/die_pictures.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow::appearance {

/// The light that is black and the light that is white: the same in all pictures of a channel, so that they
/// can be compared.
struct GreyScale {
    double low_dn = 0.0;
    double high_dn = 1.0;
};

/// Between the darkest and the brightest per cent of the pixels, and at least from half to once and a half of
/// a good die's light, so that dark dies look dark where all pictures are of dark ones.
[[nodiscard]] GreyScale grey_scale_of(const ChannelPictures& channel);

/// One picture, row-major, 0 black to 255 white; empty: the channel doesn't show the die.
[[nodiscard]] std::vector<std::uint8_t> grey_of(const DiePictures& pictures, const ChannelPictures& channel,
                                                const GreyScale& scale, std::size_t picture);

}  // namespace waferglow::appearance
