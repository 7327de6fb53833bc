// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/defect/die_evidence.h"

#include "libinspect/base/error.h"
#include "libinspect/map/channel_layers.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace waferglow {
namespace {

const float* values_of(const DieMap& map, const std::string& name) {
    const Layer* layer = map.find(name);
    return layer == nullptr ? nullptr : layer->values.data();
}

}  // namespace

EvidenceReader::EvidenceReader(const DieMap& map, std::span<const Channel> channels) : map_(&map) {
    std::vector<Channel> pl;
    std::ranges::copy_if(channels, std::back_inserter(pl), [](const Channel& c) { return c.kind == "pl"; });
    if (pl.empty()) throw Error(ErrorKind::usage, "no PL channel to judge dies by");
    const auto [weakest, strongest] = std::ranges::minmax_element(pl, {}, &Channel::excitation_w_cm2);
    // Of several channels at one density that of the longest exposure has the least noise.
    const Channel& strong = *std::ranges::max_element(pl, [](const Channel& a, const Channel& b) {
        return a.excitation_w_cm2 != b.excitation_w_cm2 ? a.excitation_w_cm2 < b.excitation_w_cm2
                                                        : a.exposure_ms < b.exposure_ms;
    });
    strong_ = map.at(relative_layer_name(strong)).values.data();
    strong_w_cm2_ = weak_w_cm2_ = strong.excitation_w_cm2;
    const Layer* strong_sum = map.find(layer_name(strong, Quantity::sum));
    if (strong_sum != nullptr && fit_trend_surface(strong_sum->values, map.grid()).level <= 0.0)
        dark_sum_ = strong_sum->values.data();
    nonuniformity_ = values_of(map, layer_name(strong, Quantity::nonuniformity));
    saturated_px_ = values_of(map, layer_name(strong, Quantity::saturated_px));
    const Channel& weak = *weakest;
    const Layer* weak_sum = map.find(layer_name(weak, Quantity::sum));
    if (weak.excitation_w_cm2 < strongest->excitation_w_cm2 && weak_sum != nullptr) {
        weak_ = map.at(relative_layer_name(weak)).values.data();
        weak_noise_dn_ = values_of(map, layer_name(weak, Quantity::noise));
        weak_level_dn_ = static_cast<float>(fit_trend_surface(weak_sum->values, map.grid()).level);
        weak_w_cm2_ = weak.excitation_w_cm2;
    }
    if (const Layer* wavelength = map.find(kPeakWavelengthLayer)) {
        wavelength_nm_ = wavelength->values.data();
        wavelength_trend_ = fit_trend_surface(wavelength->values, map.grid());
    }
}

DieEvidence EvidenceReader::at(std::size_t cell) const {
    DieEvidence die;
    die.strong = strong_[cell];
    if (dark_sum_ != nullptr && std::isfinite(dark_sum_[cell])) die.strong = 0.0F;
    if (nonuniformity_ != nullptr) die.nonuniformity = nonuniformity_[cell];
    if (saturated_px_ != nullptr) die.saturated_px = saturated_px_[cell];
    if (weak_ != nullptr && weak_level_dn_ > 0.0F) {
        die.ratio = weak_[cell] / die.strong;
        const float noise = weak_noise_dn_ == nullptr ? 0.0F : weak_noise_dn_[cell] / weak_level_dn_;
        // A ratio that is not known is not known to any precision.
        die.ratio_sigma = std::isnan(die.ratio) ? kNoData : noise / die.strong;
    }
    if (wavelength_nm_ != nullptr && std::isfinite(wavelength_nm_[cell])) {
        const auto columns = static_cast<std::size_t>(map_->grid().cols);
        const double expected_nm =
            wavelength_trend_.at(map_->grid(), static_cast<std::int32_t>(cell / columns),
                                 static_cast<std::int32_t>(cell % columns));
        die.wavelength_deviation_nm =
            static_cast<float>(static_cast<double>(wavelength_nm_[cell]) - expected_nm);
    }
    return die;
}

}  // namespace waferglow
