// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/die_features.h"

#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/defect/bins.h"
#include "libinspect/defect/die_evidence.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/map/internal/robust.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kMostSampled = 200'000;
constexpr float kLeastSigma = 1e-3F;
constexpr float kLeastBothSigma = 0.01F;
constexpr float kLit = 0.5F;  // relative intensity above which light says how noisy it is
constexpr double kLeastVariance = 1e-4;
constexpr double kSigmaOfQuartiles = 0.7413;  // of a normal distribution
constexpr float kMostRatio = 1.5F;
constexpr float kLeastRatio = -0.5F;
constexpr float kRatioSigmas =
    3.0F;  // of the strongest channel's noise: darker dies are taken as that bright
constexpr float kMostRelative = 4.0F;  // what is brighter is no more telling
constexpr int kShareRadius = 2;

/// What reflected light tells of a die.
constexpr std::array kAppearanceFeatures{kAppearanceScoreLayer,
                                         kAppearanceDefectsLayer,
                                         kLargestDefectLayer,
                                         kDefectAreaLayer,
                                         kDefectShareLayer,
                                         kMetalDefectShareLayer,
                                         kMetalContrastLayer,
                                         kBodyContrastLayer,
                                         kShiftXLayer,
                                         kShiftYLayer,
                                         kTurnLayer};

const float* layer_values(const DieMap& map, const std::string& name) {
    const Layer* layer = map.find(name);
    return layer == nullptr ? nullptr : layer->values.data();
}

float median_of(const float* values, std::size_t count, std::size_t columns) {
    std::vector<float> sample;
    const std::size_t step = sampling_step(count, kMostSampled, columns);
    for (std::size_t i = 0; i < count; i += step) {
        if (std::isfinite(values[i])) sample.push_back(values[i]);
    }
    return sample.empty() ? 0.0F : static_cast<float>(quantile(sample, 0.5));
}

}  // namespace

float noise_aware_log(float value, float sigma) {
    const float s = std::clamp(sigma, kLeastSigma, 1.0F);
    return std::asinh(0.5F * value / s) + std::log(s);
}

std::vector<std::string> feature_layers(std::span<const Channel> channels) {
    std::vector<std::string> names;
    for (const Channel& channel : channels) {
        if (!can(channel, &ChannelKindInfo::judged)) continue;
        names.push_back(relative_layer_name(channel));
        for (const Quantity quantity : {Quantity::sum, Quantity::noise, Quantity::background,
                                        Quantity::nonuniformity, Quantity::saturated_px})
            names.push_back(layer_name(channel, quantity));
    }
    names.insert(names.end(), {kPeakWavelengthLayer, kFwhmLayer, kSpectrumLightLayer});
    if (std::ranges::any_of(channels, [](const Channel& c) { return can(c, &ChannelKindInfo::colour); }))
        names.insert(names.end(), {kImageWavelengthLayer, kImageWavelengthScoreLayer});
    if (std::ranges::any_of(channels, [](const Channel& c) { return can(c, &ChannelKindInfo::appearance); }))
        names.insert(names.end(), kAppearanceFeatures.begin(), kAppearanceFeatures.end());
    return names;
}

DieFeatures::DieFeatures(const DieMap& map, std::span<const Channel> channels, const BinVerdicts& pl)
    : map_(map), pl_(pl) {
    if (pl.bins.size() != map.grid().cells()) {
        throw Error(ErrorKind::usage, fmt::format("learning: {} verdicts for {} cells of the grid",
                                                  pl.bins.size(), map.grid().cells()));
    }
    add_channels(channels);
    if (has_slope_) names_.insert(names_.end(), {"slope", kWeakToStrong});
    names_.emplace_back("neighbours_rejected");
    names_.emplace_back("neighbours_median");
    names_.emplace_back("rejected_by_rules");
    add_spectrum();
    if (spectrum_light_) names_.emplace_back(kLightOfBoth);
    std::vector<const char*> plain{kImageWavelengthScoreLayer};
    plain.insert(plain.end(), kAppearanceFeatures.begin(), kAppearanceFeatures.end());
    for (const char* name : plain) {
        const float* values = layer_values(map, name);
        if (values == nullptr) continue;
        appearance_.push_back(values);
        names_.emplace_back(name);
    }
}

