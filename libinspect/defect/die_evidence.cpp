// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/defect/die_evidence.h"

#include "libinspect/base/error.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/map/channel_layers.h"

#include <vector>

#include <fmt/format.h>

namespace waferglow {
namespace {

const float* values_of(const DieMap& map, const std::string& name) {
    const Layer* layer = map.find(name);
    return layer == nullptr ? nullptr : layer->values.data();
}

}  // namespace

EvidenceReader::EvidenceReader(const DieMap& map, std::span<const Channel> channels) : map_(&map) {
    std::vector<std::size_t> pl = strongest_first(channels);
    std::erase_if(pl, [&](std::size_t i) { return channels[i].kind != "pl"; });
    if (pl.empty()) throw Error(ErrorKind::usage, "no PL channel to judge dies by");
    const Channel& strong = channels[pl.front()];
    strong_ = map.at(relative_layer_name(strong)).values.data();
    nonuniformity_ = values_of(map, layer_name(strong, Quantity::nonuniformity));
    saturated_px_ = values_of(map, layer_name(strong, Quantity::saturated_px));
    const Channel& weak = channels[pl.back()];
    const Layer* weak_sum = map.find(layer_name(weak, Quantity::sum));
    if (weak.excitation_w_cm2 < strong.excitation_w_cm2 && weak_sum != nullptr) {
        weak_ = map.at(relative_layer_name(weak)).values.data();
        weak_noise_dn_ = values_of(map, layer_name(weak, Quantity::noise));
        weak_level_dn_ = static_cast<float>(fit_trend_surface(weak_sum->values, map.grid()).level);
    }
    if (const Layer* wavelength = map.find(kPeakWavelengthLayer)) {
        wavelength_nm_ = wavelength->values.data();
        wavelength_trend_ = fit_trend_surface(wavelength->values, map.grid());
    }
}

DieEvidence EvidenceReader::at(std::size_t cell) const {
    DieEvidence die;
    die.strong = strong_[cell];
    if (nonuniformity_ != nullptr) die.nonuniformity = nonuniformity_[cell];
    if (saturated_px_ != nullptr) die.saturated_px = saturated_px_[cell];
    if (weak_ != nullptr && weak_level_dn_ > 0.0F) {
        die.ratio = weak_[cell] / die.strong;
        const float noise = weak_noise_dn_ == nullptr ? 0.0F : weak_noise_dn_[cell] / weak_level_dn_;
        die.ratio_sigma = noise / die.strong;
    }
    if (wavelength_nm_ != nullptr) {
        const auto columns = static_cast<std::size_t>(map_->grid().cols);
        const double expected_nm =
            wavelength_trend_.at(map_->grid(), static_cast<std::int32_t>(cell / columns),
                                 static_cast<std::int32_t>(cell % columns));
        die.wavelength_deviation_nm = static_cast<float>(wavelength_nm_[cell] - expected_nm);
    }
    return die;
}

}  // namespace waferglow
