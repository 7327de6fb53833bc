// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that defines a simulated recording. Same settings, same bytes.
#pragma once

#include "drivers/simulated/physics/cell_layout.h"
#include "drivers/simulated/physics/colour_filter.h"
#include "drivers/simulated/physics/die_face.h"
#include "drivers/simulated/physics/die_population.h"
#include "drivers/simulated/physics/render.h"
#include "drivers/simulated/physics/sensor.h"
#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/channel.h"
#include "libinspect/geometry/die_grid.h"
#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/wafer.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace waferglow::simulated {

struct ChannelSettings {
    Channel channel;
    /// In a pixel wholly on a nominal healthy die, in reflected light on its body, at the image's middle; of
    /// a colour channel without its filter.
    double electrons_per_px = 0.0;
    friend bool operator==(const ChannelSettings&, const ChannelSettings&) = default;
};

/// Where the tiles lie and how wrong stage and grid are.
struct ScanSettings {
    double overlap_x_um = 440.0;  ///< of neighbouring tiles
    double overlap_y_um = 340.0;
    double jitter_um = 5.0;     ///< true minus reported position of a tile: uniform within +-this, each axis
    double laser_spread = 0.0;  ///< sd of the laser's power from exposure to exposure, relative
    GridPose pose{.rotation_rad = 0.6e-3, .scale = 1.0 + 150e-6, .offset_x_um = 37.0, .offset_y_um = -28.0};
    bool random_pose = false;  ///< draw the pose from the seed instead: +-2 mrad, +-300 ppm, +-0.45 pitch
    friend bool operator==(const ScanSettings&, const ScanSettings&) = default;
};

/// The EL test of every die. A die passes where the measured intensity is at least `pass_share` of that of a
/// healthy die, and the wavelength within the tolerance.
struct ElSettings {
    bool enabled = true;
    double noise = 0.01;  ///< relative sd of an intensity
    double wavelength_noise_nm = 0.027;
    double pass_share = 0.72;
    double wavelength_tolerance_nm = 3.0;
    double leak_test_v = 5.0;       ///< ir_ua is this over R_sh, plus the leak of a healthy die
    double healthy_leak_ua = 1e-4;  ///< median of a log-normal of sd 0.3
    friend bool operator==(const ElSettings&, const ElSettings&) = default;
};

/// Spectra: a peak with a short and a long side (two half Gaussians, as of InGaN wells) over a constant.
struct SpectrumSettings {
    double share = 0.0;  ///< of the dies that have a spectrum; 0: none
    int pixels = 256;
    double first_nm = 400.0;
    double last_nm = 525.0;
    double short_sigma_nm = 7.3;  ///< towards short wavelengths
    double long_sigma_nm = 8.5;
    double peak_counts = 4000.0;  ///< of a nominal healthy die
    double base_counts = 50.0;
    double read_counts = 3.0;
    friend bool operator==(const SpectrumSettings&, const SpectrumSettings&) = default;
};

struct RecordingSettings {
    std::uint64_t seed = 1;
    Wafer wafer;
    /// rows = cols = 0: as many dies as fit the wafer; otherwise a rectangle centred on the wafer. x0 and y0
    /// are set by `resolve`.
    DieGrid grid;
    LayoutSettings layout;
    CameraInfo camera;
    std::vector<ChannelSettings> channels;
    PopulationSettings population;
    FaceSettings face;  ///< of the dies in reflected channels
    OpticsSettings optics;
    FilterSettings filter;  ///< of colour channels
    double rim_um = 2.0;    ///< width of the dark rim of a die with sidewall damage
    SensorSettings sensor;
    int dark_frames = 16;  ///< averaged in dark.tif; 0: no dark.tif
    int flat_frames = 16;
    double flat_electrons = 2480.0;  ///< in a pixel of the flat frame at the image's middle
    ScanSettings scan;
    ElSettings el;
    SpectrumSettings spectra;
    friend bool operator==(const RecordingSettings&, const RecordingSettings&) = default;
};

/// Fills in the grid's size and origin and draws the pose where asked for; checks everything. Throws
/// Error(input).
[[nodiscard]] RecordingSettings resolve(RecordingSettings settings);

/// Where patterns are placed: the usable disc, or the disc inside of a grid that leaves its rim free.
[[nodiscard]] Region region_of(const RecordingSettings& resolved);

}  // namespace waferglow::simulated
