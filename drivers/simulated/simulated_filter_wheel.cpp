// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/simulated_filter_wheel.h"

#include "libinspect/base/error.h"

#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

const std::vector<std::string>& wheel_names() {
    static const std::vector<std::string> kNames{"open", "sloped"};
    return kNames;
}

/// The wheel goes round.
int next_position(int position) {
    return position % static_cast<int>(wheel_names().size()) + 1;
}

}  // namespace

SimulatedFilterWheel::SimulatedFilterWheel(std::shared_ptr<SimulatedBench> bench,
                                           std::shared_ptr<FaultPlan> faults)
    : bench_(bench), link_(DeviceKind::filter_wheel, bench, std::move(faults), [] {}) {}

Identity SimulatedFilterWheel::identity() const {
    return link_.tell("identity", [](auto) {
        return Identity{"WaferGlow", "simulated filter wheel", "SIM-FW-1", "1"};
    });
}

FilterWheelCapabilities SimulatedFilterWheel::capabilities() const {
    return {.positions = static_cast<int>(wheel_names().size()), .names = wheel_names()};
}

void SimulatedFilterWheel::move_to(int position, std::chrono::milliseconds timeout, std::stop_token stop) {
    const int positions = capabilities().positions;
    if (position < 1 || position > positions)
        throw Error(ErrorKind::usage, fmt::format("simulated filter wheel: position {} is beyond 1 to {}",
                                                  position, positions));
    if (stop.stop_requested())
        throw Error(ErrorKind::cancelled, "simulated filter wheel: the move was stopped on request");
    link_.tell("move", [&](std::optional<FaultMode> fault) {
        TimeSource& time = bench_->time();
        if (fault == FaultMode::stall) {
            time.wait(timeout);
            throw Error(ErrorKind::device,
                        fmt::format("simulated filter wheel: it did not arrive at position {} within {} ms; "
                                    "it is stuck at {}",
                                    position, timeout.count(), bench_->filter_position()));
        }
        const int steps = std::abs(position - bench_->filter_position());
        time.wait(
            std::chrono::nanoseconds(std::llround(1e6 * steps * bench_->settings().filter_wheel.step_ms)));
        bench_->turn_filter_wheel(fault ? next_position(position) : position);
    });
    const int stands = this->position();
    if (stands != position)
        throw Error(ErrorKind::device,
                    fmt::format("simulated filter wheel: it stands at position {} after it was turned to {}",
                                stands, position));
}

int SimulatedFilterWheel::position() const {
    return link_.tell("position", [&](std::optional<FaultMode> fault) {
        if (fault == FaultMode::wrong_position)  // it slipped
            bench_->turn_filter_wheel(next_position(bench_->filter_position()));
        if (fault == FaultMode::stall)
            throw Error(ErrorKind::device, "simulated filter wheel: it stands between two positions");
        return bench_->filter_position();
    });
}

}  // namespace waferglow::drivers
