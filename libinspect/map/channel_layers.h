// SPDX-License-Identifier: GPL-3.0-or-later
// The layers that a channel of a scan fills, and their names in files and on the command line.
#pragma once

#include "libinspect/geometry/channel.h"
#include "libinspect/intensity/quantity.h"
#include "libinspect/map/die_map.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// Name of the layer of `quantity` in `channel`: "pl_low", "pl_low_background", ...
[[nodiscard]] std::string layer_name(const Channel& channel, Quantity quantity);

/// Name of the layer of intensity relative to the healthy neighbourhood: "pl_low_rel".
[[nodiscard]] std::string relative_layer_name(const Channel& channel);

/// Names of the layers that the planes of a channel become (planes_of), in their order.
[[nodiscard]] std::vector<std::string> measured_layers(const Channel& channel);

/// Name of a layer of kAppearanceMeasured or kAppearanceJudged of one of `channels`: of the first that shows
/// the appearance as it is, of others behind the channel's name.
[[nodiscard]] std::string appearance_layer_name(std::span<const Channel> channels, std::size_t channel,
                                                const char* layer);

/// Name of the layer that holds the tile, by its place in the ledger, that a die was read from; only of
/// channels that tell of colours (tells_colour).
[[nodiscard]] std::string tile_layer_name(const Channel& channel);

/// Name of a layer of kColourJudged of one of `channels`: of the first colour channel as it is, of others
/// behind the channel's name.
[[nodiscard]] std::string colour_layer_name(std::span<const Channel> channels, std::size_t channel,
                                            const char* layer);

/// Names of the kImageWavelengthScoreLayer of all colour channels.
[[nodiscard]] std::vector<std::string> colour_score_layers(std::span<const Channel> channels);

/// Every layer that may be named after a channel of that name, whatever its kind; its own first.
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
