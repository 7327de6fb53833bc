// SPDX-License-Identifier: GPL-3.0-or-later
// From layers to bins: rules on a die's brightness under strong and weak excitation, its spectrum and its
// evenness.
//
// Why the ratio of two excitation densities tells a leak. A die under light is a solar cell at open circuit:
// a shunt takes the share f = V / (R_sh I_ph) of the photocurrent, and PL falls to r = (1 - f)^k of a good
// neighbour's, with k about 2 where non-radiative recombination rules (weak excitation) and about 1 where it
// does not. V hardly moves with light, so f falls as 1 / I_ph: the same shunt that darkens a die under weak
// light leaves it nearly normal under strong. A particle or residue on top dims every channel alike. Hence,
// with s and w the relative intensities under strong and weak excitation: w / s near 1 means a sound junction
// whatever s is, and w / s below 0.3 means that the shunt takes about half of the weak photocurrent (1 -
// sqrt(0.3) = 0.45), where devices begin to fail at low current. Damaged sidewalls (surface recombination)
// act likewise. A dead short still glows some percent. Sources: Augarten, Trupke et al. (2009) on shunts in
// PL images; Chin. Phys. B 25 (2016) 117803 on the glow that a short leaves (1.4 to 5 %).
//
// Thresholds that a recipe leaves out are resolved from the data, see `resolve_rules`.
#pragma once

#include "libinspect/defect/bins.h"
#include "libinspect/geometry/camera.h"
#include "libinspect/map/die_map.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace waferglow {

/// What a recipe may fix. Intensities are relative to healthy neighbours (1).
struct BinRules {
    double dead_below = 0.1;                        ///< strong intensity
    std::optional<double> weak_below;               ///< strong intensity
    std::optional<double> leaky_below;              ///< weak over strong intensity
    double bright_above = 1.3;                      ///< strong intensity
    std::optional<double> nonuniformity_above;      ///< coefficient of variation in the strongest channel
    std::optional<double> wavelength_tolerance_nm;  ///< distance from the surroundings
    double saturated_px_above = 0.0;                ///< clipped pixels in the strongest channel
    double max_ratio_sigma = 0.25;  ///< weak over strong is not judged where noisier than this
    std::array<bool, 256> passes = default_passes();

    [[nodiscard]] static constexpr std::array<bool, 256> default_passes() {
        std::array<bool, 256> passes{};
        for (const BinInfo& info : kBins) passes[static_cast<std::size_t>(info.bin)] = info.pass;
        return passes;
    }
    friend bool operator==(const BinRules&, const BinRules&) = default;
};

/// Fills in every threshold that `rules` leaves open:
/// - weak_below: where the density of healthy dies (normal, robust width) falls below that of the dim
/// outliers under
///   it, which makes the expected number of wrong verdicts least (minimum-error thresholding, Kittler and
///   Illingworth, Pattern Recognition 19 (1986) 41).
/// - leaky_below: 0.3, less where noise spreads the ratio of healthy dies so far (3.7 sigma below 1).
/// - nonuniformity_above: 8 robust sigmas and at least 0.25 above the median.
/// - wavelength_tolerance_nm: 6 robust sigmas, at least 1 nm.
/// `map` holds the `_rel` layers. Deterministic.
[[nodiscard]] BinRules resolve_rules(const DieMap& map, std::span<const Channel> channels, BinRules rules);

/// The bin code of every cell, 255 where the strongest channel has no value. `rules` as resolved.
[[nodiscard]] std::vector<std::uint8_t> bin_dies(const DieMap& map, std::span<const Channel> channels,
                                                 const BinRules& rules);

/// Dies in each bin code; code 255 counts cells without a bin.
[[nodiscard]] std::array<std::int64_t, 256> count_bins(std::span<const std::uint8_t> bins);

}  // namespace waferglow
