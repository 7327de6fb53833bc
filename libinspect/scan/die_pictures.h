// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the dies that people want to see: after the verdicts, from tiles that are loaded once more.
#pragma once

#include "libinspect/appearance/die_pictures.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/recipe/recipe.h"
#include "libinspect/scan/tile_source.h"
#include "libinspect/store/wafer_content.h"

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace waferglow {

/// Positions of the channels that pictures are cut from: those that show the appearance, then PL by the
/// strongest and by the weakest light. None: no channel shows it, or the recipe wants no pictures. A source
/// that would have to take tiles anew keeps those of these channels.
[[nodiscard]] std::vector<std::size_t> picture_channels(std::span<const Channel> channels,
                                                        const Recipe& recipe);

/// A die that gets a picture.
struct PicturedDie {
    DieIndex die;
    float sigma = kNoData;           ///< of the strongest finding; NaN: none
    std::vector<std::int32_t> tile;  ///< that shows its finding, of each channel of the wafer; -1: any does
};

/// At most `most` dies of a judged wafer: those with findings that fail, then those with findings that pass,
/// each by the strongest finding; with what room is left those that fail without a finding, evenly over the
/// wafer. Equals in reading order.
[[nodiscard]] std::vector<PicturedDie> dies_to_picture(const WaferFile& file, std::size_t most);

struct PictureOutcome {
    std::optional<appearance::DiePictures> pictures;  ///< none: nothing to be shown
    std::string note;                                 ///< what people should know; empty: nothing
};

/// `lattices`: where the dies lie in each tile of the job; those of tiles that don't count have no size of a
/// die. Only tiles that show such a die are loaded, each once; one that can't be had leaves its dies without
/// a picture. Memory: a tile a thread and the pictures, none above 96 px a side. The same for any number of
/// threads. Where stopped, no pictures.
[[nodiscard]] PictureOutcome cut_pictures(TileSource& source, std::span<const TileLattice> lattices,
                                          const WaferFile& file, const Recipe& recipe,
                                          const std::stop_token& stop);

}  // namespace waferglow
