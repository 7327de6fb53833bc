// SPDX-License-Identifier: GPL-3.0-or-later
// A monochrome area camera that streams frames with an identity.
#pragma once

#include "drivers/interfaces/device.h"
#include "libinspect/geometry/image.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace waferglow::drivers {

enum class TriggerMode {
    free_running,  ///< frames come as fast as the settings allow
    software,      ///< one frame a call of `trigger`
    hardware,      ///< one frame a pulse on the trigger line
};

/// A part of the sensor, in pixels.
struct SensorRegion {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    friend bool operator==(const SensorRegion&, const SensorRegion&) = default;
};

struct CameraCapabilities {
    int sensor_width_px = 0;
    int sensor_height_px = 0;
    double min_exposure_ms = 0.0;
    double max_exposure_ms = 0.0;
    double min_gain = 1.0;  ///< factor; min = max: the camera has no gain
    double max_gain = 1.0;
    bool software_trigger = false;
    std::vector<std::string> pixel_formats;  ///< names of the GenICam Pixel Format Naming Convention
};

struct CameraSettings {
    double exposure_ms = 10.0;
    double gain = 1.0;
    TriggerMode trigger = TriggerMode::software;
    SensorRegion region{};  ///< width 0: the whole sensor
    std::string pixel_format = "Mono16";
    friend bool operator==(const CameraSettings&, const CameraSettings&) = default;
};

/// One picture. Values are the sensor's DN, not shifted up to 16 bit.
struct Frame {
    Image image;
    std::uint64_t id = 0;  ///< counts up from the start of the stream; a gap is a frame lost on the way
    std::uint64_t timestamp_ns = 0;  ///< of the camera's clock
};

/// What became of the frames since `start`.
struct StreamStatistics {
    std::uint64_t delivered = 0;
    std::uint64_t dropped = 0;     ///< lost for want of buffers or on the way
    std::uint64_t incomplete = 0;  ///< arrived with holes and thrown away
};

/// See Device for threads and faults; `next_frame` may be called by another thread than `trigger`.
class Camera : public Device {
  public:
    [[nodiscard]] virtual CameraCapabilities capabilities() const = 0;
    /// Sets up the camera, and says what it took: values are rounded to the camera's steps. Throws
    /// Error(usage) for what it can't do; only while no stream runs.
    virtual CameraSettings configure(const CameraSettings& wanted) = 0;
    [[nodiscard]] virtual CameraSettings settings() const = 0;
    /// Starts the stream with `buffers` frames of memory.
    virtual void start(int buffers) = 0;
    virtual void stop() = 0;
    /// Starts the exposure of one frame and returns; with TriggerMode::software only.
    virtual void trigger() = 0;
    /// Blocks until the exposure that `trigger` started has ended: the stage may move from here on, while the
    /// frame is still read out. Throws Error(device) on a timeout.
    virtual void wait_exposed(std::chrono::milliseconds timeout) = 0;
    /// The next frame, in the order of their ids, into `frame`, whose memory is used again. Throws
    /// Error(device) on a timeout.
    virtual void next_frame(Frame& frame, std::chrono::milliseconds timeout) = 0;
    [[nodiscard]] virtual StreamStatistics statistics() const = 0;
};

}  // namespace waferglow::drivers
