// SPDX-License-Identifier: GPL-3.0-or-later
// `correlate --anchor`: EL intensity and wavelength predicted for every die from some probed ones.
#pragma once

#include "libinspect/correlation/el_join.h"
#include "libinspect/formats/el_table.h"
#include "libinspect/map/die_map.h"
#include "libinspect/store/wafer_content.h"

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace waferglow::cli {

struct AnchoredLayers {
    std::vector<Layer>
        layers;  ///< el_intensity_predicted, el_intensity_sigma, and the same of the wavelength
    nlohmann::ordered_json json;
    std::string text;
};

/// Predicts what the EL data have values of. PL of the intensity is the channel whose excitation is nearest
/// in effect: of all PL channels the one that leaves the least scatter. Throws Error(input) where EL has
/// neither an intensity nor a wavelength, or too few dies have both sides.
[[nodiscard]] AnchoredLayers anchor_el(const WaferFile& file, const ElJoin& join, const ElTable& el);

}  // namespace waferglow::cli
