// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of a wafer as the rules see them: the evidence about one die.
#pragma once

#include "libinspect/geometry/channel.h"
#include "libinspect/map/die_map.h"
#include "libinspect/map/normalise_groups.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// NaN: not known. Comparisons with NaN are false, so what is not known raises no suspicion.
struct DieEvidence {
    float strong = kNoData;       ///< relative intensity in the PL channel of highest excitation density
    float ratio = kNoData;        ///< relative intensity in that of the lowest density over `strong`
    float ratio_sigma = kNoData;  ///< noise of the ratio, 1 sigma
    /// The same of the channel that tells best what a leak does at the operating point; `ratio` where the
    /// weakest is that.
    float leak_ratio = kNoData;
    float leak_ratio_sigma = kNoData;
    float wavelength_deviation_nm = kNoData;  ///< of its spectrum
    /// By images, over what is allowed, the largest of all colour channels; only where it has no spectrum.
    float colour_score = kNoData;
    float nonuniformity = kNoData;
    float saturated_px = kNoData;
    /// Strong light is known, that of a weaker channel it is compared with was not measured here.
    bool half_known = false;
};

/// Share of the operating current that a shunt may take: EL falls to (1 - f)^1.5, 0.72, where a shunt takes
/// the share f of it (exponent between that of non-radiative and of radiative recombination).
inline constexpr double kToleratedShare = 0.2;

/// Gathers the evidence of dies. Immutable, thread-safe; the map must outlive it.
class EvidenceReader {
  public:
    /// Throws Error(usage) where the strongest PL channel has no `_rel` layer, or there is no PL channel.
    /// Leaks are judged by the channel below the strongest whose ratio changes most with a shunt that takes
    /// kToleratedShare at `operating_w_cm2`; where such a shunt darkens the die in all of them, by that
    /// nearest to it.
    EvidenceReader(const DieMap& map, std::span<const Channel> channels, double operating_w_cm2);

    [[nodiscard]] DieEvidence at(std::size_t cell) const;
    [[nodiscard]] std::size_t cells() const { return map_->grid().cells(); }
    /// Excitation densities; equal where there is no second channel.
    [[nodiscard]] double strong_w_cm2() const { return strong_w_cm2_; }
    [[nodiscard]] double weak_w_cm2() const { return weak_.w_cm2; }
    [[nodiscard]] double leak_w_cm2() const { return leak_.w_cm2; }

  private:
    /// A channel that is compared with the strongest; no layers: none such.
    struct Weaker {
        const float* sum_dn = nullptr;
        const float* relative = nullptr;
        const float* noise_dn = nullptr;
        GroupTrends light;  // of healthy dies, DN
        double w_cm2 = 0.0;
    };
    [[nodiscard]] Weaker weaker_channel(const Channel& channel) const;
    static void compare(const Weaker& weaker, std::size_t cell, float strong, float& ratio, float& sigma);

    const DieMap* map_;
    const float* strong_ = nullptr;    // layers of the map; null where there is none
    const float* dark_sum_ = nullptr;  // set on a wafer too dark to be normalised
    const float* nonuniformity_ = nullptr;
    const float* saturated_px_ = nullptr;
    const float* wavelength_nm_ = nullptr;
    std::vector<const float*> colour_scores_;
    Weaker weak_;  // of lowest density
    Weaker leak_;  // by which leaks are judged
    double strong_w_cm2_ = 0.0;
    GroupTrends wavelength_trend_;
};

}  // namespace waferglow