void DieFeatures::add_channels(std::span<const Channel> channels) {
    std::vector<Channel> lit;
    std::ranges::copy_if(channels, std::back_inserter(lit),
                         [](const Channel& c) { return can(c, &ChannelKindInfo::judged); });
    if (lit.empty()) throw Error(ErrorKind::usage, "learning: the wafer has no PL channel");
    std::ranges::stable_sort(lit, std::ranges::greater{}, &Channel::excitation_w_cm2);
    const std::size_t cells = map_.grid().cells();
    const auto columns = static_cast<std::size_t>(map_.grid().cols);
    double mean = 0.0;
    double square = 0.0;
    std::vector<double> ln_density;
    for (const Channel& channel : lit) {
        ChannelLayers layers;
        layers.relative = map_.at(relative_layer_name(channel)).values.data();
        layers.noise = layer_values(map_, layer_name(channel, Quantity::noise));
        layers.background = layer_values(map_, layer_name(channel, Quantity::background));
        layers.nonuniformity = layer_values(map_, layer_name(channel, Quantity::nonuniformity));
        layers.saturated = layer_values(map_, layer_name(channel, Quantity::saturated_px));
        if (const Layer* sum = map_.find(layer_name(channel, Quantity::sum)))
            layers.level_dn = static_cast<float>(fit_trend_surface(sum->values, map_.grid()).level);
        if (layers.noise != nullptr && layers.level_dn > 0.0F)
            layers.healthy_noise =
                std::max(kLeastNoise, median_of(layers.noise, cells, columns) / layers.level_dn);
        if (layers.background != nullptr) layers.background_dn = median_of(layers.background, cells, columns);
        channels_.push_back(layers);
        for (const char* suffix : {"_rel", "_ln", "_background", "_nonuniformity", "_saturated"})
            names_.push_back(channel.name + suffix);
        ln_density.push_back(std::log(std::max(channel.excitation_w_cm2, 1e-9)));
        mean += ln_density.back() / static_cast<double>(lit.size());
    }
    for (const double x : ln_density) square += (x - mean) * (x - mean);
    has_slope_ = square > 1e-6;
    if (!has_slope_) return;
    for (std::size_t c = 0; c < channels_.size(); ++c)
        channels_[c].slope_weight = static_cast<float>((ln_density[c] - mean) / square);
}

void DieFeatures::add_spectrum() {
    const auto add = [this](const char* layer, bool relative, std::initializer_list<const char*> names) {
        const Layer* found = map_.find(layer);
        if (found == nullptr) return;
        GroupTrends trend(found->values, map_.grid(), map_.layout());
        if (!trend.known()) return;
        spectrum_.push_back({found->values.data(), std::move(trend), relative});
        names_.insert(names_.end(), names.begin(), names.end());
    };
    // Of each: the signed and the absolute distance from the surroundings.
    add(kPeakWavelengthLayer, false, {"peak_shift_nm", "peak_distance_nm"});
    add(kFwhmLayer, false, {"fwhm_shift_nm", "fwhm_distance_nm"});
    add(kImageWavelengthLayer, false, {"image_wavelength_shift_nm", "image_wavelength_distance_nm"});
    add(kSpectrumLightLayer, true, {"spectrum_light_shift", "spectrum_light_distance"});
    if (!spectrum_.empty() && spectrum_.back().relative) {
        spectrum_light_ = spectrum_.size() - 1;
        weigh_spectrum_light(spectrum_.back());
    }
}

/// Picture and spectrum measure the same light with errors of their own. The picture's is known, the
/// spectrum's is what is left of the scatter between the two; each is weighted by the other's variance.
void DieFeatures::weigh_spectrum_light(const SpectrumLayer& light) {
    const DieGrid& grid = map_.grid();
    const auto columns = static_cast<std::size_t>(grid.cols);
    const float* picture = channels_.front().relative;
    std::vector<float> apart;
    const std::size_t step = sampling_step(grid.cells(), kMostSampled, columns);
    for (std::size_t cell = 0; cell < grid.cells(); cell += step) {
        const auto expected = static_cast<float>(light.trend.of(cell).at(
            grid, static_cast<std::int32_t>(cell / columns), static_cast<std::int32_t>(cell % columns)));
        const float relative = light.values[cell] / expected;
        if (picture[cell] > kLit && relative > kLit) apart.push_back(std::log(relative / picture[cell]));
    }
    if (apart.size() < 8) return;
    const double sigma = kSigmaOfQuartiles * (quantile(apart, 0.75) - quantile(apart, 0.25));
    const double of_picture = std::pow(static_cast<double>(channels_.front().healthy_noise), 2);
    const double of_spectrum = std::max(kLeastVariance, sigma * sigma - of_picture);
    spectrum_weight_ = static_cast<float>(of_picture / (of_picture + of_spectrum));
}

float DieFeatures::relative_noise(const ChannelLayers& layers, std::size_t cell) const {
    if (layers.noise == nullptr || !(layers.level_dn > 0.0F)) return kLeastSigma;
    const float noise = layers.noise[cell] / layers.level_dn;
    return std::isfinite(noise) ? noise : 1.0F;
}

float DieFeatures::weak_to_strong(std::size_t cell) const {
    const ChannelLayers& strong = channels_.front();
    const float least = kRatioSigmas * std::max(kLeastSigma, relative_noise(strong, cell));
    const float ratio = channels_.back().relative[cell] / std::max(strong.relative[cell], least);
    return std::clamp(ratio, kLeastRatio, kMostRatio);  // NaN stays NaN
}

