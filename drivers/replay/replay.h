// SPDX-License-Identifier: GPL-3.0-or-later
// A recording played as a tool: stage, camera and lights whose frames are the recording's files.
//
// A frame is that of the tile where the stage stands (within a micrometre) in the channel whose excitation
// and exposure are set: PL channels by the laser, reflected ones by the lamp. With all lights off it is
// dark.tif; with the lamp on at `flat_position` it is flat.tif. Anything else is an Error(device) that says
// what the recording has. Moves and exposures take no time. For spectra see replay_spectrometer.h.
#pragma once

#include "drivers/interfaces/camera.h"
#include "drivers/interfaces/light_source.h"
#include "drivers/interfaces/stage.h"
#include "libinspect/formats/recording.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace waferglow::drivers {

/// What the devices share. Thread-safe.
class ReplayBench {
  public:
    explicit ReplayBench(const std::filesystem::path& folder);

    /// Lit area of the laser: 1 W/cm2 is 1000 mW.
    static constexpr double kSpotCm2 = 1.0;

    [[nodiscard]] const Recording& recording() const { return recording_; }
    /// A place beside all tiles.
    [[nodiscard]] StagePoint flat_position() const { return flat_position_; }

    /// A place of the stage as tiles.csv gives it: along the camera's axes.
    [[nodiscard]] StagePoint tile_position_of(StagePoint stage) const;

    void move_to(StagePoint position);
    [[nodiscard]] StagePoint position() const;
    void set_laser(bool on, double w_cm2);
    void set_lamp(bool on);
    /// The file that a frame exposed now is; throws Error(device).
    [[nodiscard]] std::filesystem::path frame_file(double exposure_ms) const;

  private:
    [[nodiscard]] bool fits(const Channel& channel, double exposure_ms) const;

    Recording recording_;
    StagePoint flat_position_;
    mutable std::mutex mutex_;
    StagePoint position_;  // under mutex_, as all below
    bool laser_on_ = false;
    double laser_w_cm2_ = 0.0;
    bool lamp_on_ = false;
};

class ReplayStage : public Stage {
  public:
    explicit ReplayStage(std::shared_ptr<ReplayBench> bench) : bench_(std::move(bench)) {}
    [[nodiscard]] Identity identity() const override;
    void make_safe() noexcept override {}
    void reconnect() override {}
    [[nodiscard]] StageCapabilities capabilities() const override;
    void home(std::stop_token stop) override;
    [[nodiscard]] bool is_homed() const override { return true; }
    void start_move(const StagePose& target) override;
    void wait_in_position(const SettleRule& rule, std::stop_token stop) override;
    [[nodiscard]] StagePose position() const override { return {bench_->position(), {}, {}}; }
    void halt() override {}

  private:
    std::shared_ptr<ReplayBench> bench_;
};

/// Files are read by the thread that fetches the frames.
class ReplayCamera : public Camera {
  public:
    explicit ReplayCamera(std::shared_ptr<ReplayBench> bench) : bench_(std::move(bench)) {}
    ~ReplayCamera() override { end_stream(); }
    [[nodiscard]] Identity identity() const override;
    void make_safe() noexcept override { end_stream(); }
    void reconnect() override { end_stream(); }
    [[nodiscard]] CameraCapabilities capabilities() const override;
    CameraSettings configure(const CameraSettings& wanted) override;
    [[nodiscard]] CameraSettings settings() const override { return settings_; }
    void start(int buffers) override;
    void stop() override { end_stream(); }
    void trigger() override;
    void wait_exposed(std::chrono::milliseconds timeout) override;
    void next_frame(Frame& frame, std::chrono::milliseconds timeout) override;
    [[nodiscard]] StreamStatistics statistics() const override;

  private:
    struct Pending {
        std::uint64_t id = 0;
        std::filesystem::path file;
    };
    void end_stream() noexcept;

    std::shared_ptr<ReplayBench> bench_;
    CameraSettings settings_;
    mutable std::mutex mutex_;
    std::condition_variable triggered_;
    bool streaming_ = false;  // under mutex_, as all below
    std::size_t buffers_ = 0;
    std::uint64_t next_id_ = 0;
    std::deque<Pending> pending_;
    StreamStatistics statistics_;
};

enum class ReplayLightKind { laser, lamp };

class ReplayLight : public LightSource {
  public:
    ReplayLight(ReplayLightKind kind, std::shared_ptr<ReplayBench> bench);
    ~ReplayLight() override { go_off(); }
    [[nodiscard]] Identity identity() const override;
    void make_safe() noexcept override { go_off(); }
    void reconnect() override { go_off(); }
    [[nodiscard]] LightCapabilities capabilities() const override;
    void set_power_mw(double power_mw) override;
    [[nodiscard]] double power_set_mw() const override { return power_mw_; }
    [[nodiscard]] double power_measured_mw() const override { return on_ ? power_mw_ : 0.0; }
    void switch_on() override;
    void switch_off() override { go_off(); }
    [[nodiscard]] bool is_on() const override { return on_; }
    [[nodiscard]] bool interlock_closed() const override { return true; }

  private:
    void go_off() noexcept;
    void shine();

    ReplayLightKind kind_;
    std::shared_ptr<ReplayBench> bench_;
    std::atomic<bool> on_{false};
    double power_mw_ = 0.0;
};

}  // namespace waferglow::drivers
