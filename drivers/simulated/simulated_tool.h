// SPDX-License-Identifier: GPL-3.0-or-later
// All devices of a simulated tool around one bench, as tests want them: with the faults and the truth at
// hand.
#pragma once

#include "drivers/simulated/bench.h"
#include "drivers/simulated/simulated_camera.h"
#include "drivers/simulated/simulated_filter_wheel.h"
#include "drivers/simulated/simulated_light.h"
#include "drivers/simulated/simulated_pattern_source.h"
#include "drivers/simulated/simulated_spectrometer.h"
#include "drivers/simulated/simulated_stage.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace waferglow::drivers {

struct SimulatedTool {
    /// With virtual time.
    explicit SimulatedTool(const SimulatedSettings& settings);
    SimulatedTool(const SimulatedSettings& settings, std::shared_ptr<TimeSource> time);

    std::shared_ptr<SimulatedBench> bench;
    std::shared_ptr<FaultPlan> stage_faults = std::make_shared<FaultPlan>();
    std::shared_ptr<FaultPlan> camera_faults = std::make_shared<FaultPlan>();
    std::shared_ptr<FaultPlan> spectrometer_faults = std::make_shared<FaultPlan>();
    std::shared_ptr<FaultPlan> filter_wheel_faults = std::make_shared<FaultPlan>();
    std::shared_ptr<FaultPlan> laser_faults = std::make_shared<FaultPlan>();
    std::shared_ptr<FaultPlan> lamp_faults = std::make_shared<FaultPlan>();
    std::shared_ptr<FaultPlan> lines_faults = std::make_shared<FaultPlan>();
    std::shared_ptr<FaultPlan> pattern_source_faults = std::make_shared<FaultPlan>();
    SimulatedStage stage;
    SimulatedCamera camera;
    SimulatedSpectrometer spectrometer;
    SimulatedFilterWheel filter_wheel;
    SimulatedLight laser;
    SimulatedLight lamp;
    SimulatedLight lines;
    SimulatedPatternSource pattern_source;

    /// All that scans and calibrations of wafers use, with their faults.
    struct Member {
        const char* name = "";
        DeviceKind kind = DeviceKind::stage;
        FaultPlan& faults;
    };
    [[nodiscard]] std::vector<Member> members() const;
};

/// The power in mW that the laser is told for this excitation, as its data sheet says: power over illuminated
/// area. The true excitation differs by the bend of the laser's curve.
[[nodiscard]] double nominal_power_mw(const SimulatedSettings& resolved, double excitation_w_cm2);

/// The EL reference of the virtual wafer, with the noise of its measurement, as el.csv.
void write_el_reference(const VirtualWafer& wafer, const std::filesystem::path& path);

}  // namespace waferglow::drivers
