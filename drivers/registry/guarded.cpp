// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/registry/guarded.h"

#include "drivers/registry/guarded_call.h"

namespace waferglow::drivers {
namespace {

constexpr bool kBlocks = true;

class GuardedStage : public Guarded<Stage> {
  public:
    using Guarded::Guarded;
    StageCapabilities capabilities() const override {
        return recall("capabilities", [&] { return device().capabilities(); });
    }
    void home(std::stop_token stop) override {
        call(
            "home", [&] { device().home(std::move(stop)); }, kBlocks);
    }
    bool is_homed() const override {
        return recall("homed?", [&] { return device().is_homed(); });
    }
    void start_move(const StagePose& target) override {
        call("move", [&] { device().start_move(target); });
    }
    void wait_in_position(const SettleRule& rule, std::stop_token stop) override {
        call(
            "wait in position", [&] { device().wait_in_position(rule, std::move(stop)); }, kBlocks);
    }
    StagePose position() const override {
        return call("position", [&] { return device().position(); });
    }
    void halt() override {
        call("halt", [&] { device().halt(); });
    }
};

class GuardedCamera : public Guarded<Camera> {
  public:
    using Guarded::Guarded;
    CameraCapabilities capabilities() const override {
        return recall("capabilities", [&] { return device().capabilities(); });
    }
    CameraSettings configure(const CameraSettings& wanted) override {
        return call("configure", [&] { return device().configure(wanted); });
    }
    CameraSettings settings() const override {
        return recall("settings", [&] { return device().settings(); });
    }
    void start(int buffers) override {
        call("start", [&] { device().start(buffers); });
    }
    void stop() override {
        call("stop", [&] { device().stop(); });
    }
    void trigger() override {
        call("trigger", [&] { device().trigger(); });
    }
    void wait_exposed(std::chrono::milliseconds timeout) override {
        call(
            "exposure", [&] { device().wait_exposed(timeout); }, kBlocks);
    }
    void next_frame(Frame& frame, std::chrono::milliseconds timeout) override {
        call(
            "frame", [&] { device().next_frame(frame, timeout); }, kBlocks);
    }
    StreamStatistics statistics() const override {
        return recall("statistics", [&] { return device().statistics(); });
    }
};

class GuardedSpectrometer : public Guarded<Spectrometer> {
  public:
    using Guarded::Guarded;
    SpectrometerCapabilities capabilities() const override {
        return recall("capabilities", [&] { return device().capabilities(); });
    }
    void configure(const SpectrometerSettings& settings) override {
        call("configure", [&] { device().configure(settings); });
    }
    SpectrometerSettings settings() const override {
        return recall("settings", [&] { return device().settings(); });
    }
    std::vector<double> wavelengths_nm() const override {
        return recall("wavelengths", [&] { return device().wavelengths_nm(); });
    }
    std::vector<double> acquire(std::stop_token stop) override {
        return call(
            "spectrum", [&] { return device().acquire(std::move(stop)); }, kBlocks);
    }
};

class GuardedFilterWheel : public Guarded<FilterWheel> {
  public:
    using Guarded::Guarded;
    FilterWheelCapabilities capabilities() const override {
        return recall("capabilities", [&] { return device().capabilities(); });
    }
    void move_to(int position, std::chrono::milliseconds timeout, std::stop_token stop) override {
        call(
            "move", [&] { device().move_to(position, timeout, std::move(stop)); }, kBlocks);
    }
    int position() const override {
        return call("position", [&] { return device().position(); });
    }
};

class GuardedLight : public Guarded<LightSource> {
  public:
    using Guarded::Guarded;
    LightCapabilities capabilities() const override {
        return recall("capabilities", [&] { return device().capabilities(); });
    }
    void set_power_mw(double power_mw) override {
        call("set power", [&] { device().set_power_mw(power_mw); });
    }
    double power_set_mw() const override {
        return call("power set", [&] { return device().power_set_mw(); });
    }
    double power_measured_mw() const override {
        return call("power measured", [&] { return device().power_measured_mw(); });
    }
    void switch_on() override {
        lit_ = false;
        try {
            call(
                "switch on", [&] { device().switch_on(); }, kBlocks);
        } catch (const Error&) {
            look_at_interlock();  // which is why most lights refuse
            throw;
        }
        lit_ = true;
        see(true);
    }
    void switch_off() override {
        lit_ = false;
        call("switch off", [&] { device().switch_off(); });
        see(true);
    }
    void make_safe() noexcept override {
        lit_ = false;
        Guarded::make_safe();
    }
    void reconnect() override {
        lit_ = false;
        Guarded::reconnect();
        out_ = false;
    }
    bool is_on() const override {
        const bool on = call("on?", [&] { return device().is_on(); });
        see(on);
        return on;
    }
    bool interlock_closed() const override {
        const bool closed = call("interlock", [&] { return device().interlock_closed(); });
        watch(open_, !closed, DeviceFault::interlock_open,
              closed ? "the interlock is closed again" : "the interlock is open");
        return closed;
    }

  private:
    void see(bool on) const {
        const bool out = lit_ && !on;
        watch(out_, out, DeviceFault::light_out,
              out ? "the light went out" : "the light is as it was told to be");
    }
    void look_at_interlock() const noexcept {
        try {
            (void)interlock_closed();
        } catch (const Error&) {  // told as a fault of its own
            return;
        }
    }

    std::atomic<bool> lit_ = false;  // switched on, and not off since
    mutable std::atomic<bool> out_ = false;
    mutable std::atomic<bool> open_ = false;
};

}  // namespace

std::unique_ptr<Stage> guarded(std::unique_ptr<Stage> stage, Guard guard) {
    return std::make_unique<GuardedStage>(std::move(stage), std::move(guard));
}
std::unique_ptr<Camera> guarded(std::unique_ptr<Camera> camera, Guard guard) {
    return std::make_unique<GuardedCamera>(std::move(camera), std::move(guard));
}
std::unique_ptr<Spectrometer> guarded(std::unique_ptr<Spectrometer> spectrometer, Guard guard) {
    return std::make_unique<GuardedSpectrometer>(std::move(spectrometer), std::move(guard));
}
std::unique_ptr<FilterWheel> guarded(std::unique_ptr<FilterWheel> wheel, Guard guard) {
    return std::make_unique<GuardedFilterWheel>(std::move(wheel), std::move(guard));
}
std::unique_ptr<LightSource> guarded(std::unique_ptr<LightSource> light, Guard guard) {
    return std::make_unique<GuardedLight>(std::move(light), std::move(guard));
}

}  // namespace waferglow::drivers
