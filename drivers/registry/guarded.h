// SPDX-License-Identifier: GPL-3.0-or-later
// Devices wrapped: every fault names the device by its label and becomes an Error with its cause nested.
// Faults, their end, and answers that took long are told to a log; the device is made safe when the wrapper
// goes.
#pragma once

#include "drivers/interfaces/camera.h"
#include "drivers/interfaces/filter_wheel.h"
#include "drivers/interfaces/light_source.h"
#include "drivers/interfaces/spectrometer.h"
#include "drivers/interfaces/stage.h"
#include "drivers/registry/device_notice.h"

#include <chrono>
#include <memory>
#include <string>

namespace waferglow::drivers {

struct Guard {
    std::string label;                     ///< as the tool file names the device
    DeviceLog log{};                       ///< empty: none
    std::chrono::milliseconds slow{1000};  ///< commands that only ask or set and take longer are logged
};

[[nodiscard]] std::unique_ptr<Stage> guarded(std::unique_ptr<Stage> stage, Guard guard);
[[nodiscard]] std::unique_ptr<Camera> guarded(std::unique_ptr<Camera> camera, Guard guard);
[[nodiscard]] std::unique_ptr<Spectrometer> guarded(std::unique_ptr<Spectrometer> spectrometer, Guard guard);
[[nodiscard]] std::unique_ptr<FilterWheel> guarded(std::unique_ptr<FilterWheel> wheel, Guard guard);
[[nodiscard]] std::unique_ptr<LightSource> guarded(std::unique_ptr<LightSource> light, Guard guard);

}  // namespace waferglow::drivers
