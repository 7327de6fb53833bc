// SPDX-License-Identifier: GPL-3.0-or-later
// GenICam cameras, GigE Vision and USB3 Vision, by the library Aravis 0.8.
//
// Sources: "Aravis Reference Manual" 0.8 (ArvCamera, ArvStream, ArvBuffer); EMVA, "GenICam Standard Features
// Naming Convention" for AcquisitionMode, TriggerSelector, TriggerMode, TriggerSource, TriggerSoftware,
// Width, Height, OffsetX, OffsetY, PixelFormat; feature_names.h for exposure and gain.
#pragma once

#include "drivers/interfaces/camera.h"

#include <memory>
#include <string>

namespace waferglow::drivers {

/// What the numbers of the camera's gain feature are.
enum class GainUnit {
    by_camera,  ///< dB where its description says so; a factor for a float; its own steps for an integer
    decibel,
    factor,
    raw,  ///< the camera's own steps: CameraSettings::gain is passed on as it is
};

struct AravisSettings {
    std::string camera;  ///< device id as `arv-tool-0.8` lists it, serial number or address; empty: the first
    bool packet_socket = true;  ///< GigE Vision: off for a camera on loopback; on a real network keep it on
    int packet_size = 0;        ///< GigE Vision: bytes; 0: as the camera has it
    std::string trigger_line = "Line1";  ///< of TriggerMode::hardware
    GainUnit gain_unit = GainUnit::by_camera;
    double exposure_margin_ms =
        1.0;  ///< added to the exposure by wait_exposed: trigger delay and sensor latency
    double reconnect_timeout_s = 10.0;
};

/// Opens the camera. See Camera. No event tells the end of an exposure on all cameras, so wait_exposed counts
/// the exposure time from the trigger on. Frame ids count from the first frame of a stream that arrives; the
/// camera's 16- or 64-bit block ids are unrolled. With a software trigger they also tell which trigger a
/// frame is of: a late one of a trigger that was given up is thrown away and counted as dropped, never
/// delivered for a later trigger; one that no trigger asked for is an Error(device). Timestamps are the
/// camera's own (of the frame's leader), or the computer's where it has none. With a software trigger a frame
/// with holes ends next_frame by Error(device), since no other follows.
[[nodiscard]] std::unique_ptr<Camera> make_aravis_camera(const AravisSettings& settings);

}  // namespace waferglow::drivers
