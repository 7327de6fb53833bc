// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/link.h"

#include "libinspect/base/error.h"

#include <chrono>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr std::chrono::milliseconds kAnswerTimeout{1000};

}  // namespace

SimulatedLink::SimulatedLink(DeviceKind kind, std::shared_ptr<SimulatedBench> bench,
                             std::shared_ptr<FaultPlan> faults, std::function<void()> fall_safe)
    : kind_(kind), bench_(std::move(bench)), faults_(std::move(faults)), fall_safe_(std::move(fall_safe)) {}

bool SimulatedLink::is_of_wire(FaultMode mode) {
    return mode == FaultMode::slow_answer || mode == FaultMode::answer_lost_once ||
           mode == FaultMode::garbage;
}

std::optional<Fault> SimulatedLink::begin(std::string_view command) {
    if (down_) fail_silent(command);
    const std::optional<Fault> fault = faults_->on_command(command);
    if (!fault || (fault->mode != FaultMode::no_answer && fault->mode != FaultMode::link_dropped))
        return fault;
    dropped_ = fault->mode == FaultMode::link_dropped;
    attempts_to_go_ = fault->reconnects == 0 ? -1 : fault->reconnects - 1;
    down_ = true;
    fall_safe_();
    fail_silent(command);
}

void SimulatedLink::fail_silent(std::string_view command) {
    if (dropped_)
        throw Error(ErrorKind::device, fmt::format("simulated {}: the connection broke at command '{}'",
                                                   name_of(kind_), command));
    bench_->time().wait(kAnswerTimeout);
    throw Error(ErrorKind::device, fmt::format("simulated {}: no answer to command '{}' within {} ms",
                                               name_of(kind_), command, kAnswerTimeout.count()));
}

bool SimulatedLink::wait_slow(const Fault& fault) {
    const std::chrono::nanoseconds delay(std::llround(1e6 * fault.delay_ms));
    if (delay > kAnswerTimeout) return false;
    bench_->time().wait(delay);
    return true;
}

void SimulatedLink::lose_answer(std::string_view command, const Fault& fault) {
    if (fault.mode == FaultMode::garbage)
        throw Error(ErrorKind::device,
                    fmt::format("simulated {}: command '{}' was answered by '\\x15?#' which "
                                "makes no sense",
                                name_of(kind_), command));
    bench_->time().wait(kAnswerTimeout);
    throw Error(ErrorKind::device, fmt::format("simulated {}: no answer to command '{}' within {} ms",
                                               name_of(kind_), command, kAnswerTimeout.count()));
}

void SimulatedLink::reconnect() {
    if (!down_) return;
    if (attempts_to_go_ != 0) {
        if (attempts_to_go_ > 0) --attempts_to_go_;
        bench_->time().wait(kAnswerTimeout);
        throw Error(ErrorKind::device,
                    fmt::format("simulated {}: it can't be connected anew yet", name_of(kind_)));
    }
    down_ = false;
}

}  // namespace waferglow::drivers
