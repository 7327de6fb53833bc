// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/simulated_settings.h"

#include "drivers/simulated/physics/presets.h"
#include "libinspect/base/error.h"

#include <utility>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

void require(bool good, const char* what, double value, const char* rule) {
    if (!good)
        throw Error(ErrorKind::input, fmt::format("simulated tool: {} = {} must be {}", what, value, rule));
}

}  // namespace

SimulatedSettings default_simulated_settings() {
    SimulatedSettings s;
    s.wafer = simulated::preset("example");
    s.wafer.wafer = standard_wafer(4);
    s.wafer.wafer.id = "SIMULATED";
    s.wafer.wafer.edge_exclusion_mm = 3.0;
    s.wafer.grid.rows = s.wafer.grid.cols = 0;  // as many as fit
    s.wafer.sensor.full_well_e = 10000.0;
    s.wafer.population.residual = 1.0;
    return s;
}

CameraInfo sensor_of(const SimulatedSettings& settings) {
    CameraInfo camera = settings.wafer.camera;
    if (settings.camera.quarter_turns % 2 != 0) std::swap(camera.width_px, camera.height_px);
    return camera;
}

SimulatedSettings resolve(SimulatedSettings s) {
    constexpr double kAreaOverField = 1.3;
    constexpr double kMostWcm2 = 60.0;
    s.wafer.scan.overlap_x_um = s.wafer.scan.overlap_y_um = 0.0;  // not used, but checked
    if (s.wafer.face.enabled) {
        // The even chuck is the flat for all channels: lamp and laser light the field alike.
        s.wafer.face.vignetting = s.wafer.optics.vignetting;
        s.wafer.face.lamp_beside = 0.0;
        s.appearance.chipped_share = s.appearance.rotated_share = 0.0;
    }
    s.wafer = simulated::resolve(s.wafer);
    const simulated::ChannelSettings& reference = s.wafer.channels.front();
    require(reference.channel.excitation_w_cm2 > 0.0, "excitation of the reference",
            reference.channel.excitation_w_cm2, "positive");
    require(reference.channel.exposure_ms > 0.0, "exposure of the reference", reference.channel.exposure_ms,
            "positive");
    const CameraInfo& camera = s.wafer.camera;
    const double pixel_cm = 1e-4 * camera.pixel_um;
    if (s.laser.illuminated_area_cm2 == 0.0)
        s.laser.illuminated_area_cm2 =
            kAreaOverField * camera.width_px * pixel_cm * camera.height_px * pixel_cm;
    require(s.laser.illuminated_area_cm2 > 0.0, "illuminated_area_cm2", s.laser.illuminated_area_cm2,
            "positive");
    if (s.laser.max_power_mw == 0.0) s.laser.max_power_mw = 1e3 * kMostWcm2 * s.laser.illuminated_area_cm2;
    require(s.laser.max_power_mw > s.laser.min_power_mw, "max_power_mw", s.laser.max_power_mw,
            "greater than min_power_mw");
    require(s.laser.bend > -1.0 && s.laser.bend < 1.0, "bend", s.laser.bend, "between -1 and 1");
    require(s.stage.speed_um_s > 0.0, "speed_um_s", s.stage.speed_um_s, "positive");
    require(s.stage.acceleration_um_s2 > 0.0, "acceleration_um_s2", s.stage.acceleration_um_s2, "positive");
    require(s.stage.jitter_um >= 0.0, "jitter_um", s.stage.jitter_um, "zero or more");
    require(s.stage.ringing_decay_ms > 0.0, "ringing_decay_ms", s.stage.ringing_decay_ms, "positive");
    require(s.camera.scale > 0.0, "scale", s.camera.scale, "positive");
    require(s.camera.quarter_turns >= 0 && s.camera.quarter_turns <= 3, "quarter_turns",
            s.camera.quarter_turns, "0 to 3");
    require(s.camera.quarter_turns == 0 || s.render == RenderMode::exact, "quarter_turns",
            s.camera.quarter_turns, "0 with repeated pictures");
    require(s.lamp.max_power_mw > 0.0, "lamp power", s.lamp.max_power_mw, "positive");
    require(s.spectrometer.pixels >= 16, "pixels", s.spectrometer.pixels, "at least 16");
    require(s.spectrometer.resolution_nm > 0.0, "resolution_nm", s.spectrometer.resolution_nm, "positive");
    require(s.spectrometer.counts_per_electron > 0.0, "counts_per_electron",
            s.spectrometer.counts_per_electron, "positive");
    s.filter_wheel.sloped.check();
    require(s.filter_wheel.corner_sin_theta >= 0.0 && s.filter_wheel.corner_sin_theta < 1.0,
            "corner_sin_theta", s.filter_wheel.corner_sin_theta, "0 to 1");
    require(s.filter_wheel.step_ms >= 0.0, "step_ms of the filter wheel", s.filter_wheel.step_ms,
            "zero or more");
    require(s.pattern_source.gray_max >= 1, "gray_max of the pattern source", s.pattern_source.gray_max,
            "at least 1");
    require(!s.pattern_source.lights.empty(), "lights of the pattern source", 0, "at least 1");
    require(s.pattern_source.frame_ms >= 0.0, "frame_ms of the pattern source", s.pattern_source.frame_ms,
            "zero or more");
    require(s.repeated_pictures >= 1, "repeated_pictures", s.repeated_pictures, "at least 1");
    const auto& nm = s.spectrometer.true_nm;
    for (const double p : {0.0, static_cast<double>(s.spectrometer.pixels)}) {
        const double slope = nm[1] + p * (2.0 * nm[2] + p * 3.0 * nm[3]);
        require(slope > 0.0, "nm a pixel", slope, "positive all along the sensor");
    }
    return s;
}

}  // namespace waferglow::drivers
