// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that defines a simulated recording of a display module. Same settings, same bytes.
#pragma once

#include "drivers/simulated/physics/sensor.h"
#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/module.h"

#include <cstdint>
#include <vector>

namespace waferglow::simulated {

/// One colour of the module: its light in the camera, and how it follows the gray.
struct ModuleColour {
    double electrons_per_ms = 0.0;  ///< of a whole nominal sub-pixel at full gray
    double gamma = 2.2;
    friend bool operator==(const ModuleColour&, const ModuleColour&) = default;
};

/// Light that scattering lays around everything bright: a round Gaussian.
struct BlurTail {
    double share = 0.0;  ///< of all light
    double sigma_px = 0.0;
    friend bool operator==(const BlurTail&, const BlurTail&) = default;
};

struct ModuleOptics {
    double blur_px = 0.8;      ///< sd of the Gaussian, before the pixel's own width
    double corner_blur = 1.0;  ///< factor on it in the image's corners
    std::vector<BlurTail> tails{{0.025, 5.0}, {0.015, 15.0}};
    double vignetting = 0.15;  ///< loss in the corners
    friend bool operator==(const ModuleOptics&, const ModuleOptics&) = default;
};

/// How the module lies before the camera. In an image of W x H pixels a point at p from the middle (x right,
/// y down) appears at q = p (1 + keystone_x p.x / W + keystone_y p.y / H), and then at q (1 + k1 (|q| / h)^2)
/// with h half of the image's diagonal.
struct ModuleView {
    GridPose pose;
    double k1 = 0.0;
    double keystone_x = 0.0;
    double keystone_y = 0.0;
    friend bool operator==(const ModuleView&, const ModuleView&) = default;
};

/// Shares of all sub-pixels.
struct ModuleFaultShares {
    double dead = 0.0010;
    double dim = 0.0021;  ///< to 30, 60 and 80 % of their light, as many of each
    double bright = 0.0007;
    double always_on = 0.0003;
    double wrong_colour = 0.0004;  ///< none where a pixel has one sub-pixel
    friend bool operator==(const ModuleFaultShares&, const ModuleFaultShares&) = default;
};

/// A line to be placed somewhere. Axis: see ModuleLine.
struct LinePlan {
    bool along_row = false;
    double length = 1.0;      ///< share of the row or column
    bool at_edge = true;      ///< a partial one ends at the module's edge, or else lies inside
    double contrast = -1.0;   ///< -1: dark
    bool one_colour = false;  ///< or all
    friend bool operator==(const LinePlan&, const LinePlan&) = default;
};

struct ModuleUnevenness {
    double spread = 0.04;        ///< sd of ln of the light from sub-pixel to sub-pixel
    double gamma_spread = 0.02;  ///< sd
    int spots = 5;
    int bands = 3;
    double gradient = 0.02;  ///< change of the light from edge to edge
    std::vector<LinePlan> lines{};
    double panel_step = 0.0;      ///< light of a sub-panel is 1 +- this
    double panel_shift_um = 0.0;  ///< it lies off by +- this in x and y
    friend bool operator==(const ModuleUnevenness&, const ModuleUnevenness&) = default;
};

/// Where the camera stands; with one tile across and down it shows the whole module at once.
struct ModuleTiles {
    int across = 1;
    int down = 1;
    int overlap_px = 0;
    int margin_x_px = 40;      ///< dark surround at the left and at the right
    int margin_y_px = 60;      ///< above and below
    double jitter_um = 0.0;    ///< true minus reported position: within +- this, mean 0 over all positions
    double drift_um = 0.3;     ///< likewise from pattern to pattern at one position
    double gain_spread = 0.0;  ///< sd of the light from exposure to exposure, relative
    friend bool operator==(const ModuleTiles&, const ModuleTiles&) = default;
};

struct ModuleSettings {
    std::uint64_t seed = 1;
    Module module;                      ///< x0 and y0 of its grid are set by `resolve`
    std::vector<ModuleColour> colours;  ///< one a sub-pixel
    std::vector<LitPattern> patterns;
    CameraInfo camera;  ///< width and height are set by `resolve`
    ModuleOptics optics;
    ModuleView view;
    bool random_view = true;  ///< draw the view from the seed
    ModuleTiles tiles;
    ModuleFaultShares faults;
    ModuleUnevenness uneven;
    SensorSettings sensor{.gain_dn_per_e = 0.5, .read_noise_e = 2.0, .prnu = 0.005};
    int dark_frames = 64;  ///< averaged in dark.tif; 0: no dark.tif
    int flat_frames = 64;
    double flat_electrons = 5000.0;  ///< in a pixel of the flat frame at the image's middle
    friend bool operator==(const ModuleSettings&, const ModuleSettings&) = default;
};

/// Centres the grid, gives the camera the pixels that the tiles need, draws the view where asked for; checks
/// everything. Throws Error(input).
[[nodiscard]] ModuleSettings resolve(ModuleSettings settings);

}  // namespace waferglow::simulated
