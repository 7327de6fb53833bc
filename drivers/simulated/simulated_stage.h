// SPDX-License-Identifier: GPL-3.0-or-later
// A stage with speed, swinging, jitter and backlash, all from StageModel. It must be homed before it moves.
#pragma once

#include "drivers/interfaces/stage.h"
#include "drivers/simulated/link.h"

#include <atomic>

namespace waferglow::drivers {

class SimulatedStage : public Stage {
  public:
    SimulatedStage(std::shared_ptr<SimulatedBench> bench, std::shared_ptr<FaultPlan> faults);
    ~SimulatedStage() override;

    [[nodiscard]] Identity identity() const override;
    void make_safe() noexcept override;
    void reconnect() override;

    [[nodiscard]] StageCapabilities capabilities() const override;
    void home(std::stop_token stop) override;
    [[nodiscard]] bool is_homed() const override { return homed_; }
    void start_move(const StagePose& target) override;
    void wait_in_position(const SettleRule& rule, std::stop_token stop) override;
    [[nodiscard]] StagePose position() const override;
    void halt() override;

  private:
    void settle(const SettleRule& rule, const std::stop_token& stop);

    std::shared_ptr<SimulatedBench> bench_;
    mutable SimulatedLink link_;
    StagePose target_;
    std::atomic<bool> homed_{false};
    bool at_limit_ = false;
};

}  // namespace waferglow::drivers
