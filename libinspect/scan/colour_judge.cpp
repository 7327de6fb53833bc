// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/colour_judge.h"

#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

using colour::ColourEvidence;
using colour::ColourLayers;
using colour::ColourResult;

std::span<const float> values_of(const DieMap& map, const std::string& name) {
    const Layer* layer = map.find(name);
    return layer == nullptr ? std::span<const float>() : std::span<const float>(layer->values);
}

ColourLayers layers_of(const DieMap& map, const Channel& light, const Channel& filtered) {
    return {.light_dn = values_of(map, layer_name(light, Quantity::sum)),
            .light_noise_dn = values_of(map, layer_name(light, Quantity::noise)),
            .light_tile = values_of(map, tile_layer_name(light)),
            .colour_dn = values_of(map, layer_name(filtered, Quantity::sum)),
            .colour_noise_dn = values_of(map, layer_name(filtered, Quantity::noise)),
            .colour_tile = values_of(map, tile_layer_name(filtered)),
            .light_saturated_px = values_of(map, layer_name(light, Quantity::saturated_px)),
            .colour_saturated_px = values_of(map, layer_name(filtered, Quantity::saturated_px)),
            .peak_nm = values_of(map, kPeakWavelengthLayer),
            .fwhm_nm = values_of(map, kFwhmLayer)};
}

colour::TilePlaces places_of(const TakenTiles& tiles) {
    colour::TilePlaces places{.middles = {},
                              .pose = tiles.pose,
                              .half_width_um = 0.5 * tiles.camera.width_px * tiles.camera.pixel_um,
                              .half_height_um = 0.5 * tiles.camera.height_px * tiles.camera.pixel_um};
    for (const LedgerEntry& tile : tiles.ledger)
        places.middles.push_back({tile.reported.x + tile.shift_x_um, tile.reported.y + tile.shift_y_um});
    return places;
}

/// Why it can't be asked for at all; empty: it can.
std::string missing_part(const ColourLayers& layers, const TakenTiles& tiles) {
    for (const std::span<const float> layer :
         {layers.light_dn, layers.light_noise_dn, layers.light_tile, layers.colour_dn, layers.colour_noise_dn,
          layers.colour_tile}) {
        if (layer.empty()) return "the light of the two channels, its noise or its tiles are not in the file";
    }
    return tiles.ledger.empty() ? "the places of the tiles are not known" : "";
}

}  // namespace

void judge_colours(const Judgement& wafer) {
    for (std::size_t i = 0; i < wafer.channels.size(); ++i) {
        const Channel& filtered = wafer.channels[i];
        if (!can(filtered, &ChannelKindInfo::colour)) continue;
        ColourEvidence& evidence =
            wafer.evaluation.colours.emplace_back(ColourEvidence{filtered.name, filtered.of, {}});
        const Channel& light = wafer.channels[unfiltered_of(wafer.channels, i)];
        const ColourLayers layers = layers_of(wafer.map, light, filtered);
        evidence.summary.fault = missing_part(layers, wafer.tiles);
        if (!evidence.summary.fault.empty()) continue;
        const bool timed = light.exposure_ms > 0.0 && filtered.exposure_ms > 0.0;
        ColourResult found =
            colour::measure_colours(layers, wafer.map.grid(), places_of(wafer.tiles),
                                    {.filter = wafer.recipe.colour.filter(),
                                     .exposure_ratio = timed ? filtered.exposure_ms / light.exposure_ms : 1.0,
                                     .tolerance_nm = wafer.recipe.rules.wavelength_tolerance_nm});
        evidence.summary = std::move(found.summary);
        if (!evidence.summary.fault.empty()) continue;
        const std::array<std::vector<float>*, kColourJudged.size()> values{&found.wavelength_nm,
                                                                           &found.sigma_nm, &found.score};
        for (std::size_t k = 0; k < kColourJudged.size(); ++k) {
            const DerivedLayer& line = derived_layer(kColourJudged[k]);
            wafer.map.add(colour_layer_name(wafer.channels, i, line.name), line.unit, line.title).values =
                std::move(*values[k]);
        }
    }
}

}  // namespace waferglow
