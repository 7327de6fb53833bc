// SPDX-License-Identifier: GPL-3.0-or-later
// Drivers by name. A family is what a tool file calls `driver`: it makes devices of one or more kinds, with
// settings of its own, around something shared where its devices belong together (a simulated wafer, a
// recording). A new driver is one function that returns its family, and one line in driver_table.cpp.
#pragma once

#include "drivers/interfaces/camera.h"
#include "drivers/interfaces/filter_wheel.h"
#include "drivers/interfaces/light_source.h"
#include "drivers/interfaces/spectrometer.h"
#include "drivers/interfaces/stage.h"
#include "drivers/registry/setting.h"
#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/channel_frames.h"
#include "libinspect/geometry/image.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::drivers {

/// What the devices of one family in one tool have in common; its type is the family's own business.
using Shared = std::shared_ptr<void>;

template <class DeviceType>
struct DriverOf {
    std::vector<SettingInfo> settings;
    std::function<std::unique_ptr<DeviceType>(const Settings&, const Shared&)> open;
};

/// What a family knows about its tool by itself; a tool file overrides it.
struct ToolFacts {
    std::optional<CameraInfo> camera{};
    double laser_spot_cm2 = 0.0;
    double lamp_mw = 0.0;
    std::optional<StagePoint> flat_position{};
    std::optional<Image> dark_frame{};  ///< in place of frames to be taken
    std::optional<Image> flat_frame{};
    std::map<std::string, ChannelFrames> channel_frames{};  ///< in place of these, by the channel's name
    /// Writes the EL reference of a simulated wafer; empty: there is none.
    std::function<void(const std::filesystem::path&)> write_el_reference{};
};

struct DriverFamily {
    std::string name;
    std::string help;
    std::vector<SettingInfo> shared_settings{};  ///< of the tool file's table of the family's name
    std::function<Shared(const Settings&)> open_shared{};
    std::function<ToolFacts(const Shared&)> facts{};
    std::optional<DriverOf<Stage>> stage{};
    std::optional<DriverOf<Camera>> camera{};
    std::optional<DriverOf<Spectrometer>> spectrometer{};
    std::optional<DriverOf<FilterWheel>> filter_wheel{};
    std::optional<DriverOf<LightSource>> light{};
};

/// All families, made once.
[[nodiscard]] const std::vector<DriverFamily>& driver_families();
/// Throws Error(input) that names the nearest.
[[nodiscard]] const DriverFamily& driver_family(const std::string& name);

}  // namespace waferglow::drivers
