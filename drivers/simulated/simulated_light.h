// SPDX-License-Identifier: GPL-3.0-or-later
// The lights of the simulated tool: the laser that excites, the white lamp for reflected light, and the
// mercury-argon lamp that shines into the spectrometer's fibre only.
#pragma once

#include "drivers/interfaces/light_source.h"
#include "drivers/simulated/link.h"

#include <atomic>

namespace waferglow::drivers {

class SimulatedLight : public LightSource {
  public:
    SimulatedLight(LightKind kind, std::shared_ptr<SimulatedBench> bench, std::shared_ptr<FaultPlan> faults);
    ~SimulatedLight() override;

    [[nodiscard]] Identity identity() const override;
    void make_safe() noexcept override;
    void reconnect() override;

    [[nodiscard]] LightCapabilities capabilities() const override;
    void set_power_mw(double power_mw) override;
    [[nodiscard]] double power_set_mw() const override;
    [[nodiscard]] double power_measured_mw() const override;
    void switch_on() override;
    void switch_off() override;
    [[nodiscard]] bool is_on() const override;
    [[nodiscard]] bool interlock_closed() const override;

  private:
    void go_off() noexcept;
    /// Acts out an interlock that opens, or closes again once the fault is over.
    void note(std::optional<FaultMode> fault) const;

    LightKind kind_;
    std::shared_ptr<SimulatedBench> bench_;
    mutable SimulatedLink link_;
    mutable std::atomic<bool> on_{false};
    mutable std::atomic<bool> interlock_open_{false};
    mutable std::atomic<bool> stalled_{false};
    double power_mw_ = 0.0;
    mutable std::uint64_t readings_ = 0;
};

}  // namespace waferglow::drivers
