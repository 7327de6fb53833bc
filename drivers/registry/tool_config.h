// SPDX-License-Identifier: GPL-3.0-or-later
// A tool file: which instruments a tool has, by which drivers, and how they stand to each other.
//
//   format = "waferglow-tool"
//   version = 1
//   name = "Bench 2"
//   [stage]         driver = "gcs"      and the keys of that driver and of `common_settings`
//   [camera]        driver = "aravis"
//   [spectrometer]  driver = "obp"      may be left out
//   [filter_wheel]  driver = "fw102c"   may be left out
//   [[light]]       driver = "obis"     one or more
//   [calibration]   folder = "calibrations"   of what scans go by, relative to the file; may be left out
//   [simulated]     what the devices of one driver share: a simulated wafer, a recording
// `driver_families()` knows all keys with type, unit, standard value and limits. docs/simulated-tool.md lists
// those of the simulated tool.
#pragma once

#include "drivers/registry/driver_family.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace waferglow::drivers {

enum class ToolSection { stage, camera, spectrometer, filter_wheel, light };

/// Keys of a section that do not depend on its driver.
[[nodiscard]] const std::vector<SettingInfo>& common_settings(ToolSection section);

struct DeviceConfig {
    std::string driver;
    Settings common;
    Settings settings;
};

struct ToolConfig {
    std::string name;
    std::string source;                      ///< the file, or "built in"
    std::map<std::string, Settings> shared;  ///< by driver
    std::string calibration_folder{};        ///< as written; empty: scans go by no calibration
    DeviceConfig stage;
    DeviceConfig camera;
    std::optional<DeviceConfig> spectrometer;
    std::optional<DeviceConfig> filter_wheel;
    std::vector<DeviceConfig> lights;
};

/// Throws Error(input) that names file, section, key, line, value and remedy, and the nearest of unknown keys
/// and drivers.
[[nodiscard]] ToolConfig read_tool_config(const std::filesystem::path& path);
[[nodiscard]] ToolConfig parse_tool_config(std::string_view toml, const std::string& source);

/// The simulated tool with its default wafer, a laser, a white lamp, a mercury-argon lamp and a filter wheel.
[[nodiscard]] ToolConfig default_tool_config();
[[nodiscard]] std::string_view default_tool_toml();

}  // namespace waferglow::drivers
