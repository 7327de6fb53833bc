// SPDX-License-Identifier: GPL-3.0-or-later
// What drives the display module of the simulated tool.
#pragma once

#include "drivers/interfaces/pattern_source.h"
#include "drivers/simulated/link.h"

namespace waferglow::drivers {

class SimulatedPatternSource : public PatternSource {
  public:
    SimulatedPatternSource(std::shared_ptr<SimulatedBench> bench, std::shared_ptr<FaultPlan> faults);

    [[nodiscard]] Identity identity() const override;
    void make_safe() noexcept override;
    void reconnect() override { link_.reconnect(); }

    [[nodiscard]] PatternSourceCapabilities capabilities() const override;
    void show(const DisplayPattern& pattern, std::chrono::milliseconds timeout,
              std::stop_token stop) override;
    [[nodiscard]] DisplayPattern shown() const override;

  private:
    /// As `shown` tells it. Throws Error(usage).
    [[nodiscard]] DisplayPattern checked(const DisplayPattern& pattern) const;

    std::shared_ptr<SimulatedBench> bench_;
    mutable SimulatedLink link_;
};

}  // namespace waferglow::drivers
