// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/simulated_light.h"

#include "drivers/simulated/physics/counter_random.h"
#include "libinspect/base/error.h"

#include <chrono>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr double kLinesPowerMw = 1.0;

}  // namespace

SimulatedLight::SimulatedLight(LightKind kind, std::shared_ptr<SimulatedBench> bench,
                               std::shared_ptr<FaultPlan> faults)
    : kind_(kind),
      bench_(bench),
      link_(DeviceKind::light, bench, std::move(faults), [this] { go_off(); }),
      power_mw_(capabilities().min_power_mw) {}

SimulatedLight::~SimulatedLight() {
    make_safe();
}

Identity SimulatedLight::identity() const {
    return link_.tell("identity", [&](auto) {
        switch (kind_) {
            case LightKind::laser:
                return Identity{"WaferGlow", "simulated laser", "SIM-LA-1", "1"};
            case LightKind::lamp:
                return Identity{"WaferGlow", "simulated white lamp", "SIM-WL-1", "1"};
            case LightKind::lines:
                break;
        }
        return Identity{"WaferGlow", "simulated mercury-argon lamp", "SIM-HG-1", "1"};
    });
}

void SimulatedLight::go_off() noexcept {
    on_ = false;
    bench_->set_light(kind_, false, 0.0);
}

void SimulatedLight::make_safe() noexcept {
    go_off();
}

void SimulatedLight::reconnect() {
    link_.reconnect();
    go_off();
    stalled_ = false;
    power_mw_ = capabilities().min_power_mw;
}

LightCapabilities SimulatedLight::capabilities() const {
    const SimulatedSettings& s = bench_->settings();
    switch (kind_) {
        case LightKind::laser:
            return {.wavelength_nm = s.wafer.population.epi.excitation_nm,
                    .min_power_mw = s.laser.min_power_mw,
                    .max_power_mw = s.laser.max_power_mw,
                    .has_interlock = true};
        case LightKind::lamp:
            return {.wavelength_nm = 0.0,
                    .min_power_mw = 0.01 * s.lamp.max_power_mw,
                    .max_power_mw = s.lamp.max_power_mw,
                    .has_interlock = false};
        case LightKind::lines:
            break;
    }
    return {.wavelength_nm = 0.0,
            .min_power_mw = kLinesPowerMw,
            .max_power_mw = kLinesPowerMw,
            .has_interlock = false};
}

void SimulatedLight::note(std::optional<FaultMode> fault) const {
    interlock_open_ = fault == FaultMode::interlock_open;
    if (fault == FaultMode::stall) stalled_ = true;
    if (interlock_open_ || fault == FaultMode::stall) {
        on_ = false;
        bench_->set_light(kind_, false, 0.0);
    }
}

void SimulatedLight::set_power_mw(double power_mw) {
    const LightCapabilities can = capabilities();
    if (!(power_mw >= can.min_power_mw && power_mw <= can.max_power_mw))
        throw Error(ErrorKind::usage, fmt::format("simulated light: {} mW is beyond {} to {} mW", power_mw,
                                                  can.min_power_mw, can.max_power_mw));
    link_.tell("power", [&](std::optional<FaultMode> fault) {
        note(fault);
        power_mw_ = power_mw;
        if (!on_) return;
        bench_->set_light(kind_, true, power_mw_);
        bench_->time().wait(std::chrono::nanoseconds(std::llround(1e6 * bench_->settings().laser.ramp_ms)));
    });
}

double SimulatedLight::power_set_mw() const {
    return link_.tell("power", [&](std::optional<FaultMode> fault) {
        note(fault);
        return power_mw_;
    });
}

double SimulatedLight::power_measured_mw() const {
    return link_.tell("measure", [&](std::optional<FaultMode> fault) {
        note(fault);
        if (!on_) return 0.0;
        if (kind_ != LightKind::laser) return power_mw_;
        const SimulatedSettings& s = bench_->settings();
        simulated::RandomStream random(
            simulated::stream_key(s.wafer.seed, simulated::Topic::power_meter, readings_++));
        return bench_->laser_power_mw(power_mw_) * (1.0 + s.laser.monitor_noise * random.normal());
    });
}

void SimulatedLight::switch_on() {
    link_.tell("on", [&](std::optional<FaultMode> fault) {
        note(fault);
        if (interlock_open_)
            throw Error(
                ErrorKind::device,
                "simulated light: the interlock is open, so it can't be switched on; close the cover");
        if (stalled_)
            throw Error(ErrorKind::device,
                        "simulated light: it was switched on, but its power stays at 0 mW");
        on_ = true;
        bench_->set_light(kind_, true, power_mw_);
        bench_->time().wait(std::chrono::nanoseconds(std::llround(1e6 * bench_->settings().laser.ramp_ms)));
    });
}

void SimulatedLight::switch_off() {
    link_.tell("off", [&](std::optional<FaultMode> fault) {
        note(fault);
        go_off();
    });
}

bool SimulatedLight::is_on() const {
    return link_.tell("state", [&](std::optional<FaultMode> fault) {
        note(fault);
        return on_.load();
    });
}

bool SimulatedLight::interlock_closed() const {
    return link_.tell("interlock", [&](std::optional<FaultMode> fault) {
        note(fault);
        return !interlock_open_;
    });
}

}  // namespace waferglow::drivers
