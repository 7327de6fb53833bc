// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/aravis/feature_names.h"

#include <initializer_list>

namespace waferglow::drivers {
namespace {

std::optional<CameraFeature> first_of(const HasFeature& has,
                                      std::initializer_list<CameraFeature> candidates) {
    for (const CameraFeature& candidate : candidates) {
        if (has(candidate.name.c_str())) return candidate;
    }
    return std::nullopt;
}

}  // namespace

// Cameras with several keep the later ones for old programs, so the standard's name comes first.
std::optional<CameraFeature> exposure_feature(const HasFeature& has) {
    return first_of(has, {{"ExposureTime", false}, {"ExposureTimeAbs", false}, {"ExposureTimeRaw", true}});
}

std::optional<CameraFeature> gain_feature(const HasFeature& has) {
    return first_of(has, {{"Gain", false}, {"GainAbs", false}, {"GainRaw", true}});
}

}  // namespace waferglow::drivers
