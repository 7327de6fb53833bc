// SPDX-License-Identifier: GPL-3.0-or-later
// What a scan takes from a folder of calibrations.
//
// What is there has to be valid: a calibration that expired, was changed, or is of another device ends the
// scan before it starts, with the command that renews it. What is not there the scan does without.
#pragma once

#include "app/tool/calibration_runs.h"
#include "libinspect/recipe/recipe.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace waferglow::tool {

/// Who answers, by role: "camera", "light 'laser'". Throws Error(device).
[[nodiscard]] std::vector<calibration::DeviceName> device_names(const ScanTool& tool);

/// The command that measures a kind anew, with the options that `record` (nullptr: none) was measured with.
[[nodiscard]] std::string renewal(const CalibrationKindInfo& info, const OpenTool& tool,
                                  const std::filesystem::path& folder, const calibration::Record* record);

/// Wavelength of each pixel of the tool's spectrometer, nm in air.
[[nodiscard]] std::vector<double> wavelengths_of(const calibration::Record& record, const ScanTool& tool);

/// Dark and flat frame, mount and pixel of the camera, its gain and read noise, focus surface, wavelengths
/// and response of the spectrometer, power of the light, as far as they are in the folder; and all of them
/// for the wafer file. Throws Error(input) for one that can't be used, or a dark frame of another exposure
/// than the recipe's strongest channel, or a camera and stage whose shear or unequal scales would misplace
/// dies.
void use_calibrations(const OpenTool& tool, const std::filesystem::path& folder, const Recipe& recipe,
                      ScanTool& view, ScanRequest& request, std::chrono::system_clock::time_point now = {});

}  // namespace waferglow::tool
