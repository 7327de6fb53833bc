// SPDX-License-Identifier: GPL-3.0-or-later
// The truth of a simulated tool: what its calibrations have to find. docs/simulated-tool.md has the equations
// and their sources.
#pragma once

#include "drivers/interfaces/stage.h"
#include "drivers/simulated/physics/recording_settings.h"
#include "drivers/simulated/physics/sloped_filter.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace waferglow::drivers {

struct StageModel {
    AxisLimits x_um{-110000.0, 110000.0};
    AxisLimits y_um{-110000.0, 110000.0};
    AxisLimits z_um{-500.0, 500.0};
    AxisLimits theta_rad{-0.1, 0.1};
    double speed_um_s = 100000.0;
    double acceleration_um_s2 = 1e6;
    double ringing_um = 1.5;        ///< amplitude of the swing after a move
    double ringing_decay_ms = 8.0;  ///< time in which it falls to 1/e
    double ringing_hz = 60.0;
    double jitter_um = 1.5;    ///< true minus reported position: uniform within +-this, by target
    double backlash_um = 0.8;  ///< lost motion of the screws, seen where a target is approached from above
    bool approach_from_below = true;  ///< the controller always approaches from below: no backlash
    friend bool operator==(const StageModel&, const StageModel&) = default;
};

/// Optics and electronics on top of the sensor in `RecordingSettings`.
struct CameraModel {
    double rotation_rad = 0.4e-3;  ///< of the sensor against the stage, counter-clockwise
    double scale = 1.0 + 120e-6;   ///< true size of a pixel over the nominal one
    bool mirrored = false;         ///< left and right exchanged
    int quarter_turns = 0;         ///< then the picture is turned clockwise by so many right angles
    double min_exposure_ms = 0.02;
    double max_exposure_ms = 10000.0;
    double max_gain = 8.0;
    double readout_ms = 4.0;
    friend bool operator==(const CameraModel&, const CameraModel&) = default;
};

/// Height of best focus over the wafer: z0 + tilt_x x + tilt_y y + bow r^2 / R^2, in um; the blur grows by
/// `blur_px_per_um` for each um beside it, added to that of the optics in squares.
struct FocusModel {
    double z0_um = 4.0;
    double tilt_x_rad = 80e-6;
    double tilt_y_rad = -50e-6;
    double bow_um = 6.0;
    double blur_px_per_um = 0.03;
    friend bool operator==(const FocusModel&, const FocusModel&) = default;
};

struct LaserModel {
    double min_power_mw = 1.0;
    double max_power_mw = 0.0;          ///< 0: what gives 60 W/cm2
    double illuminated_area_cm2 = 0.0;  ///< evenly lit; 0: 1.3 times the camera's field
    double bend = 0.03;                 ///< true power = set (1 + bend (1 - set / max))
    double monitor_noise = 0.002;       ///< relative sd of the built-in power meter
    double ramp_ms = 5.0;               ///< until the power is stable
    friend bool operator==(const LaserModel&, const LaserModel&) = default;
};

/// The lamp for reflected light, tungsten: also a source of known spectrum.
struct LampModel {
    double max_power_mw = 100.0;
    double electrons_per_ms = 300.0;  ///< in a pixel on bare metal, at full power, at the middle
    double street = 0.3;              ///< reflectivity of a street relative to that of a die's metal
    double temperature_k = 2856.0;    ///< CIE standard illuminant A
    friend bool operator==(const LampModel&, const LampModel&) = default;
};

