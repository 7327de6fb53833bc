// SPDX-License-Identifier: GPL-3.0-or-later
// A camera that looks at the virtual wafer. Frames are rendered by the thread that fetches them.
//
// Where nothing was triggered, `next_frame` waits for a trigger of another thread in real time, whatever the
// time source. Pixel formats: Mono12 and Mono16 (12-bit values), Mono8 (their upper 8 bits).
#pragma once

#include "drivers/interfaces/camera.h"
#include "drivers/simulated/frame_maker.h"
#include "drivers/simulated/link.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace waferglow::drivers {

class SimulatedCamera : public Camera {
  public:
    SimulatedCamera(std::shared_ptr<SimulatedBench> bench, std::shared_ptr<FaultPlan> faults);
    ~SimulatedCamera() override;

    [[nodiscard]] Identity identity() const override;
    void make_safe() noexcept override;
    void reconnect() override;

    [[nodiscard]] CameraCapabilities capabilities() const override;
    CameraSettings configure(const CameraSettings& wanted) override;
    [[nodiscard]] CameraSettings settings() const override { return settings_; }
    void start(int buffers) override;
    void stop() override;
    void trigger() override;
    void wait_exposed(std::chrono::milliseconds timeout) override;
    void next_frame(Frame& frame, std::chrono::milliseconds timeout) override;
    [[nodiscard]] StreamStatistics statistics() const override;

  private:
    struct Pending {
        std::uint64_t id = 0;
        std::int64_t begin_ns = 0;
        std::int64_t end_ns = 0;
        Exposure exposure;
        bool lost = false;
    };
    void end_stream() noexcept;
    [[nodiscard]] Pending expose_at(std::int64_t begin_ns, bool lost);
    /// The next frame to deliver by what was triggered or, free running, by the time that has passed.
    [[nodiscard]] Pending take_pending(std::chrono::milliseconds timeout);
    [[nodiscard]] Pending take_free_running();
    void crop(Frame& frame) const;

    std::shared_ptr<SimulatedBench> bench_;
    mutable SimulatedLink link_;
    FrameMaker frames_;
    CameraSettings settings_;  // changed only while no stream runs
    mutable std::mutex mutex_;
    std::condition_variable triggered_;
    bool streaming_ = false;  // under mutex_, as all below
    bool stalled_ = false;
    int buffers_ = 0;
    std::uint64_t next_id_ = 0;
    std::int64_t stream_start_ns_ = 0;
    std::int64_t exposed_until_ns_ = 0;
    std::deque<Pending> pending_;
    StreamStatistics statistics_;
    Image whole_;  // of the fetching thread
};

}  // namespace waferglow::drivers
