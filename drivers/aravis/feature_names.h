// SPDX-License-Identifier: GPL-3.0-or-later
// What one camera or another calls its exposure and its gain.
//
// Sources: EMVA, "GenICam Standard Features Naming Convention" (ExposureTime, Gain); its versions before 1.5
// and vendors' own names (ExposureTimeAbs, ExposureTimeRaw, GainAbs, GainRaw), as found on cameras of AVT,
// Basler, Hamamatsu, Hikrobot and Imperx.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace waferglow::drivers {

/// A number that a camera has, by its name.
struct CameraFeature {
    std::string name;
    bool integer = false;  ///< an integer feature; a float otherwise
    friend bool operator==(const CameraFeature&, const CameraFeature&) = default;
};

/// Says whether the camera has a feature that is free to use.
using HasFeature = std::function<bool(const char*)>;

/// In microseconds all of them. None: the camera has no exposure setting.
[[nodiscard]] std::optional<CameraFeature> exposure_feature(const HasFeature& has);
/// Gain is in dB or a factor, GainRaw in the camera's own steps. None: the camera has no gain.
[[nodiscard]] std::optional<CameraFeature> gain_feature(const HasFeature& has);

}  // namespace waferglow::drivers
