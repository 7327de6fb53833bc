// SPDX-License-Identifier: GPL-3.0-or-later
// Devices in memory that write down every command and fail on demand.
#pragma once

#include "app/tool/scan_tool.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::test {

/// What happened, in order. Thread-safe.
class CallLog {
  public:
    void add(const std::string& call) {
        const std::lock_guard lock(mutex_);
        calls_.push_back(call);
    }
    [[nodiscard]] std::vector<std::string> calls() const {
        const std::lock_guard lock(mutex_);
        return calls_;
    }

  private:
    mutable std::mutex mutex_;
    std::vector<std::string> calls_;
};

/// Told of every command before it is done; throws to make it fail.
using Gate = std::function<void(const std::string& command)>;

struct FakeWorld {
    CallLog log;
    Gate gate;
    StagePoint at;               ///< where the stage stands
    std::optional<double> z_um;  ///< that the last move asked for
    std::function<void(StagePoint at, double power_mw, Image& image)> picture;  ///< none: x in all pixels
    int width_px = 8;
    int height_px = 6;
    std::atomic<double> power_mw = 0.0;
    std::atomic<int> filter = 4;  ///< where the wheel stands
    std::atomic<bool> lit = false;
    std::atomic<bool> streaming = false;
    std::atomic<bool> moving = false;
    std::atomic<bool> interlock_closed = true;
    std::atomic<int> interlock_looks = 0;  ///< so many looks find it open even so

    void command(const std::string& name) {
        log.add(name);
        if (gate) gate(name);
    }
};

class FakeStage : public drivers::Stage {
  public:
    explicit FakeStage(FakeWorld& world) : world_(world) {}
    drivers::Identity identity() const override { return {"Fake", "Stage", "1", "0"}; }
    void make_safe() noexcept override { world_.moving = false; }
    void reconnect() override { world_.command("stage.reconnect"); }
    drivers::StageCapabilities capabilities() const override {
        return {{-1e5, 1e5}, {-1e5, 1e5}, {}, {}, 1e5, 0.001};
    }
    void home(std::stop_token) override { homed_ = true; }
    bool is_homed() const override { return homed_; }
    void start_move(const drivers::StagePose& target) override {
        world_.command("move");
        target_ = target.xy_um;
        world_.z_um = target.z_um;
        world_.moving = true;
    }
    void wait_in_position(const drivers::SettleRule&, std::stop_token) override {
        world_.command("wait");
        world_.at = target_;
        world_.moving = false;
    }
    drivers::StagePose position() const override { return {world_.at, {}, {}}; }
    void halt() override { world_.moving = false; }

  private:
    FakeWorld& world_;
    StagePoint target_;
    bool homed_ = false;
};

/// A frame shows what the world's picture says for the place and the light at the moment of the trigger.
class FakeCamera : public drivers::Camera {
  public:
    explicit FakeCamera(FakeWorld& world) : world_(world) {}
    drivers::Identity identity() const override { return {"Fake", "Camera", "2", "0"}; }
    void make_safe() noexcept override { world_.streaming = false; }
    void reconnect() override { world_.command("camera.reconnect"); }
    drivers::CameraCapabilities capabilities() const override {
        return {world_.width_px, world_.height_px, 0.01, 1000.0, 1.0, 1.0, true, {"Mono16"}};
    }
    drivers::CameraSettings configure(const drivers::CameraSettings& wanted) override {
        return settings_ = wanted;
    }
    drivers::CameraSettings settings() const override { return settings_; }
    void start(int) override {
        world_.command("start");
        world_.streaming = true;
        id_ = 0;
    }
    void stop() override { world_.streaming = false; }
    void trigger() override {
        world_.command("trigger");
        exposed_at_ = world_.at;
        exposed_mw_ = world_.lit ? world_.power_mw.load() : 0.0;
    }
    void wait_exposed(std::chrono::milliseconds) override { world_.command("exposed"); }
    void next_frame(drivers::Frame& frame, std::chrono::milliseconds) override {
        const std::uint64_t id = id_++;
        world_.command("frame");
        frame.image.resize(world_.width_px, world_.height_px);
        if (world_.picture) {
            world_.picture(exposed_at_, exposed_mw_, frame.image);
        } else {
            std::ranges::fill(frame.image.pixels(), static_cast<std::uint16_t>(exposed_at_.x));
        }
        frame.id = id;
    }
    drivers::StreamStatistics statistics() const override { return {}; }

