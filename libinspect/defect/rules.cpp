// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/defect/rules.h"

#include "libinspect/base/parallel.h"
#include "libinspect/defect/die_evidence.h"

#include <algorithm>
#include <cmath>

namespace waferglow {
namespace {

constexpr std::size_t kBlockCells = std::size_t{1} << 18U;

Bin judge(const DieEvidence& die, const BinRules& rules) {
    if (die.strong < rules.dead_below) return Bin::dead;
    const bool judged_by_ratio = die.ratio_sigma <= rules.max_ratio_sigma;
    if (judged_by_ratio && die.ratio < *rules.leaky_below) return Bin::leaky;
    const bool dim = die.strong < *rules.weak_below;
    if (dim && !judged_by_ratio) return Bin::weak;
    if (std::abs(die.wavelength_deviation_nm) > *rules.wavelength_tolerance_nm) return Bin::wavelength;
    if (die.nonuniformity > *rules.nonuniformity_above) return Bin::nonuniform;
    if (dim) return Bin::covered;
    if (die.saturated_px > rules.saturated_px_above) return Bin::saturated;
    if (die.strong > rules.bright_above) return Bin::bright;
    return Bin::good;
}

}  // namespace

std::vector<std::uint8_t> bin_dies(const DieMap& map, std::span<const Channel> channels,
                                   const BinRules& rules) {
    const EvidenceReader evidence(map, channels);
    std::vector<std::uint8_t> bins(map.grid().cells(), kNoBinCode);
    parallel_blocks(bins.size(), kBlockCells, [&](std::size_t begin, std::size_t end) {
        for (std::size_t cell = begin; cell < end; ++cell) {
            const DieEvidence die = evidence.at(cell);
            if (!std::isnan(die.strong)) bins[cell] = static_cast<std::uint8_t>(judge(die, rules));
        }
    });
    return bins;
}

std::array<std::int64_t, 256> count_bins(std::span<const std::uint8_t> bins) {
    std::array<std::int64_t, 256> counts{};
    for (const std::uint8_t bin : bins) ++counts[bin];
    return counts;
}

}  // namespace waferglow
