// SPDX-License-Identifier: GPL-3.0-or-later
// The filter wheel of the simulated tool, before camera and spectrometer: nothing in its first position, a
// sloped filter in the second.
#pragma once

#include "drivers/interfaces/filter_wheel.h"
#include "drivers/simulated/link.h"

namespace waferglow::drivers {

class SimulatedFilterWheel : public FilterWheel {
  public:
    SimulatedFilterWheel(std::shared_ptr<SimulatedBench> bench, std::shared_ptr<FaultPlan> faults);

    [[nodiscard]] Identity identity() const override;
    void make_safe() noexcept override {}
    void reconnect() override { link_.reconnect(); }

    [[nodiscard]] FilterWheelCapabilities capabilities() const override;
    void move_to(int position, std::chrono::milliseconds timeout, std::stop_token stop) override;
    [[nodiscard]] int position() const override;

  private:
    std::shared_ptr<SimulatedBench> bench_;
    mutable SimulatedLink link_;
};

}  // namespace waferglow::drivers
