// SPDX-License-Identifier: GPL-3.0-or-later
// A small renderer of die grids for the tests of registration, independent of the code under test.
//
// A die is a rectangle in its own turned axes, blurred by a Gaussian and averaged over pixels: along each
// axis the difference of two blurred edges. The mean light of pixel (x, y) is found from its point on the
// wafer alone, by the forward model of the grid: real = scale * R(rotation) * nominal + offset.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/die_grid.h"
#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/image.h"
#include "libinspect/geometry/wafer.h"
#include "libinspect/registration/pose.h"

#include <cstdint>
#include <functional>
#include <random>
#include <vector>

namespace waferglow::scene {

/// What the camera sees and how badly. Lengths in um where not in pixels.
struct Scene {
    Wafer wafer;
    DieGrid grid;
    CameraInfo camera;
    GridPose pose;
    double electrons_px = 1000.0;  ///< in a pixel wholly on a die
    double background_px = 20.0;   ///< electrons everywhere
    double blur_px = 0.8;
    double read_noise = 2.0;  ///< electrons; 1 DN an electron
    double offset_dn = 100.0;
    double vignetting = 0.0;  ///< loss in the image's corners, quadratic
    bool noise = true;
    /// Light of a die relative to a healthy one; `u` and `v` run from -1 to 1 over the die, right and up.
    std::function<double(DieIndex die, double u, double v)> light_of;
    /// Shading inside of dies is used only when told so, since it costs a call a pixel.
    bool uneven = false;
};

/// A scene with a grid centred on the wafer's middle, of even size `rows` x `cols`.
[[nodiscard]] Scene make_scene(double pitch_x_px, double pitch_y_px, double die_width_px,
                               double die_height_px, int rows, int cols, int width_px, int height_px,
                               double pixel_um = 2.0);

/// The image whose middle truly lies at `middle`.
[[nodiscard]] Image render(const Scene& scene, StagePoint middle, std::uint64_t seed);

/// A pseudo-random number in [0, 1) of a die.
[[nodiscard]] double hash01(DieIndex die, std::uint64_t seed);

/// A tile as the stage reports it and what is true of it.
struct SceneTile {
    StagePoint reported;
    StagePoint jitter;  ///< true middle - reported
    Image image;
};

/// Tiles in a raster of columns x rows, `step` apart and centred on the wafer's middle, with normal jitter.
[[nodiscard]] std::vector<SceneTile> scan(const Scene& scene, int columns, int rows, double step_x_um,
                                          double step_y_um, double jitter_um, std::uint64_t seed);

[[nodiscard]] std::vector<PilotTile> pilots_of(const std::vector<SceneTile>& tiles);

}  // namespace waferglow::scene
