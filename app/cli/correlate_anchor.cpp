// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/correlate_anchor.h"

#include "libinspect/base/error.h"
#include "libinspect/correlation/agreement_study.h"
#include "libinspect/correlation/el_anchor.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"

#include <optional>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

void add(AnchoredLayers& result, const DieGrid& grid, const Layer& pl, const AnchorFit& fit,
         const std::string& name, const DerivedLayer& predicted, const DerivedLayer& sigma) {
    AnchoredMap map = apply_anchor(fit, grid, pl.values);
    const std::string title = fmt::format("{} from {}", predicted.title, pl.name);
    result.layers.push_back({predicted.name, predicted.unit, title, std::move(map.predicted)});
    result.layers.push_back({sigma.name, sigma.unit, sigma.title, std::move(map.sigma)});
    result.json[name] = {{"from", pl.name},
                         {"probed", fit.dies},
                         {"outliers", fit.outliers},
                         {"sigma", fit.sigma},
                         {"pl_low", fit.range_low},
                         {"pl_high", fit.range_high},
                         {"terms", fit.weights.size()}};
    result.text += fmt::format("{} by {} probed dies ({} outliers): 1 sigma {:.4g} {}\n", title, fit.dies,
                               fit.outliers, fit.sigma, predicted.unit);
}

}  // namespace

AnchoredLayers anchor_el(const WaferFile& file, const ElJoin& join, const ElTable& el) {
    AnchoredLayers result;
    const DieGrid& grid = file.map.grid();
    if (!el.el_intensity.empty()) {
        const std::vector<float> values = values_by_cell(join, el.el_intensity);
        std::optional<AnchorFit> best;
        const Layer* best_layer = nullptr;
        for (const Channel& channel : file.channels) {
            const Layer* layer = can(channel, &ChannelKindInfo::judged)
                                     ? file.map.find(relative_layer_name(channel))
                                     : nullptr;
            if (layer == nullptr) continue;
            AnchorFit fit = fit_anchor(grid, layer->values, values);
            if (best && fit.sigma >= best->sigma) continue;
            best = std::move(fit);
            best_layer = layer;
        }
        if (best)
            add(result, grid, *best_layer, *best, "el_intensity", derived_layer(kElIntensityLayer),
                derived_layer(kElIntensitySigmaLayer));
    }
    const Layer* peak = file.map.find(kPeakWavelengthLayer);
    if (!el.wavelength_nm.empty() && peak != nullptr) {
        add(result, grid, *peak, fit_anchor(grid, peak->values, values_by_cell(join, el.wavelength_nm)),
            "el_wavelength", derived_layer(kElWavelengthLayer), derived_layer(kElWavelengthSigmaLayer));
    }
    if (result.layers.empty())
        throw Error(ErrorKind::input,
                    "--anchor: the EL file has no el_intensity, and no wavelength_nm for a wafer with "
                    "spectra; there is nothing to predict");
    return result;
}

}  // namespace waferglow::cli
