// SPDX-License-Identifier: GPL-3.0-or-later
// An open tool: devices made by their drivers, guarded and owned.
#pragma once

#include "drivers/registry/guarded.h"
#include "drivers/registry/light_use.h"
#include "drivers/registry/tool_config.h"
#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/channel_frames.h"
#include "libinspect/geometry/image.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::drivers {

struct NamedLight {
    std::string name;
    LightUse use;
    std::string driver;
    double spot_cm2 = 0.0;    ///< W/cm2 = mW / 1000 / spot_cm2; 0: not known
    double default_mw = 0.0;  ///< for channels without excitation density
    std::unique_ptr<LightSource> source;
};

/// Destruction makes all devices safe, lights first.
struct Tool {
    std::string name;
    std::unique_ptr<Stage> stage;
    std::unique_ptr<Camera> camera;
    std::unique_ptr<Spectrometer> spectrometer;  ///< none: null
    std::unique_ptr<FilterWheel> filter_wheel;   ///< none: null
    std::vector<NamedLight> lights;
    std::string stage_driver;
    std::string camera_driver;
    std::string spectrometer_driver;
    std::string filter_wheel_driver;

    CameraInfo camera_info;
    StagePoint wafer_center;
    StagePoint spectrometer_offset;
    std::optional<StagePoint> flat_position{};
    std::optional<Image> dark_frame{};  ///< where the family has them ready: a recording
    std::optional<Image> flat_frame{};
    std::map<std::string, ChannelFrames> channel_frames{};  ///< in place of these, by the channel's name
    std::vector<std::string> filters;  ///< names of the wheel's positions from 1 on; without a wheel empty
    std::chrono::milliseconds filter_timeout{10000};  ///< for a turn of the wheel
    SettleRule settle;
    std::chrono::milliseconds frame_timeout{2000};
    int frame_buffers = 8;
    std::string pixel_format;
    /// Writes the EL reference of a simulated wafer; empty: there is none.
    std::function<void(const std::filesystem::path&)> write_el_reference{};
};

/// What keeps devices from being opened, by their label: "stage", "camera", "spectrometer", "filter wheel",
/// "light 'laser'".
using Unreachable = std::map<std::string, std::string>;

/// Connects to all devices. Throws Error(device) for the first that does not answer, Error(input) where the
/// configuration lacks something that the driver does not know by itself. With `unreachable` a device that
/// does not answer is null, and told there.
[[nodiscard]] Tool open_tool(const ToolConfig& config, const DeviceLog& log = {},
                             Unreachable* unreachable = nullptr);

}  // namespace waferglow::drivers
