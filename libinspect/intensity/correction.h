// SPDX-License-Identifier: GPL-3.0-or-later
// From raw camera values to light: dark level, flat field, defective pixels.
//
// corrected = (raw - dark) * gain, in DN of a pixel of median sensitivity. Dark is the mean dark frame, one
// 16-bit value a pixel; gain is median(flat - dark) / (flat - dark), because `flat` is a raw frame with its
// dark level still in it. Gain is kept as 15-bit fixed point in units of `gain_unit()`, so that a tile and
// its correction are 6 bytes a pixel (error of a gain: below 5e-5 of a typical one).
//
// Defective pixels are hot or cold in the dark frame (more than 8 robust sigmas and 4 DN off their
// neighbourhood's median) or too far from the flat's neighbourhood (gain outside 0.3 to 3, or saturated
// there). They are patched in the tile beforehand, so that the pass over the pixels has no branch.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/image.h"

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

/// A pixel that doesn't measure light.
struct DefectivePixel {
    std::int32_t y = 0;
    std::int32_t x = 0;
    friend auto operator<=>(const DefectivePixel&, const DefectivePixel&) = default;
};

/// The correction of one camera. Immutable, thread-safe.
class PixelCorrection {
  public:
    [[nodiscard]] int width() const { return dark_.width(); }
    [[nodiscard]] int height() const { return dark_.height(); }
    [[nodiscard]] std::uint16_t saturation_dn() const { return saturation_dn_; }
    /// Dark level, DN. At defective pixels: that of their neighbours.
    [[nodiscard]] ImageView dark() const { return dark_.view(); }
    /// Gain in units of gain_unit(); at most 32767.
    [[nodiscard]] ImageView gain() const { return gain_.view(); }
    [[nodiscard]] float gain_unit() const { return gain_unit_; }
    /// Corrected value of a raw one at pixel (x, y), DN.
    [[nodiscard]] float corrected(int x, int y, int raw_dn) const {
        return static_cast<float>(raw_dn - dark_.row(y)[x]) *
               (static_cast<float>(gain_.row(y)[x]) * gain_unit_);
    }
    /// In rising order of (y, x).
    [[nodiscard]] std::span<const DefectivePixel> defects() const { return defects_; }

    /// Gives every defective pixel of a raw tile the value with which its corrected one is the mean of its
    /// good neighbours (the ring of 8, the ring of 16 where none of those is good). Doing it twice changes
    /// nothing. Throws Error(input) where the tile's size is not the camera's.
    void patch(Image& tile) const;

  private:
    friend PixelCorrection make_correction(const CameraInfo& camera, const Image* dark, const Image* flat);
    PixelCorrection() = default;

    struct Patch {
        DefectivePixel at;
        std::uint32_t first = 0;  // of its good neighbours in neighbours_
        std::uint32_t count = 0;
    };
    void find_neighbours(const std::vector<std::uint8_t>& defective);

    Image dark_;
    Image gain_;
    float gain_unit_ = 1.0F;
    std::uint16_t saturation_dn_ = 0;
    std::vector<DefectivePixel> defects_;
    std::vector<Patch> patches_;
    std::vector<DefectivePixel> neighbours_;
};

/// Makes the correction of `camera` from a mean dark frame and a raw flat frame; either may be missing
/// (nullptr: dark level 0, gain 1). Throws Error(input) where their size is not the camera's, and where the
/// flat frame is saturated or not brighter than the dark one in the median, or so in more than a twentieth
/// of its pixels, or uneven as a picture of dies is.
[[nodiscard]] PixelCorrection make_correction(const CameraInfo& camera, const Image* dark, const Image* flat);

}  // namespace waferglow
