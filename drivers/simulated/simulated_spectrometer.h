// SPDX-License-Identifier: GPL-3.0-or-later
// A spectrometer whose fibre looks at the middle of the camera's field.
#pragma once

#include "drivers/interfaces/spectrometer.h"
#include "drivers/simulated/link.h"

namespace waferglow::drivers {

class SimulatedSpectrometer : public Spectrometer {
  public:
    SimulatedSpectrometer(std::shared_ptr<SimulatedBench> bench, std::shared_ptr<FaultPlan> faults);

    [[nodiscard]] Identity identity() const override;
    void make_safe() noexcept override {}
    void reconnect() override;

    [[nodiscard]] SpectrometerCapabilities capabilities() const override;
    void configure(const SpectrometerSettings& settings) override;
    [[nodiscard]] SpectrometerSettings settings() const override { return settings_; }
    [[nodiscard]] std::vector<double> wavelengths_nm() const override;
    [[nodiscard]] std::vector<double> acquire(std::stop_token stop) override;

  private:
    std::shared_ptr<SimulatedBench> bench_;
    mutable SimulatedLink link_;
    SpectrometerSettings settings_;
};

}  // namespace waferglow::drivers
