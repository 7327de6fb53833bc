// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/defect/rules.h"

#include "libinspect/base/parallel.h"
#include "libinspect/defect/die_evidence.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/map/large_vector.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kBlockCells = std::size_t{1} << 18U;
constexpr double kCoveredSigmas = 3.5;
constexpr double kLeastCovered = 0.5;  // half of the light gone under weak excitation is no matter of noise

/// A dim die whose ratio lies below this is leaky.
double covered_limit(const DieEvidence& die, const BinRules& rules) {
    const double noise = std::hypot(*rules.ratio_spread, static_cast<double>(die.ratio_sigma));
    return std::max(kLeastCovered, std::min(rules.covered_above, 1.0 - kCoveredSigmas * noise));
}

/// The failing bin with a cause of its own, or `good`.
Bin find_fault(const DieEvidence& die, const BinRules& rules) {
    const auto strong = static_cast<double>(die.strong);
    if (strong < rules.dead_below) return Bin::dead;
    const bool dim = strong < *rules.weak_below;
    if (static_cast<double>(die.leak_ratio_sigma) <= rules.max_ratio_sigma &&
        static_cast<double>(die.leak_ratio) < *rules.leaky_below &&
        !(rules.forgiven_above && strong >= *rules.forgiven_above))
        return Bin::leaky;
    if (static_cast<double>(die.ratio_sigma) <= rules.max_ratio_sigma) {
        if (dim && static_cast<double>(die.ratio) < covered_limit(die, rules)) return Bin::leaky;
    } else if (dim) {
        return Bin::weak;
    }
    if (std::abs(die.wavelength_deviation_nm) > *rules.wavelength_tolerance_nm) return Bin::wavelength;
    if (die.colour_score > 1.0F) return Bin::wavelength;
    if (die.nonuniformity > *rules.nonuniformity_above) return Bin::nonuniform;
    return Bin::good;
}

Bin name_sound_die(const DieEvidence& die, const BinRules& rules) {
    if (die.strong < *rules.weak_below) return Bin::covered;
    if (die.saturated_px > rules.saturated_px_above) return Bin::saturated;
    if (die.strong > *rules.bright_above) return Bin::bright;
    return Bin::good;
}

/// A custom bin beside the layer that it looks at.
struct CustomRule {
    const CustomBin* bin;
    const float* values;

    [[nodiscard]] bool takes(std::size_t cell) const {
        const auto value = static_cast<double>(values[cell]);
        return (bin->below && value < *bin->below) || (bin->above && value > *bin->above);
    }
};

std::uint8_t judge(std::size_t cell, const DieEvidence& die, const BinRules& rules,
                   const std::vector<CustomRule>& custom) {
    const Bin fault = find_fault(die, rules);
    if (fault != Bin::good) return static_cast<std::uint8_t>(fault);
    for (const CustomRule& rule : custom) {
        if (rule.takes(cell)) return rule.bin->code;
    }
    return static_cast<std::uint8_t>(name_sound_die(die, rules));
}

}  // namespace

std::vector<std::string> rule_layers(std::span<const Channel> channels, const BinRules& rules) {
    std::vector<std::string> names;
    for (const Channel& channel : channels) {
        if (!can(channel, &ChannelKindInfo::judged)) continue;
        names.push_back(relative_layer_name(channel));
        for (const Quantity quantity :
             {Quantity::sum, Quantity::noise, Quantity::nonuniformity, Quantity::saturated_px})
            names.push_back(layer_name(channel, quantity));
    }
    names.emplace_back(kPeakWavelengthLayer);
    for (std::string& name : colour_score_layers(channels)) names.push_back(std::move(name));
    for (const CustomBin& bin : rules.custom) {
        if (std::ranges::find(names, bin.layer) == names.end()) names.push_back(bin.layer);
    }
    return names;
}

std::vector<std::uint8_t> bin_dies(const DieMap& map, std::span<const Channel> channels,
                                   const BinRules& rules) {
    const EvidenceReader evidence(map, channels, rules.operating_w_cm2);
    std::vector<CustomRule> custom;
    for (const CustomBin& bin : rules.custom) custom.push_back({&bin, map.at(bin.layer).values.data()});
    std::vector<std::uint8_t> bins = large_vector(map.grid().cells(), kNoBinCode);
    parallel_blocks(bins.size(), kBlockCells, [&](std::size_t begin, std::size_t end) {
        for (std::size_t cell = begin; cell < end; ++cell) {
            const DieEvidence die = evidence.at(cell);
            if (std::isnan(die.strong)) continue;
            // Were only those judged that fail anyway, places with a lost tile would show no good die.
            if (!die.half_known) bins[cell] = judge(cell, die, rules, custom);
        }
    });
    return bins;
}

std::vector<BinDefinition> bin_definitions(const BinRules& rules) {
    std::vector<BinDefinition> definitions;
    for (const BinInfo& info : kBins) {
        const auto code = static_cast<std::uint8_t>(info.bin);
        definitions.push_back({code, info.name, info.rgb, rules.passes[code], info.description});
    }
    for (const CustomBin& bin : rules.custom) {
        std::string description = bin.layer;
        if (bin.below) description += fmt::format(" under {}", *bin.below);
        if (bin.below && bin.above) description += " or";
        if (bin.above) description += fmt::format(" over {}", *bin.above);
        definitions.push_back({bin.code, bin.name, bin.rgb, rules.passes[bin.code], std::move(description)});
    }
    return definitions;
}

std::array<std::int64_t, 256> count_bins(std::span<const std::uint8_t> bins) {
    std::array<std::int64_t, 256> counts{};
    std::mutex mutex;
    parallel_blocks(bins.size(), kBlockCells, [&](std::size_t begin, std::size_t end) {
        std::array<std::int64_t, 256> block{};
        for (const std::uint8_t bin : bins.subspan(begin, end - begin)) ++block[bin];
        const std::lock_guard lock(mutex);  // whole numbers: any order gives the same sum
        for (std::size_t code = 0; code < counts.size(); ++code) counts[code] += block[code];
    });
    return counts;
}

double yield_of(const std::array<std::int64_t, 256>& counts, const BinRules& rules) {
    std::int64_t binned = 0;
    std::int64_t passing = 0;
    for (std::size_t code = 0; code < counts.size(); ++code) {
        if (code == kNoBinCode) continue;
        binned += counts[code];
        if (rules.passes[code]) passing += counts[code];
    }
    return binned == 0 ? std::numeric_limits<double>::quiet_NaN()
                       : static_cast<double>(passing) / static_cast<double>(binned);
}

}  // namespace waferglow
