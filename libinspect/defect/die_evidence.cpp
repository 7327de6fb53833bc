// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/defect/die_evidence.h"

#include "libinspect/base/error.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace waferglow {
namespace {

const float* values_of(const DieMap& map, const std::string& name) {
    const Layer* layer = map.find(name);
    return layer == nullptr ? nullptr : layer->values.data();
}

/// How much the ratio (1 - f)^1.5 changes with the logarithm of the leak, at the mildest that EL does not
/// forgive.
double leak_sensitivity(double w_cm2, double operating_w_cm2) {
    const double share = std::min(1.0, kToleratedShare * operating_w_cm2 / w_cm2);
    return share * std::sqrt(1.0 - share);
}

}  // namespace

EvidenceReader::EvidenceReader(const DieMap& map, std::span<const Channel> channels, double operating_w_cm2)
    : map_(&map) {
    std::vector<Channel> pl;
    std::ranges::copy_if(channels, std::back_inserter(pl),
                         [](const Channel& c) { return can(c, &ChannelKindInfo::judged); });
    if (pl.empty()) throw Error(ErrorKind::usage, "no PL channel to judge dies by");
    // Of several channels at one density that of the longest exposure has the least noise.
    const Channel& strong = *std::ranges::max_element(pl, [](const Channel& a, const Channel& b) {
        return a.excitation_w_cm2 != b.excitation_w_cm2 ? a.excitation_w_cm2 < b.excitation_w_cm2
                                                        : a.exposure_ms < b.exposure_ms;
    });
    strong_ = map.at(relative_layer_name(strong)).values.data();
    strong_w_cm2_ = weak_.w_cm2 = leak_.w_cm2 = strong.excitation_w_cm2;
    const Layer* strong_sum = map.find(layer_name(strong, Quantity::sum));
    if (strong_sum != nullptr && fit_trend_surface(strong_sum->values, map.grid()).level <= 0.0)
        dark_sum_ = strong_sum->values.data();
    nonuniformity_ = values_of(map, layer_name(strong, Quantity::nonuniformity));
    saturated_px_ = values_of(map, layer_name(strong, Quantity::saturated_px));
    std::erase_if(pl, [&](const Channel& c) {
        return c.excitation_w_cm2 >= strong_w_cm2_ || map.find(layer_name(c, Quantity::sum)) == nullptr;
    });
    if (!pl.empty()) {
        const Channel& weakest = *std::ranges::min_element(pl, {}, &Channel::excitation_w_cm2);
        const auto tells_less = [operating_w_cm2](const Channel& a, const Channel& b) {
            const double of_a = leak_sensitivity(a.excitation_w_cm2, operating_w_cm2);
            const double of_b = leak_sensitivity(b.excitation_w_cm2, operating_w_cm2);
            return of_a != of_b ? of_a < of_b : a.excitation_w_cm2 < b.excitation_w_cm2;
        };
        const Channel& telling = *std::ranges::max_element(pl, tells_less);
        weak_ = weaker_channel(weakest);
        leak_ = &telling == &weakest ? weak_ : weaker_channel(telling);
    }
    for (const std::string& name : colour_score_layers(channels)) {
        if (const float* values = values_of(map, name)) colour_scores_.push_back(values);
    }
    if (const Layer* wavelength = map.find(kPeakWavelengthLayer)) {
        wavelength_nm_ = wavelength->values.data();
        wavelength_trend_ = GroupTrends(wavelength->values, map.grid(), map.layout());
    }
}

EvidenceReader::Weaker EvidenceReader::weaker_channel(const Channel& channel) const {
    const Layer& sum = map_->at(layer_name(channel, Quantity::sum));
    return {.sum_dn = sum.values.data(),
            .relative = map_->at(relative_layer_name(channel)).values.data(),
            .noise_dn = values_of(*map_, layer_name(channel, Quantity::noise)),
            .light = GroupTrends(sum.values, map_->grid(), map_->layout()),
            .w_cm2 = channel.excitation_w_cm2};
}

void EvidenceReader::compare(const Weaker& weaker, std::size_t cell, float strong, float& ratio,
                             float& sigma) {
    if (weaker.relative == nullptr) return;
    const auto level_dn = static_cast<float>(weaker.light.of(cell).level);
    if (level_dn <= 0.0F) return;
    ratio = weaker.relative[cell] / strong;
    const float noise = weaker.noise_dn == nullptr ? 0.0F : weaker.noise_dn[cell] / level_dn;
    // A ratio that is not known is not known to any precision.
    sigma = std::isnan(ratio) ? kNoData : noise / strong;
}

DieEvidence EvidenceReader::at(std::size_t cell) const {
    DieEvidence die;
    die.strong = strong_[cell];
    if (dark_sum_ != nullptr && std::isfinite(dark_sum_[cell])) die.strong = 0.0F;
    const auto lacks = [cell](const Weaker& weaker) {
        return weaker.sum_dn != nullptr && std::isnan(weaker.sum_dn[cell]);
    };
    die.half_known = !std::isnan(die.strong) && (lacks(weak_) || lacks(leak_));
    if (nonuniformity_ != nullptr) die.nonuniformity = nonuniformity_[cell];
    if (saturated_px_ != nullptr) die.saturated_px = saturated_px_[cell];
    compare(weak_, cell, die.strong, die.ratio, die.ratio_sigma);
    if (leak_.relative == weak_.relative) {
        die.leak_ratio = die.ratio;
        die.leak_ratio_sigma = die.ratio_sigma;
    } else {
        compare(leak_, cell, die.strong, die.leak_ratio, die.leak_ratio_sigma);
    }
    if (wavelength_nm_ != nullptr && std::isfinite(wavelength_nm_[cell])) {
        const auto columns = static_cast<std::size_t>(map_->grid().cols);
        const double expected_nm =
            wavelength_trend_.of(cell).at(map_->grid(), static_cast<std::int32_t>(cell / columns),
                                          static_cast<std::int32_t>(cell % columns));
        die.wavelength_deviation_nm =
            static_cast<float>(static_cast<double>(wavelength_nm_[cell]) - expected_nm);
    } else {
        for (const float* scores : colour_scores_)
            die.colour_score = std::fmax(die.colour_score, scores[cell]);
    }
    return die;
}

}  // namespace waferglow
