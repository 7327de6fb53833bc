// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/calibration_runs.h"
#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow::tool {

const std::vector<CalibrationKindInfo>& calibration_kinds() {
    static const std::vector<CalibrationKindInfo> kKinds{
        {CalibrationKind::dark, "dark", "Dark frame",
         "The camera's level without light, pixel by pixel, and its hot pixels",
         "nothing; all lights are switched off, keep room light away", 30, 32},
        {CalibrationKind::photon_transfer, "photon-transfer", "Photon transfer",
         "Gain in electrons a DN, read noise, full well and linearity of the camera",
         "the even reference in view of the camera, and a steady lamp", 365, 8},
        {CalibrationKind::flat, "flat", "Flat field", "How sensitive each pixel is, optics included",
         "the even reference in view of the camera, and the reflected light", 30, 128},
        {CalibrationKind::stage, "stage", "Camera and stage",
         "Rotation, scale and mirror of the camera against the stage",
         "a wafer with dies on the chuck, and the reflected light", 90, 1},
        {CalibrationKind::focus, "focus", "Focus surface",
         "Height of best focus over the wafer: plane and bow",
         "the wafer on the chuck, a stage with a z axis, and the reflected light", 1, 1},
        {CalibrationKind::wavelength, "wavelength", "Wavelength axis",
         "Wavelength in air of each pixel of the spectrometer",
         "a mercury-argon lamp, or another with its list of lines", 90, 16},
        {CalibrationKind::response, "response", "Spectral response",
         "Sensitivity of the spectrometer over the wavelength",
         "a lamp of known temperature or spectrum in view of the spectrometer", 180, 64},
        {CalibrationKind::colour, name_of(ChannelKind::colour), "Colour filter",
         "Transmission of the filter by which the camera tells colours",
         "a filter wheel, a wafer with dies that glow, a spectrometer and the laser", 180, 16},
        {CalibrationKind::power, "power", "Light power", "What the light gives for what it is told",
         "the light's power meter in place", 90, 20}};
    return kKinds;
}

const CalibrationKindInfo& info_of(CalibrationKind kind) {
    return *std::ranges::find(calibration_kinds(), kind, &CalibrationKindInfo::kind);
}

CalibrationKind calibration_kind(std::string_view name) {
    std::vector<std::string> names;
    for (const CalibrationKindInfo& info : calibration_kinds()) {
        if (info.name == name) return info.kind;
        names.push_back(info.name);
    }
    throw Error(ErrorKind::usage, fmt::format("there is no calibration '{}'{}; there are {}", name,
                                              did_you_mean(name, names), fmt::join(names, ", ")));
}

const char* to_string(CalibrationState state) {
    switch (state) {
        case CalibrationState::missing:
            return "missing";
        case CalibrationState::valid:
            return "valid";
        case CalibrationState::expired:
            return "expired";
        case CalibrationState::other_device:
            return "of another device";
        case CalibrationState::damaged:
            break;
    }
    return "damaged";
}

}  // namespace waferglow::tool
