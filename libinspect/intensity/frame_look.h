// SPDX-License-Identifier: GPL-3.0-or-later
// What a raw camera image looks like before anything is known of dies: enough to tell a frame that can't be
// like the others of its channel.
#pragma once

#include "libinspect/geometry/image.h"

#include <cstdint>
#include <span>

namespace waferglow {

/// Figures of some 16,000 pixels spread over an image so that they share no period with the dies. Plain
/// numbers without padding.
struct FrameLook {
    std::uint64_t digest = 0;      ///< of these pixels: equal for equal images
    float saturated_share = 0.0F;  ///< of the pixels, 0 to 1
    float least_dn = 0.0F;
    float dark_dn = 0.0F;    ///< a twentieth of the pixels is darker
    float bright_dn = 0.0F;  ///< a hundredth of the pixels is brighter
    float most_dn = 0.0F;
    /// A fifth of the differences of pixels side by side is smaller: noise, and edges where dies are small.
    float step_dn = 0.0F;

    [[nodiscard]] bool constant() const { return least_dn == most_dn; }
    [[nodiscard]] float contrast_dn() const { return bright_dn - dark_dn; }
};

/// `saturation_dn`: from here on a pixel is clipped. The image must have a pixel.
[[nodiscard]] FrameLook look_at_frame(const ImageView& image, std::uint16_t saturation_dn);

/// The median of each figure, of the frames that are not constant.
[[nodiscard]] FrameLook typical_look(std::span<const FrameLook> looks);

/// Why a frame can't be like typical ones of its channel.
enum class FrameOddity : std::uint8_t {
    none,
    constant,
    no_signal,
    overexposed,
    noise,
    too_bright,
    bright_throughout
};

/// Against `typical`: a fifth of its pixels and four times as many clipped; constant though that is not; four
/// times the steps between pixels, and such as white noise has for its contrast; three times the contrast; a
/// twentieth of its pixels far below the least that others have; all but a twentieth brighter than their
/// bright ones. Limits lie far beyond what gradients over the wafer, vignetting and partly filled tiles of
/// the rim do.
[[nodiscard]] FrameOddity oddity_of(const FrameLook& look, const FrameLook& typical);

}  // namespace waferglow
