// SPDX-License-Identifier: GPL-3.0-or-later
// The layers that a channel of a scan fills, and their names in files and on the command line.
#pragma once

#include "libinspect/geometry/channel.h"
#include "libinspect/map/die_map.h"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// What is measured of each die in each channel, in the order in which it is stored.
enum class Quantity { sum, background, noise, nonuniformity, saturated_px, hot_px };
inline constexpr std::size_t kQuantities = 6;

struct QuantityInfo {
    const char* suffix;  ///< layer name: channel name + suffix
    const char* unit;
    const char* title;  ///< for people, after the channel's name
};

inline constexpr std::array<QuantityInfo, kQuantities> kQuantityInfo{{
    {"", "DN", "light of the die, corrected and without background"},
    {"_background", "DN/px", "background beside the die"},
    {"_noise", "DN", "noise of the die's light, 1 sigma"},
    {"_nonuniformity", "", "variation inside the die beyond noise, coefficient of variation"},
    {"_saturated_px", "px", "saturated pixels of the die"},
    {"_hot_px", "px", "defective camera pixels of the die"},
}};

/// Name of the layer of `quantity` in `channel`: "pl_low", "pl_low_background", ...
[[nodiscard]] std::string layer_name(const Channel& channel, Quantity quantity);

/// Name of the layer of intensity relative to the healthy neighbourhood: "pl_low_rel".
[[nodiscard]] std::string relative_layer_name(const Channel& channel);

/// Every layer that is named after the channel, its own first.
[[nodiscard]] std::vector<std::string> layer_names(const Channel& channel);

/// Why a channel can't be called so beside `others`: not letters, digits and '_' (the name becomes part of
/// layer names, HDF5 paths and CSV columns), or a layer of it would have the name of a derived layer, of a
/// column of every table, or of a layer of another channel, one of which would be lost. A sentence about the
/// name, "'pl_slope' is ..."; empty: it can.
[[nodiscard]] std::string channel_name_fault(const std::string& name, std::span<const Channel> others);

/// Throws Error(input) for the first channel that can't be called as it is.
void check_channel_names(std::span<const Channel> channels);

/// Adds the measured layers of every channel to `map`, filled with NaN.
void add_channel_layers(DieMap& map, const std::vector<Channel>& channels);

}  // namespace waferglow