  private:
    FakeWorld& world_;
    drivers::CameraSettings settings_;
    StagePoint exposed_at_;
    double exposed_mw_ = 0.0;
    std::uint64_t id_ = 0;
};

class FakeLight : public drivers::LightSource {
  public:
    explicit FakeLight(FakeWorld& world) : world_(world) {}
    drivers::Identity identity() const override { return {"Fake", "Light", "3", "0"}; }
    void make_safe() noexcept override { world_.lit = false; }
    void reconnect() override { world_.command("light.reconnect"); }
    drivers::LightCapabilities capabilities() const override { return {405.0, 1.0, 100.0, true}; }
    void set_power_mw(double power_mw) override { world_.power_mw = power_mw; }
    double power_set_mw() const override { return world_.power_mw; }
    double power_measured_mw() const override { return world_.lit ? world_.power_mw.load() : 0.0; }
    void switch_on() override {
        world_.command("on");
        if (!world_.interlock_closed) throw Error(ErrorKind::device, "light: the interlock is open");
        world_.lit = true;
    }
    void switch_off() override {
        world_.command("off");
        world_.lit = false;
    }
    bool is_on() const override { return world_.lit; }
    bool interlock_closed() const override {
        if (world_.interlock_looks > 0) {
            --world_.interlock_looks;
            return false;
        }
        return world_.interlock_closed;
    }

  private:
    FakeWorld& world_;
};

/// Every spectrum is a line at 455 nm.
class FakeSpectrometer : public drivers::Spectrometer {
  public:
    explicit FakeSpectrometer(FakeWorld& world) : world_(world) {}
    drivers::Identity identity() const override { return {"Fake", "Spectrometer", "4", "0"}; }
    void make_safe() noexcept override {}
    void reconnect() override { world_.command("spectrometer.reconnect"); }
    drivers::SpectrometerCapabilities capabilities() const override { return {64, 0.1, 1e4, 100, 65535.0}; }
    void configure(const drivers::SpectrometerSettings& settings) override { settings_ = settings; }
    drivers::SpectrometerSettings settings() const override { return settings_; }
    std::vector<double> wavelengths_nm() const override {
        std::vector<double> nm;
        for (int i = 0; i < 64; ++i) nm.push_back(400.0 + 2.0 * i);
        return nm;
    }
    std::vector<double> acquire(std::stop_token) override {
        world_.command("acquire");
        std::vector<double> counts;
        for (const double nm : wavelengths_nm())
            counts.push_back(50.0 + 4000.0 * std::exp(-0.5 * (nm - 455.0) * (nm - 455.0) / 60.0));
        return counts;
    }

  private:
    FakeWorld& world_;
    drivers::SpectrometerSettings settings_;
};

/// Six positions; somebody may turn it by hand.
class FakeFilterWheel : public drivers::FilterWheel {
  public:
    explicit FakeFilterWheel(FakeWorld& world) : world_(world) {}
    drivers::Identity identity() const override { return {"Fake", "Wheel", "5", "0"}; }
    void make_safe() noexcept override {}
    void reconnect() override { world_.command("wheel.reconnect"); }
    drivers::FilterWheelCapabilities capabilities() const override { return {6, {}}; }
    void move_to(int position, std::chrono::milliseconds, std::stop_token) override {
        world_.command("turn");
        world_.filter = position;
    }
    int position() const override { return world_.filter; }

  private:
    FakeWorld& world_;
};

/// The devices together with the view that a scan takes.
struct FakeTool {
    FakeWorld world;
    FakeStage stage{world};
    FakeCamera camera{world};
    FakeLight light{world};
    FakeSpectrometer spectrometer{world};
    FakeFilterWheel filter_wheel{world};  ///< not in the view, as in most tools
    tool::ScanTool view;

    FakeTool() {
        view.stage = &stage;
        view.camera = &camera;
        view.spectrometer = &spectrometer;
        view.lights = {{.name = "laser",
                        .use = {ChannelKind::pl},
                        .source = &light,
                        .spot_cm2 = 1e-3,
                        .default_mw = 0.0}};
        view.filters = {"open", "sloped", "3", "4", "5", "6"};
        view.camera_info = {.pixel_um = 1.0, .width_px = 8, .height_px = 6};
    }
};

}  // namespace waferglow::test
