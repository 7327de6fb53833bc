// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/simulated_stage.h"

#include "libinspect/base/error.h"

#include <cmath>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr std::int64_t kPollNs = 1'000'000;
constexpr double kUmPerRad = 1e5;  // at the wafer's edge

void check_limits(const char* axis, double value, const AxisLimits& limits, const char* unit) {
    if (!(value >= limits.min && value <= limits.max))
        throw Error(ErrorKind::usage,
                    fmt::format("simulated stage: {} = {} {} is beyond its soft limits of {} to {}", axis,
                                value, unit, limits.min, limits.max));
}

double distance_um(const StagePose& a, const StagePose& target) {
    double distance = std::hypot(a.xy_um.x - target.xy_um.x, a.xy_um.y - target.xy_um.y);
    if (target.z_um) distance = std::max(distance, std::abs(*a.z_um - *target.z_um));
    if (target.theta_rad)
        distance = std::max(distance, kUmPerRad * std::abs(*a.theta_rad - *target.theta_rad));
    return distance;
}

}  // namespace

SimulatedStage::SimulatedStage(std::shared_ptr<SimulatedBench> bench, std::shared_ptr<FaultPlan> faults)
    : bench_(bench),
      link_(DeviceKind::stage, bench, std::move(faults), [bench] { bench->stop_stage(); }),
      target_(bench->reported_pose()) {}

SimulatedStage::~SimulatedStage() {
    make_safe();
}

Identity SimulatedStage::identity() const {
    return link_.tell("identity", [](auto) {
        return Identity{"WaferGlow", "simulated stage", "SIM-ST-1", "1"};
    });
}

void SimulatedStage::make_safe() noexcept {
    bench_->stop_stage();
}

void SimulatedStage::reconnect() {
    link_.reconnect();
    bench_->stop_stage();
    target_ = bench_->reported_pose();
}

StageCapabilities SimulatedStage::capabilities() const {
    const StageModel& stage = bench_->settings().stage;
    constexpr double kResolutionUm = 0.001;
    return {.x_um = stage.x_um,
            .y_um = stage.y_um,
            .z_um = stage.z_um,
            .theta_rad = stage.theta_rad,
            .max_speed_um_s = stage.speed_um_s,
            .resolution_um = kResolutionUm};
}

void SimulatedStage::home(std::stop_token stop) {
    link_.tell("home", [&](std::optional<FaultMode> fault) {
        homed_ = false;
        at_limit_ = false;
        target_ = {{0.0, 0.0}, 0.0, 0.0};
        bench_->move_to(fault ? StagePose{bench_->reported_pose().xy_um, {}, {}} : target_);
        if (fault) throw Error(ErrorKind::device, "simulated stage: the reference marks were not found");
        settle({}, stop);
        homed_ = true;
    });
}

void SimulatedStage::start_move(const StagePose& target) {
    const StageModel& stage = bench_->settings().stage;
    check_limits("x", target.xy_um.x, stage.x_um, "um");
    check_limits("y", target.xy_um.y, stage.y_um, "um");
    if (target.z_um) check_limits("z", *target.z_um, stage.z_um, "um");
    if (target.theta_rad) check_limits("theta", *target.theta_rad, stage.theta_rad, "rad");
    link_.tell("move", [&](std::optional<FaultMode> fault) {
        if (at_limit_)
            throw Error(ErrorKind::device, "simulated stage: it stands on a limit switch; home it first");
        if (!homed_) throw Error(ErrorKind::device, "simulated stage: it must be homed before it moves");
        target_ = target;
        if (!fault) {
            bench_->move_to(target);
            return;
        }
        // Half of the way, and no further.
        const StagePose here = bench_->reported_pose();
        StagePose half = target;
        half.xy_um = {0.5 * (here.xy_um.x + target.xy_um.x), 0.5 * (here.xy_um.y + target.xy_um.y)};
        constexpr double kNeverInWindowUm = 1000.0;
        if (distance_um(here, target) < kNeverInWindowUm) half.xy_um.x = here.xy_um.x + kNeverInWindowUm;
        bench_->move_to(half);
        if (*fault == FaultMode::limit_hit) {
            at_limit_ = true;
            homed_ = false;
        }
    });
}

void SimulatedStage::wait_in_position(const SettleRule& rule, std::stop_token stop) {
    link_.tell("position", [&](std::optional<FaultMode> fault) {
        if (fault == FaultMode::limit_hit) {
            at_limit_ = true;
            homed_ = false;
        }
        if (fault) {
            bench_->stop_stage();
            target_.xy_um.x += 1e3;  // what it will not reach
        }
        settle(rule, stop);
    });
}

void SimulatedStage::settle(const SettleRule& rule, const std::stop_token& stop) {
    TimeSource& time = bench_->time();
    const std::int64_t begin = time.now_ns();
    const std::int64_t settle_ns = std::chrono::nanoseconds(rule.settle).count();
    const std::int64_t deadline = begin + std::chrono::nanoseconds(rule.timeout).count();
    std::int64_t inside_since = -1;
    while (true) {
        if (stop.stop_requested()) {
            bench_->stop_stage();
            throw Error(ErrorKind::cancelled, "simulated stage: the move was stopped on request");
        }
        if (at_limit_) {
            bench_->stop_stage();
            throw Error(ErrorKind::device,
                        "simulated stage: it ran into a limit switch on its way; home it before it goes on");
        }
        const std::int64_t now = time.now_ns();
        const double left_um = distance_um(bench_->reported_pose(), target_);
        if (left_um > rule.window_um) {
            inside_since = -1;
        } else if (inside_since < 0) {
            inside_since = now;
        }
        if (inside_since >= 0 && now - inside_since >= settle_ns) return;
        if (now >= deadline)
            throw Error(
                ErrorKind::device,
                fmt::format("simulated stage: not in position within {} ms; {:.3f} um are left to x = {}, "
                            "y = {}",
                            rule.timeout.count(), left_um, target_.xy_um.x, target_.xy_um.y));
        time.wait_until(now + kPollNs, stop);
    }
}

StagePose SimulatedStage::position() const {
    return link_.tell("position", [&](std::optional<FaultMode>) { return bench_->reported_pose(); });
}

void SimulatedStage::halt() {
    link_.tell("halt", [&](std::optional<FaultMode>) { bench_->stop_stage(); });
}

}  // namespace waferglow::drivers
