// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/module_keys.h"

#include "libinspect/formats/internal/wafer_keys.h"

#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kMostPixels = 1e6;  // in a row or a column
constexpr double kLeastSide_um = 1e-3;

/// A list of the rows or columns where sub-panels begin.
Key<Module> panel_key(std::vector<std::int32_t> Module::*member, KeyInfo info) {
    info.kind = ValueKind::numbers;
    info.least = 0;
    info.most = kMostPixels;
    info.presence = Presence::optional;
    return {.info = std::move(info),
            .get =
                [member](const Module& module) {
                    const std::vector<std::int32_t>& begins = module.*member;
                    return std::vector<double>(begins.begin(), begins.end());
                },
            .set =
                [member](Module& module, const KeyValue& value) {
                    std::vector<std::int32_t>& begins = module.*member;
                    begins.clear();
                    for (const double begin : std::get<std::vector<double>>(value)) {
                        if (begin != std::floor(begin))
                            throw Error(ErrorKind::input,
                                        fmt::format("must be whole numbers, {} is none", begin));
                        begins.push_back(static_cast<std::int32_t>(begin));
                    }
                }};
}

}  // namespace

KeyTable<Module> module_keys() {
    return {
        panel_key(&Module::panel_rows, {.key = "panel_rows",
                                        .title = "Sub-panel rows",
                                        .help = "First row of each sub-panel, 0 first. Empty: one panel."}),
        panel_key(&Module::panel_cols,
                  {.key = "panel_cols",
                   .title = "Sub-panel columns",
                   .help = "First column of each sub-panel, 0 first. Empty: one panel."}),
    };
}

KeyTable<DieGrid> module_grid_keys() {
    KeyTable<DieGrid> keys = grid_keys(KeyUse::recording);
    for (Key<DieGrid>& key : keys) {
        const std::string_view name = key.info.key;
        if (name == "x0_um" || name == "y0_um") key.info.presence = Presence::optional;
    }
    return keys;
}

KeyTable<SubPixelRow> sub_pixel_keys() {
    using S = SubPixelRow;
    constexpr auto kOptional = Presence::optional;
    constexpr double kMostLight = 1e9;
    return {
        key<S>(&S::name, {.key = "name",
                          .presence = Presence::required,
                          .title = "Name",
                          .help = "Letters, digits and '_', no digit first."}),
        key<S>(&S::dx_um, {"dx_um", "um", -kLargestUm, kLargestUm, Presence::required, "Place x",
                           "Of its centre from the pixel's, to the right."}),
        key<S>(&S::dy_um, {"dy_um", "um", -kLargestUm, kLargestUm, Presence::required, "Place y",
                           "Of its centre from the pixel's, up."}),
        key<S>(&S::width_um, {"width_um", "um", kLeastSide_um, kLargestUm, kOptional, "Width",
                              "Of the area that emits. Empty: die_width_um of the grid."}),
        key<S>(&S::height_um, {"height_um", "um", kLeastSide_um, kLargestUm, kOptional, "Height",
                               "Of the area that emits. Empty: die_height_um of the grid."}),
        key<S>(&S::cie_x, {"cie_x", "", 0, 1, kOptional, "CIE x",
                           "Of the colour, by a spectroradiometer; goes with cie_y."}),
        key<S>(&S::cie_y, {"cie_y", "", 0, 1, kOptional, "CIE y", "Likewise."}),
        key<S>(&S::cd_m2, {"cd_m2", "cd/m2", 0, kMostLight, kOptional, "Luminance",
                           "Mean over the module of this colour alone at full gray. Empty: relative only."}),
    };
}

KeyTable<PatternRow> pattern_keys() {
    using P = PatternRow;
    constexpr double kMostGray = 65535;
    constexpr double kMostExposure_ms = 1e9;
    return {
        key<P>(&P::lights, {.key = "lights",
                            .presence = Presence::required,
                            .title = "Lights",
                            .help = "Names of the sub-pixels that are driven; none is black."}),
        key<P>(&P::gray, {"gray", "", 0, kMostGray, Presence::optional, "Gray",
                          "At which they are driven. Empty: 0, where none is driven."}),
        key<P>(&P::gray_max,
               {"gray_max", "", 1, kMostGray, Presence::defaulted, "Full gray", "The largest there is."}),
        key<P>(&P::exposure_ms, {"exposure_ms", "ms", 0, kMostExposure_ms, Presence::required, "Exposure",
                                 "Light is compared as counts per ms."}),
    };
}

}  // namespace waferglow
