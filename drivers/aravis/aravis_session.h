// SPDX-License-Identifier: GPL-3.0-or-later
// One opened camera: from being found until it is lost or let go.
#pragma once

#include "drivers/aravis/aravis_camera.h"
#include "drivers/aravis/genicam_features.h"

#include <atomic>
#include <mutex>

namespace waferglow::drivers {

/// Thread-safe. Calls throw Error(device) where the camera does not answer.
class AravisSession {
  public:
    explicit AravisSession(const AravisSettings& options);
    ~AravisSession();
    AravisSession(const AravisSession&) = delete;
    AravisSession& operator=(const AravisSession&) = delete;

    [[nodiscard]] const std::string& label() const { return label_; }
    [[nodiscard]] const Identity& identity() const { return identity_; }
    [[nodiscard]] const CameraCapabilities& capabilities() const { return capabilities_; }
    [[nodiscard]] CameraSettings settings() const;
    [[nodiscard]] bool is_gige() const;
    /// The camera no longer obeys us: it was unplugged, restarted, or taken over.
    [[nodiscard]] bool lost() const { return lost_; }

    CameraSettings configure(const CameraSettings& wanted);
    [[nodiscard]] GObject<ArvStream> make_stream(int buffers);
    void start_acquisition();
    void stop_acquisition();
    void software_trigger();

  private:
    void read_identity();
    void read_capabilities();
    void check(const CameraSettings& wanted) const;
    void set_region(const SensorRegion& wanted);
    void set_highest_rate();
    void set_trigger(TriggerMode mode);
    [[nodiscard]] CameraSettings read_back(TriggerMode mode);
    [[nodiscard]] GainUnit gain_unit() const;
    [[nodiscard]] double gain_from(double feature) const;
    [[nodiscard]] double gain_to(double gain) const;

    AravisSettings options_;
    std::string label_;
    std::atomic<bool> lost_ = false;  // made before the camera's thread, which writes it
    GObject<ArvCamera> camera_;
    GenicamFeatures features_;
    std::optional<CameraFeature> exposure_;  ///< in us
    std::optional<CameraFeature> gain_;
    Identity identity_;
    CameraCapabilities capabilities_;
    mutable std::mutex mutex_;  ///< of settings_
    CameraSettings settings_;
};

}  // namespace waferglow::drivers
