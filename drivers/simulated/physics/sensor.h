// SPDX-License-Identifier: GPL-3.0-or-later
// A camera sensor: expected electrons in, noisy 16-bit frames out.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/image.h"

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow::simulated {

/// Electrons are those detected: quantum efficiency is in them already.
struct SensorSettings {
    double gain_dn_per_e = 1.0;
    double read_noise_e = 1.9;
    double offset_dn = 100.0;
    double fixed_pattern_dn = 2.1;  ///< sd of the offset from pixel to pixel
    double prnu = 0.0125;           ///< sd of the sensitivity from pixel to pixel, relative
    double hot_share = 1.6e-5;      ///< share of pixels with a large dark signal
    double hot_min_dn = 300.0;      ///< that dark signal, uniform; it has shot noise too
    double hot_max_dn = 850.0;
    double full_well_e = 0.0;  ///< electrons a pixel holds; 0: more than the converter can tell
    friend bool operator==(const SensorSettings&, const SensorSettings&) = default;
};

/// How one exposure differs from the sensor's nominal one.
struct ExposureFactors {
    double gain = 1.0;  ///< amplification on top of gain_dn_per_e; the offset does not change
    double dark = 1.0;  ///< of hot pixels: exposure time over the nominal one
};

/// One sensor with its fixed pattern, drawn from a seed. Immutable, thread-safe; a frame depends on its
/// number only.
class Sensor {
  public:
    /// Throws Error(input) on sizes or settings that make no sense.
    Sensor(const CameraInfo& camera, const SensorSettings& settings, std::uint64_t seed);

    /// One exposure: Poisson noise of light and of hot pixels, read noise, gain, offset, rounding, clipping.
    /// `electrons`: expected by a pixel of mean sensitivity, row-major, width * height.
    [[nodiscard]] Image expose(std::span<const float> electrons, std::uint64_t frame) const;
    /// The same into `image`, whose memory is used again.
    void expose(std::span<const float> electrons, std::uint64_t frame, const ExposureFactors& factors,
                Image& image) const;

    /// The mean of `frames` exposures, rounded to whole DN, with the noise of the mean in normal
    /// approximation. `number` tells one mean frame from another.
    [[nodiscard]] Image mean_frame(std::span<const float> electrons, int frames, std::uint64_t number,
                                   const ExposureFactors& factors = {}) const;

    [[nodiscard]] std::size_t size_px() const { return offset_dn_.size(); }

  private:
    void check_size(std::span<const float> electrons) const;
    [[nodiscard]] std::uint16_t digitise(double dn) const;

    CameraInfo camera_;
    SensorSettings settings_;
    std::uint64_t seed_;
    std::vector<float> offset_dn_;
    std::vector<float> sensitivity_;  // relative
    struct HotPixel {
        std::size_t at = 0;
        double electrons = 0.0;
    };
    std::vector<HotPixel> hot_;  // ascending by position
};

}  // namespace waferglow::simulated