/// Where there is no spectrum, what the picture says.
float DieFeatures::light_of_both(std::size_t cell) const {
    const ChannelLayers& strong = channels_.front();
    const DieGrid& grid = map_.grid();
    const auto columns = static_cast<std::size_t>(grid.cols);
    float relative = strong.relative[cell];
    const SpectrumLayer& light = spectrum_[*spectrum_light_];
    if (std::isfinite(light.values[cell])) {
        const auto expected = static_cast<float>(light.trend.of(cell).at(
            grid, static_cast<std::int32_t>(cell / columns), static_cast<std::int32_t>(cell % columns)));
        relative += spectrum_weight_ * (light.values[cell] / expected - relative);
    }
    return noise_aware_log(std::clamp(relative, -1.0F, kMostRelative),
                           std::max(kLeastBothSigma, relative_noise(strong, cell)));
}

bool DieFeatures::measured(std::size_t cell) const {
    return pl_.bins[cell] != kNoBinCode && std::isfinite(channels_.front().relative[cell]);
}

float DieFeatures::fail_share_around(std::size_t cell) const {
    const DieGrid& grid = map_.grid();
    const auto row = static_cast<std::int32_t>(cell / static_cast<std::size_t>(grid.cols));
    const auto col = static_cast<std::int32_t>(cell % static_cast<std::size_t>(grid.cols));
    int judged = 0;
    int rejected = 0;
    for (std::int32_t r = std::max(0, row - kShareRadius); r <= std::min(grid.rows - 1, row + kShareRadius);
         ++r) {
        for (std::int32_t c = std::max(0, col - kShareRadius);
             c <= std::min(grid.cols - 1, col + kShareRadius); ++c) {
            const std::uint8_t bin = pl_.bins[grid.cell({r, c})];
            if (bin == kNoBinCode || (r == row && c == col)) continue;
            ++judged;
            rejected += pl_.passes[bin] ? 0 : 1;
        }
    }
    return judged == 0 ? kNoData : static_cast<float>(rejected) / static_cast<float>(judged);
}

float DieFeatures::median_around(std::size_t cell) const {
    const DieGrid& grid = map_.grid();
    const auto row = static_cast<std::int32_t>(cell / static_cast<std::size_t>(grid.cols));
    const auto col = static_cast<std::int32_t>(cell % static_cast<std::size_t>(grid.cols));
    std::array<float, 8> around{};
    std::size_t count = 0;
    for (std::int32_t r = std::max(0, row - 1); r <= std::min(grid.rows - 1, row + 1); ++r) {
        for (std::int32_t c = std::max(0, col - 1); c <= std::min(grid.cols - 1, col + 1); ++c) {
            const float value = channels_.front().relative[grid.cell({r, c})];
            if (std::isfinite(value) && !(r == row && c == col)) around[count++] = value;
        }
    }
    if (count == 0) return kNoData;
    const auto middle = around.begin() + static_cast<std::ptrdiff_t>((count - 1) / 2);
    std::nth_element(around.begin(), middle, around.begin() + static_cast<std::ptrdiff_t>(count));
    return *middle;
}

void DieFeatures::read(std::size_t cell, std::span<float> values) const {
    std::size_t at = 0;
    float slope = 0.0F;
    for (const ChannelLayers& layers : channels_) {
        const float relative = std::clamp(layers.relative[cell], -1.0F, kMostRelative);  // NaN stays NaN
        const float logarithm = noise_aware_log(relative, relative_noise(layers, cell));
        slope += layers.slope_weight * logarithm;
        values[at++] = relative;
        values[at++] = logarithm;
        values[at++] = layers.background == nullptr || !(layers.level_dn > 0.0F)
                           ? kNoData
                           : (layers.background[cell] - layers.background_dn) / layers.level_dn;
        values[at++] = layers.nonuniformity == nullptr ? kNoData : layers.nonuniformity[cell];
        values[at++] = layers.saturated == nullptr ? kNoData : layers.saturated[cell];
    }
    if (has_slope_) {
        values[at++] = slope;
        values[at++] = weak_to_strong(cell);
    }
    values[at++] = fail_share_around(cell);
    values[at++] = median_around(cell);
    values[at++] = pl_.bins[cell] == kNoBinCode || pl_.passes[pl_.bins[cell]] ? 0.0F : 1.0F;
    const DieGrid& grid = map_.grid();
    const auto columns = static_cast<std::size_t>(grid.cols);
    for (const SpectrumLayer& layer : spectrum_) {
        float shift = layer.values[cell];
        if (std::isfinite(shift)) {
            const auto expected = static_cast<float>(layer.trend.of(cell).at(
                grid, static_cast<std::int32_t>(cell / columns), static_cast<std::int32_t>(cell % columns)));
            shift = layer.relative ? shift / expected - 1.0F : shift - expected;
        }
        values[at++] = shift;
        values[at++] = std::abs(shift);
    }
    if (spectrum_light_) values[at++] = light_of_both(cell);
    for (const float* layer : appearance_) values[at++] = layer[cell];
}

FeatureTable read_features(const DieFeatures& features, std::span<const std::size_t> cells) {
    FeatureTable table;
    table.features = features.names().size();
    table.values.resize(cells.size() * table.features);
    parallel_blocks(cells.size(), 4096, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) features.read(cells[i], table.row(i));
    });
    return table;
}

}  // namespace waferglow
