// SPDX-License-Identifier: GPL-3.0-or-later
// The fake camera, opened and set up as the tests want it.
#pragma once

#include "drivers/aravis/aravis_camera.h"
#include "libinspect/base/error.h"
#include "tests/drivers/aravis/fake_camera.h"

namespace waferglow::test {

constexpr std::chrono::seconds kLong(20);

inline drivers::AravisSettings loopback() {
    drivers::AravisSettings settings;
    settings.camera = FakeCamera::kName;
    settings.packet_socket = false;
    return settings;
}

/// The process takes a moment before it answers.
inline std::unique_ptr<drivers::Camera> open_camera() {
    for (int attempt = 0;; ++attempt) {
        try {
            return drivers::make_aravis_camera(loopback());
        } catch (const Error&) {
            if (attempt == 20) throw;
        }
    }
}

inline drivers::CameraSettings small_and_fast() {
    drivers::CameraSettings settings;
    settings.exposure_ms = 1.0;
    settings.trigger = drivers::TriggerMode::free_running;
    settings.region = {0, 0, 128, 128};
    settings.pixel_format = "Mono8";
    return settings;
}

}  // namespace waferglow::test
