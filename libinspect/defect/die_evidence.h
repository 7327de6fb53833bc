// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of a wafer as the rules see them: the evidence about one die.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/map/die_map.h"
#include "libinspect/map/trend_surface.h"

#include <cstddef>
#include <span>
#include <string>

namespace waferglow {

/// NaN: not known. Comparisons with NaN are false, so what is not known raises no suspicion.
struct DieEvidence {
    float strong = kNoData;       ///< relative intensity in the PL channel of highest excitation density
    float ratio = kNoData;        ///< relative intensity in that of the lowest density over `strong`
    float ratio_sigma = kNoData;  ///< noise of the ratio, 1 sigma
    float wavelength_deviation_nm = kNoData;
    float nonuniformity = kNoData;
    float saturated_px = kNoData;
};

/// Gathers the evidence of dies. Immutable, thread-safe; the map must outlive it.
class EvidenceReader {
  public:
    /// Throws Error(usage) where the strongest PL channel has no `_rel` layer, or there is no PL channel.
    EvidenceReader(const DieMap& map, std::span<const Channel> channels);

    [[nodiscard]] DieEvidence at(std::size_t cell) const;
    [[nodiscard]] std::size_t cells() const { return map_->grid().cells(); }
    [[nodiscard]] bool has_ratio() const { return weak_ != nullptr; }
    /// Excitation densities; equal where there is no second channel.
    [[nodiscard]] double strong_w_cm2() const { return strong_w_cm2_; }
    [[nodiscard]] double weak_w_cm2() const { return weak_w_cm2_; }

  private:
    const DieMap* map_;
    const float* strong_ = nullptr;    // layers of the map; null where there is none
    const float* dark_sum_ = nullptr;  // set on a wafer too dark to be normalised
    const float* weak_ = nullptr;
    const float* weak_noise_dn_ = nullptr;
    const float* nonuniformity_ = nullptr;
    const float* saturated_px_ = nullptr;
    const float* wavelength_nm_ = nullptr;
    float weak_level_dn_ = 0.0F;  // median light of healthy dies in the weak channel
    double strong_w_cm2_ = 0.0;
    double weak_w_cm2_ = 0.0;
    TrendSurface wavelength_trend_;
};

/// Name of the layer of peak wavelengths.
inline constexpr const char* kPeakWavelengthLayer = "peak_wavelength_nm";

}  // namespace waferglow
