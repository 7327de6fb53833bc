// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/picture_grey.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>

namespace waferglow::appearance {

GreyScale grey_scale_of(const ChannelPictures& channel) {
    constexpr std::size_t kPixels = 200'000;
    constexpr double kTail = 0.01;
    std::vector<std::uint16_t> some;
    const std::size_t step = std::max<std::size_t>(1, channel.pixels.size() / kPixels);
    for (std::size_t i = 0; i < channel.pixels.size(); i += step) {
        if (channel.pixels[i] != kNoPicturePixel) some.push_back(channel.pixels[i]);
    }
    GreyScale scale{.low_dn = 0.5 * channel.level_dn, .high_dn = 1.5 * channel.level_dn};
    if (!some.empty()) {
        const auto dn = [&](double share) {
            return static_cast<double>(value_of_share(some, share)) + kPictureOffset_dn;
        };
        scale.low_dn = std::min(scale.low_dn, dn(kTail));
        scale.high_dn = std::max(scale.high_dn, dn(1.0 - kTail));
    }
    if (!(scale.high_dn > scale.low_dn)) scale.high_dn = scale.low_dn + 1.0;
    return scale;
}

std::vector<std::uint8_t> grey_of(const DiePictures& pictures, const ChannelPictures& channel,
                                  const GreyScale& scale, std::size_t picture) {
    if (channel.tile[picture] < 0) return {};
    std::vector<std::uint8_t> grey;
    grey.reserve(pictures.pixels_each());
    for (const std::uint16_t pixel : pictures.of(channel, picture)) {
        const double dn = static_cast<double>(pixel) + kPictureOffset_dn;
        const double share = (dn - scale.low_dn) / (scale.high_dn - scale.low_dn);
        grey.push_back(pixel == kNoPicturePixel
                           ? std::uint8_t{0}
                           : static_cast<std::uint8_t>(std::lround(255.0 * std::clamp(share, 0.0, 1.0))));
    }
    return grey;
}

}  // namespace waferglow::appearance
