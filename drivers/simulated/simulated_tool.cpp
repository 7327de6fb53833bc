// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/simulated_tool.h"

#include "drivers/simulated/physics/die_table.h"

namespace waferglow::drivers {

SimulatedTool::SimulatedTool(const SimulatedSettings& settings)
    : SimulatedTool(settings, std::make_shared<VirtualTime>()) {}

SimulatedTool::SimulatedTool(const SimulatedSettings& settings, std::shared_ptr<TimeSource> time)
    : bench(std::make_shared<SimulatedBench>(settings, std::move(time))),
      stage(bench, stage_faults),
      camera(bench, camera_faults),
      spectrometer(bench, spectrometer_faults),
      filter_wheel(bench, filter_wheel_faults),
      laser(LightKind::laser, bench, laser_faults),
      lamp(LightKind::lamp, bench, lamp_faults),
      lines(LightKind::lines, bench, lines_faults),
      pattern_source(bench, pattern_source_faults) {}

std::vector<SimulatedTool::Member> SimulatedTool::members() const {
    return {{"stage", DeviceKind::stage, *stage_faults},
            {"camera", DeviceKind::camera, *camera_faults},
            {"spectrometer", DeviceKind::spectrometer, *spectrometer_faults},
            {"filter wheel", DeviceKind::filter_wheel, *filter_wheel_faults},
            {"laser", DeviceKind::light, *laser_faults},
            {"lamp", DeviceKind::light, *lamp_faults},
            {"lamp of lines", DeviceKind::light, *lines_faults}};
}

double nominal_power_mw(const SimulatedSettings& resolved, double excitation_w_cm2) {
    return 1e3 * excitation_w_cm2 * resolved.laser.illuminated_area_cm2;
}

void write_el_reference(const VirtualWafer& wafer, const std::filesystem::path& path) {
    simulated::write_el(wafer.recording(), path);
}

}  // namespace waferglow::drivers
