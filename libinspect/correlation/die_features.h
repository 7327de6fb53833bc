// SPDX-License-Identifier: GPL-3.0-or-later
// What a learned model sees of a die: numbers from stored layers alone, so that a model can be applied to a
// wafer file without its pictures.
//
// For each PL channel: intensity relative to healthy neighbours, its noise-aware logarithm, background and
// unevenness inside of the die, clipped pixels. Over channels: the slope of ln PL against ln excitation
// density beyond that of healthy neighbours, and the ratio of weak to strong excitation, which does not care
// what lies on the die. From the surroundings, by PL only: the share of rejected dies
// and the median intensity. Of the spectrum, where there is one: distance of the peak from its surroundings,
// width, light, and the logarithm of the light that picture and spectrum measure together. In reflected
// light, where there is such a channel: displacement, contrasts and defects. The recipe's own verdict is a
// feature too: physics decides where examples are too few to learn from.
#pragma once

#include "libinspect/correlation/el_join.h"
#include "libinspect/geometry/channel.h"
#include "libinspect/map/die_map.h"
#include "libinspect/map/normalise_groups.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// ln(value) for values well above `sigma`, straight through zero below it: asinh(v / 2s) + ln s.
[[nodiscard]] float noise_aware_log(float value, float sigma);

/// Intensity of picture and spectrum together; on a wafer without spectra that of the picture stands for it,
/// which is the feature kPictureLight of DieFeatures::names().
inline constexpr const char* kLightOfBoth = "picture_and_spectrum_ln";
inline constexpr std::size_t kPictureLight = 1;

/// Ratio of weakest to strongest channel; only where there are two densities.
inline constexpr const char* kWeakToStrong = "weak_to_strong";

/// Names of the layers that features are read from, where the map has them.
[[nodiscard]] std::vector<std::string> feature_layers(std::span<const Channel> channels);

/// Reads the features of dies. Immutable and thread-safe; map and verdicts must outlive it.
class DieFeatures {
  public:
    /// `pl` are the verdicts of the rules alone. Throws Error(usage) where the map lacks the `_rel` layer of
    /// a PL channel, there is no PL channel, or the verdicts are not one a cell.
    DieFeatures(const DieMap& map, std::span<const Channel> channels, const BinVerdicts& pl);

    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
    /// Whether the die was measured in the strongest channel and has a verdict by rules.
    [[nodiscard]] bool measured(std::size_t cell) const;
    /// Writes one number a feature; NaN where it is not known.
    void read(std::size_t cell, std::span<float> values) const;

  private:
    static constexpr float kLeastNoise = 1e-3F;
    struct ChannelLayers {
        const float* relative = nullptr;
        const float* noise = nullptr;
        const float* background = nullptr;
        const float* nonuniformity = nullptr;
        const float* saturated = nullptr;
        float level_dn = 0.0F;              ///< light of a healthy die
        float background_dn = 0.0F;         ///< median
        float healthy_noise = kLeastNoise;  ///< relative, median
        float slope_weight = 0.0F;          ///< of its logarithm in the slope
    };
    struct SpectrumLayer {
        const float* values = nullptr;
        GroupTrends trend;  ///< of the layer over the wafer
        bool relative = false;
    };
    void add_channels(std::span<const Channel> channels);
    void add_spectrum();
    void weigh_spectrum_light(const SpectrumLayer& light);
    [[nodiscard]] float relative_noise(const ChannelLayers& layers, std::size_t cell) const;
    [[nodiscard]] float weak_to_strong(std::size_t cell) const;
    [[nodiscard]] float light_of_both(std::size_t cell) const;
    [[nodiscard]] float fail_share_around(std::size_t cell) const;
    [[nodiscard]] float median_around(std::size_t cell) const;

    const DieMap& map_;
    BinVerdicts pl_;
    std::vector<ChannelLayers> channels_;  ///< by falling excitation density
    bool has_slope_ = false;
    std::vector<SpectrumLayer> spectrum_;
    std::optional<std::size_t> spectrum_light_;  ///< of `spectrum_`
    float spectrum_weight_ = 0.0F;               ///< of its light beside that of the strongest channel
    std::vector<const float*> appearance_;
    std::vector<std::string> names_;
};

/// The features of some dies, [die][feature].
struct FeatureTable {
    std::size_t features = 0;
    std::vector<float> values;
    [[nodiscard]] std::size_t rows() const { return features == 0 ? 0 : values.size() / features; }
    [[nodiscard]] std::span<const float> row(std::size_t i) const {
        return std::span(values).subspan(i * features, features);
    }
    [[nodiscard]] std::span<float> row(std::size_t i) {
        return std::span(values).subspan(i * features, features);
    }
};
[[nodiscard]] FeatureTable read_features(const DieFeatures& features, std::span<const std::size_t> cells);

}  // namespace waferglow
