// SPDX-License-Identifier: GPL-3.0-or-later
// From layers to bins: rules on a die's brightness under strong and weak excitation, its spectrum and its
// evenness.
//
// Why the ratio of two excitation densities tells a leak. A die under light is a solar cell at open circuit:
// a shunt takes the share f = V / (R_sh I_ph) of the photocurrent, and PL falls to r = (1 - f)^k of a good
// neighbour's, with k from 2 where non-radiative recombination rules (weak excitation) to 1 where it does
// not. V hardly moves with light, so f falls as 1 / I_ph: the same shunt that darkens a die under weak light
// leaves it nearly normal under strong. Damaged sidewalls (surface recombination) dim a die under both, under
// weak light more. A particle or residue on top dims both alike. Hence, with s and w the relative intensities
// under strong and weak excitation:
// - s dim and w / s below what noise makes of 1: something drains carriers. `leaky`.
// - s dim and w / s near 1: light is lost outside of the die, EL from the other side is sound. `covered`.
// - s normal and w / s small: a shunt. EL at the operating current feels the share f(weak) I_weak / I_oper
//   and forgives a mild one. `leaky` below `leaky_below`.
// A dead short still glows some percent, so `dead` begins above zero. Sources: Augarten, Trupke et al. (2009)
// on shunts in PL images; Chin. Phys. B 25 (2016) 117803 on the glow that a short leaves (1.4 to 5 %).
//
// Strong and weak are the PL channels of highest and lowest excitation density. Where there are more, a mild
// shunt is judged by the one whose ratio changes most about the operating point (EvidenceReader). The rules
// are asked in the order dead, leaky, weak, wavelength, nonuniform, then the recipe's own bins as listed,
// covered, saturated, bright; what remains is good. Thresholds that a recipe leaves out are resolved from the
// data, see `resolve_rules`.
#pragma once

#include "libinspect/defect/bins.h"
#include "libinspect/geometry/channel.h"
#include "libinspect/map/die_map.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// What a recipe may fix. Intensities are relative to healthy neighbours (1); `ratio` is weak over strong.
struct BinRules {
    double dead_below = 0.1;            ///< strong intensity
    std::optional<double> weak_below;   ///< strong intensity: below it a die is dim
    std::optional<double> leaky_below;  ///< ratio of any die, in the channel that leaks are judged by
    /// Strong intensity from which on a die below a `leaky_below` that says no more than dark is not leaky.
    /// Never a recipe's: it goes with the `leaky_below` that is found from the data.
    std::optional<double> forgiven_above;
    /// Ratio of a dim die: below it leaky, else covered. Lowered to 3.5 sigmas of the die's noise and
    /// `ratio_spread` below 1 where that is less, but never below 0.5.
    double covered_above = 0.85;
    std::optional<double> ratio_spread;  ///< of healthy dies beyond noise, 1 sigma
    double max_ratio_sigma = 0.25;       ///< a ratio noisier than this is not judged
    /// Excitation density whose photocurrent equals the operating current; counts up to the
    /// density of the strongest channel. The default is that of some 0.1 A/cm2 for wells that absorb a
    /// twentieth.
    double operating_w_cm2 = 5.0;
    std::optional<double> bright_above;             ///< strong intensity
    std::optional<double> nonuniformity_above;      ///< coefficient of variation in the strongest channel
    std::optional<double> wavelength_tolerance_nm;  ///< distance from the surroundings
    double saturated_px_above = 0.0;                ///< clipped pixels in the strongest channel
    std::array<bool, 256> passes = default_passes();
    std::vector<CustomBin> custom;

    [[nodiscard]] static constexpr std::array<bool, 256> default_passes() {
        std::array<bool, 256> passes{};
        for (const BinInfo& info : kBins) passes[static_cast<std::size_t>(info.bin)] = info.pass;
        return passes;
    }
    friend bool operator==(const BinRules&, const BinRules&) = default;
};

/// Names of the layers that the rules may read: those measured and made of each channel that is judged, peak
/// wavelengths, and those of the recipe's own bins.
[[nodiscard]] std::vector<std::string> rule_layers(std::span<const Channel> channels, const BinRules& rules);

/// Fills in every threshold that `rules` leaves open:
/// - weak_below: where the density of healthy dies (normal, robust width) falls below that of the dim
///   outliers under it, which makes the expected number of wrong verdicts least (minimum-error thresholding,
///   Kittler and Illingworth, Pattern Recognition 19 (1986) 41). With a single density not above what the
///   shunt of leaky_below leaves there, and 0.75 where that would be less.
/// - leaky_below: the ratio that a shunt leaves which takes a fifth of the operating current (EL falls to
///   about 0.7), but 4 sigmas of its noise at least (within 0.05 to 0.3): where such a shunt takes all of the
///   weak photocurrent, darkness is all that tells. Lower where noise spreads the ratio of healthy dies so
///   far (3.7 sigma), but not below the least error between them and one dark die in a hundred.
/// - forgiven_above: where the weak channel is darkened by shunts much milder than the mildest that EL does
/// not
///   forgive, the strong one tells them apart: leaks spread evenly over the logarithm, from those that darken
///   the weak channel to those that darken the strong one, and scattered like healthy dies, are as often
///   forgiven as not at this strong intensity. Open where none is.
/// - ratio_spread: what the spread of healthy ratios above 1 has beyond noise.
/// - bright_above: 6 robust sigmas, at least 1.3.
/// - nonuniformity_above: 8 robust sigmas and at least 0.25 above the median.
/// - wavelength_tolerance_nm: 6 robust sigmas, at least 1 nm.
/// `map` holds the `_rel` layers. Deterministic. Throws Error(usage) where there is no PL channel.
[[nodiscard]] BinRules resolve_rules(const DieMap& map, std::span<const Channel> channels, BinRules rules);

/// The bin code of every cell, 255 where the strongest channel has no value, and where a die would pass that
/// was not measured in a weaker channel it is compared with: half of the evidence makes no die good. On a
/// wafer too dark to have healthy dies those measured are `dead`. `rules` as resolved. Throws Error(usage)
/// for a custom bin on an unknown layer.
[[nodiscard]] std::vector<std::uint8_t> bin_dies(const DieMap& map, std::span<const Channel> channels,
                                                 const BinRules& rules);

/// All bins that `rules` knows, the built-in ones first.
[[nodiscard]] std::vector<BinDefinition> bin_definitions(const BinRules& rules);

/// Dies in each bin code; code 255 counts cells without a bin.
[[nodiscard]] std::array<std::int64_t, 256> count_bins(std::span<const std::uint8_t> bins);

/// Passing dies over dies that have a bin; NaN where none has.
[[nodiscard]] double yield_of(const std::array<std::int64_t, 256>& counts, const BinRules& rules);

}  // namespace waferglow
