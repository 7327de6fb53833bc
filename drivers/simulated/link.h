// SPDX-License-Identifier: GPL-3.0-or-later
// The wire between a simulated device and its driver: where faults strike.
#pragma once

#include "drivers/simulated/bench.h"
#include "drivers/simulated/faults.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace waferglow::drivers {

/// Commands come from one thread at a time, but for those that the interface allows at any time.
class SimulatedLink {
  public:
    /// `fall_safe` is what the device's own watchdog does when nobody talks to it any more.
    SimulatedLink(DeviceKind kind, std::shared_ptr<SimulatedBench> bench, std::shared_ptr<FaultPlan> faults,
                  std::function<void()> fall_safe);

    /// Carries out one command: `body(fault)` does it and returns the answer, where `fault` is one that the
    /// device itself has to act out (stall, limit_hit, frame_dropped, interlock_open), or none. Throws
    /// Error(device) for the faults of the wire.
    template <class Body>
    auto tell(std::string_view command, Body&& body) {
        const std::optional<Fault> fault = begin(command);
        if (!fault) return body(std::optional<FaultMode>{});
        if (is_of_wire(fault->mode)) {
            // The command gets through; its answer doesn't, or not as it should.
            if (fault->mode == FaultMode::slow_answer && wait_slow(*fault))
                return body(std::optional<FaultMode>{});
            (void)body_result(body);
            lose_answer(command, *fault);
        }
        return body(std::optional(fault->mode));
    }

    [[nodiscard]] bool down() const { return down_; }
    /// Throws Error(device) while the fault lasts.
    void reconnect();

  private:
    template <class Body>
    static int body_result(Body& body) {
        (void)(body(std::optional<FaultMode>{}), 0);
        return 0;
    }
    [[nodiscard]] static bool is_of_wire(FaultMode mode);
    [[nodiscard]] std::optional<Fault> begin(std::string_view command);
    [[nodiscard]] bool wait_slow(const Fault& fault);
    [[noreturn]] void lose_answer(std::string_view command, const Fault& fault);
    [[noreturn]] void fail_silent(std::string_view command);

    DeviceKind kind_;
    std::shared_ptr<SimulatedBench> bench_;
    std::shared_ptr<FaultPlan> faults_;
    std::function<void()> fall_safe_;
    std::atomic<bool> down_{false};
    std::atomic<bool> dropped_{false};             // rather than silent
    std::atomic<std::int64_t> attempts_to_go_{0};  // until a reconnect succeeds; negative: none does
};

}  // namespace waferglow::drivers