struct SpectrometerModel {
    int pixels = 1024;
    /// Wavelength in nm of pixel p: the sum of c_i p^i.
    std::array<double, 4> true_nm{340.0, 0.5300, -3.0e-5, 2.0e-9};
    double factory_offset_nm = 0.35;  ///< what the device believes, minus truth, at pixel 0
    double factory_slope = 4e-4;      ///< and how that grows, nm a pixel
    double resolution_nm = 1.6;       ///< FWHM of a line
    double spot_um = 150.0;           ///< diameter of the fibre's image on the wafer
    double counts_per_ms = 120.0;     ///< at the peak of a nominal healthy die at the reference excitation
    double counts_per_electron = 0.25;
    double dark_counts = 900.0;
    double dark_counts_per_ms = 0.05;
    double read_counts = 4.0;
    double lamp_counts_per_ms = 150.0;   ///< of the white lamp at its brightest pixel
    double line_counts_per_ms = 2000.0;  ///< of the strongest Hg-Ar line
    double saturation_counts = 65535.0;
    friend bool operator==(const SpectrometerModel&, const SpectrometerModel&) = default;
};

/// The wheel before camera and spectrometer, in its second position the sloped filter. Light of a pixel
/// passes it at an angle whose sine grows with the distance from the middle of the field.
struct FilterWheelModel {
    simulated::SlopedFilter sloped;
    double corner_sin_theta = 0.1;  ///< sine of the angle of a corner's light
    double step_ms = 500.0;         ///< from one position to the next
    friend bool operator==(const FilterWheelModel&, const FilterWheelModel&) = default;
};

/// What drives the display module of the tool.
struct PatternSourceModel {
    int rows = 270;
    int cols = 480;
    std::vector<std::string> lights{"r", "g", "b"};
    int gray_max = 255;
    double frame_ms = 1000.0 / 60.0;  ///< a pattern is there after two frames
    friend bool operator==(const PatternSourceModel&, const PatternSourceModel&) = default;
};

/// How the line of a die depends on its carriers.
struct LineModel {
    double band_filling = 0.15;   ///< blue shift: this times kT ln(n / n_reference)
    double widening = 0.05;       ///< relative growth of the width a decade of carrier density
    double width_spread = 0.012;  ///< relative sd of the width from die to die
    friend bool operator==(const LineModel&, const LineModel&) = default;
};

/// Damage that shows in reflected light, drawn for each die apart from its electrical fate.
struct AppearanceModel {
    double chipped_share = 0.0015;  ///< one corner gone
    double chip_size = 0.35;        ///< of the die's width and height
    double rotated_share = 0.0008;
    double rotation_max_rad = 0.2;
    double scratch_shade = 0.7;   ///< of the light lost on a scratch
    double scratch_width = 0.15;  ///< of the pattern's width
    friend bool operator==(const AppearanceModel&, const AppearanceModel&) = default;
};

/// How frames are made. `repeated` is for throughput: away from the wafer's edge a frame is cut from a few
/// pictures rendered beforehand, at the nearest whole pixel; its dies are not those of that place.
enum class RenderMode { exact, repeated };

struct SimulatedSettings {
    /// Wafer, dies, patterns, grid pose, optics, sensor, EL. The first channel is the reference for light and
    /// exposure: `electrons_per_px` at `excitation_w_cm2` in `exposure_ms`; other channels, jitter and
    /// overlaps are not used.
    simulated::RecordingSettings wafer;
    StageModel stage;
    CameraModel camera;
    FocusModel focus;
    LaserModel laser;
    LampModel lamp;
    SpectrometerModel spectrometer;
    FilterWheelModel filter_wheel;
    PatternSourceModel pattern_source;
    LineModel line;
    AppearanceModel appearance;
    RenderMode render = RenderMode::exact;
    int repeated_pictures = 4;
    friend bool operator==(const SimulatedSettings&, const SimulatedSettings&) = default;
};

/// The default tool: a 4-inch wafer of 231,000 dies, 30 W/cm2 and 5 ms as reference.
[[nodiscard]] SimulatedSettings default_simulated_settings();

/// The camera as it says of itself: with an odd number of quarter turns width and height change places;
/// those of `wafer.camera` are the field's on the wafer, right and up.
[[nodiscard]] CameraInfo sensor_of(const SimulatedSettings& settings);

/// Fills in what is left open and checks all; throws Error(input).
[[nodiscard]] SimulatedSettings resolve(SimulatedSettings settings);

}  // namespace waferglow::drivers
