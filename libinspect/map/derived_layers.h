// SPDX-License-Identifier: GPL-3.0-or-later
// The layers that are worked out from spectra, from several channels or from EL, whatever the channels are
// called: one table of their names, units and titles. The names are taken: no channel may be called so (see
// channel_layers.h).
#pragma once

#include "libinspect/map/die_map.h"

#include <array>
#include <string_view>

namespace waferglow {

// Of spectra.
inline constexpr const char* kPeakWavelengthLayer = "peak_wavelength_nm";
inline constexpr const char* kCentroidLayer = "centroid_nm";
inline constexpr const char* kFwhmLayer = "fwhm_nm";
inline constexpr const char* kSpectrumLightLayer = "integrated_counts_nm";
inline constexpr const char* kDominantWavelengthLayer = "dominant_wavelength_nm";
// Of the excitation sweep.
inline constexpr const char* kSlopeLayer = "pl_slope";   ///< d ln PL / d ln excitation density
inline constexpr const char* kShuntLayer = "shunt_ohm";  ///< NaN where no leak is significant
inline constexpr const char* kShuntSigmaLayer = "shunt_ohm_sigma";
inline constexpr const char* kLeakShareLayer = "leak_share";    ///< of the weakest photocurrent
inline constexpr const char* kNonohmicLayer = "leak_nonohmic";  ///< probability; three densities or more
// Learnt from EL.
inline constexpr const char* kFailProbabilityLayer = "el_fail_probability";
inline constexpr const char* kElIntensityLayer = "el_intensity_predicted";
inline constexpr const char* kElIntensitySigmaLayer = "el_intensity_sigma";
inline constexpr const char* kElWavelengthLayer = "el_wavelength_predicted";
inline constexpr const char* kElWavelengthSigmaLayer = "el_wavelength_sigma";

// Seen in reflected light. Names as they are of the first such channel; see appearance_layer_name.
inline constexpr const char* kAppearanceBinLayer = "appearance_bin";  ///< a bin code, as of the bins
inline constexpr const char* kAppearanceDefectsLayer = "appearance_defects";
inline constexpr const char* kAppearanceScoreLayer = "appearance_score";
inline constexpr const char* kLargestDefectLayer = "largest_defect_um";
inline constexpr const char* kDefectAreaLayer = "defect_area_um2";
inline constexpr const char* kDefectShareLayer = "defect_share";
inline constexpr const char* kMetalDefectShareLayer = "metal_defect_share";
inline constexpr const char* kMetalContrastLayer = "metal_contrast";
inline constexpr const char* kBodyContrastLayer = "body_contrast";
inline constexpr const char* kShiftXLayer = "shift_x_um";
inline constexpr const char* kShiftYLayer = "shift_y_um";
inline constexpr const char* kTurnLayer = "turn_mrad";
inline constexpr const char* kAppearanceBlurLayer = "appearance_blur_um";
inline constexpr const char* kSmallestVisibleLayer = "smallest_visible_um";
// Of the ratio of a colour channel to the channel that it is of. Names as they are of the first such channel;
// see colour_layer_name.
inline constexpr const char* kImageWavelengthLayer = "image_wavelength_nm";
inline constexpr const char* kImageWavelengthSigmaLayer = "image_wavelength_sigma_nm";
inline constexpr const char* kImageWavelengthScoreLayer = "image_wavelength_score";
inline constexpr const char* kPlBinLayer = "pl_bin";  ///< a bin code: the verdict of PL alone

struct DerivedLayer {
    const char* name;
    const char* unit;
    const char* title;  ///< for people
};

inline constexpr std::array<DerivedLayer, 33> kDerivedLayers{{
    {kPeakWavelengthLayer, "nm", "peak wavelength"},
    {kCentroidLayer, "nm", "centroid wavelength"},
    {kFwhmLayer, "nm", "full width at half maximum"},
    {kSpectrumLightLayer, "counts nm", "integrated intensity of the spectrum"},
    {kDominantWavelengthLayer, "nm", "dominant wavelength, CIE 1931"},
    {kSlopeLayer, "", "slope of ln PL against ln excitation density"},
    {kShuntLayer, "ohm", "equivalent shunt resistance of leaky dies"},
    {kShuntSigmaLayer, "ohm", "uncertainty of the equivalent shunt resistance, 1 sigma"},
    {kLeakShareLayer, "", "share of the photocurrent that leaks at the lowest excitation density"},
    {kNonohmicLayer, "", "probability that the leak is not ohmic"},
    {kFailProbabilityLayer, "", "probability of failing EL, by the learnt model"},
    {kElIntensityLayer, "", "EL intensity predicted"},
    {kElIntensitySigmaLayer, "", "uncertainty of the predicted EL intensity, 1 sigma"},
    {kElWavelengthLayer, "nm", "EL wavelength predicted"},
    {kElWavelengthSigmaLayer, "nm", "uncertainty of the predicted EL wavelength, 1 sigma"},
    {kAppearanceBinLayer, "", "class of the die in reflected light, a bin code"},
    {kAppearanceDefectsLayer, "", "defects seen"},
    {kAppearanceScoreLayer, "", "strongest finding over its threshold"},
    {kLargestDefectLayer, "um", "length of the largest defect"},
    {kDefectAreaLayer, "um2", "area of all defects"},
    {kDefectShareLayer, "", "share of the die that defects cover"},
    {kMetalDefectShareLayer, "", "share of the worst pad that a defect covers"},
    {kMetalContrastLayer, "", "light of the worst pad over its neighbours', less 1"},
    {kBodyContrastLayer, "", "light of the body over its neighbours', less 1"},
    {kShiftXLayer, "um", "displacement of the die to the right"},
    {kShiftYLayer, "um", "displacement of the die upwards"},
    {kTurnLayer, "mrad", "turn of the die, counter-clockwise"},
    {kAppearanceBlurLayer, "um", "blur of the picture, sd"},
    {kSmallestVisibleLayer, "um", "smallest dark spot of half contrast that would have been seen"},
    {kImageWavelengthLayer, "nm", "wavelength by images"},
    {kImageWavelengthSigmaLayer, "nm", "uncertainty of the wavelength by images, 1 sigma"},
    {kImageWavelengthScoreLayer, "", "colour off the wafer's trend over what is allowed"},
    {kPlBinLayer, "", "bin by PL alone, a bin code"},
}};

/// What pictures in reflected light tell of a die by themselves.
inline constexpr std::array kAppearanceMeasured{
    kAppearanceScoreLayer, kMetalContrastLayer, kBodyContrastLayer,   kShiftXLayer,
    kShiftYLayer,          kTurnLayer,          kAppearanceBlurLayer, kSmallestVisibleLayer};
/// What findings and classes make of it.
inline constexpr std::array kAppearanceJudged{kAppearanceBinLayer, kAppearanceDefectsLayer,
                                              kLargestDefectLayer, kDefectAreaLayer,
                                              kDefectShareLayer,   kMetalDefectShareLayer};

/// What is made of a colour channel.
inline constexpr std::array kColourJudged{kImageWavelengthLayer, kImageWavelengthSigmaLayer,
                                          kImageWavelengthScoreLayer};

/// Whether the values of a layer are bin codes, which people are told by name.
[[nodiscard]] bool holds_bin_codes(std::string_view layer);

/// What every table of dies begins with, before its layers.
inline constexpr std::array<const char*, 7> kDieColumns{"row",      "col", "x_um", "y_um",
                                                        "measured", "bin", "pass"};

/// The line of the table; throws Error(usage) where there is none of that name.
[[nodiscard]] const DerivedLayer& derived_layer(std::string_view name);

/// Adds a layer of the table to `map`, filled with NaN, or returns the one that is there.
Layer& add_derived(DieMap& map, std::string_view name);

}  // namespace waferglow
