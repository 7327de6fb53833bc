// SPDX-License-Identifier: GPL-3.0-or-later
// Small simulated tools for tests.
#pragma once

#include "drivers/simulated/simulated_tool.h"

namespace waferglow::drivers {

/// A 2-inch wafer under a camera of 160 x 120 pixels of 10 um: dies of 12 x 8 pixels.
inline SimulatedSettings small_settings() {
    SimulatedSettings s = default_simulated_settings();
    s.wafer.wafer = standard_wafer(2);
    s.wafer.wafer.edge_exclusion_mm = 3.0;
    s.wafer.camera.width_px = 160;
    s.wafer.camera.height_px = 120;
    s.wafer.scan.overlap_x_um = s.wafer.scan.overlap_y_um = 300.0;
    return s;
}

/// No errors of any kind: what is left is geometry and light.
inline SimulatedSettings ideal_settings() {
    SimulatedSettings s = small_settings();
    s.wafer.scan.pose = {};
    s.wafer.population.shares = {0, 0, 0, 0, 0, 0, 0, 0};
    s.wafer.population.patterns.scratches = s.wafer.population.patterns.clusters = 0;
    s.wafer.population.emission_spread = s.wafer.population.srh_spread = 0.0;
    s.wafer.population.channel_spread = s.wafer.population.emission_map = 0.0;
    s.wafer.population.wavelength_map_nm = s.wafer.population.wavelength_spread_nm = 0.0;
    s.wafer.optics = {.psf_sigma_px = 0.5, .vignetting = 0.0, .stray = 0.0, .halo = 0.0};
    s.wafer.sensor.fixed_pattern_dn = s.wafer.sensor.prnu = s.wafer.sensor.hot_share = 0.0;
    s.appearance.chipped_share = s.appearance.rotated_share = 0.0;
    s.stage.jitter_um = s.stage.backlash_um = 0.0;
    s.camera.rotation_rad = 0.0;
    s.camera.scale = 1.0;
    s.focus = {.z0_um = 0.0, .tilt_x_rad = 0.0, .tilt_y_rad = 0.0, .bow_um = 0.0, .blur_px_per_um = 0.03};
    s.laser.bend = s.laser.monitor_noise = 0.0;
    return s;
}

inline void go(SimulatedTool& tool, double x_um, double y_um) {
    if (!tool.stage.is_homed()) tool.stage.home({});
    tool.stage.start_move({{x_um, y_um}, {}, {}});
    tool.stage.wait_in_position({}, {});
}

/// Lights the laser for this excitation.
inline void light_up(SimulatedTool& tool, double excitation_w_cm2) {
    tool.laser.set_power_mw(nominal_power_mw(tool.bench->settings(), excitation_w_cm2));
    tool.laser.switch_on();
}

/// One frame of this exposure; starts and stops a stream around it.
inline Image take(SimulatedTool& tool, double exposure_ms) {
    constexpr std::chrono::milliseconds kTimeout{1000};
    tool.camera.configure({.exposure_ms = exposure_ms});
    tool.camera.start(4);
    tool.camera.trigger();
    tool.camera.wait_exposed(kTimeout);
    Frame frame;
    tool.camera.next_frame(frame, kTimeout);
    tool.camera.stop();
    return std::move(frame.image);
}

}  // namespace waferglow::drivers
