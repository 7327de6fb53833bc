// SPDX-License-Identifier: GPL-3.0-or-later
// Small synthetic tiles with known truth: blurred rectangles on a tilted lattice, photon and read noise.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/image.h"
#include "libinspect/geometry/tile_lattice.h"

#include <cstdint>
#include <functional>
#include <random>
#include <vector>

namespace waferglow::test {

/// An untilted or tilted lattice whose die (0, 0) lies at (x0, y0) pixels.
TileLattice lattice(double pitch_x, double pitch_y, double die_w, double die_h, double x0, double y0,
                    double tilt_rad = 0.0);

/// Dies [0, rows) x [0, cols).
DieRect all_dies(int rows, int cols);

CameraInfo camera(int width, int height, std::uint16_t saturation_dn = 65535);

struct Scene {
    int width = 0;
    int height = 0;
    TileLattice lattice;
    DieRect rect;
    double blur_px = 0.8;
    double background = 0.0;                       ///< light units a pixel
    std::function<double(DieIndex)> light_of_die;  ///< of the whole die
};

/// Light of every pixel, row-major, exact for an untilted lattice.
std::vector<double> render(const Scene& scene);

/// Sensor: Poisson photons, Gaussian read noise, offset, rounding, clipping at `most_dn`.
struct Sensor {
    double dn_per_electron = 1.0;
    double read_noise_e = 2.0;
    double offset_dn = 100.0;
    double most_dn = 65535.0;
};

Image expose(const std::vector<double>& electrons, int width, const Sensor& sensor, std::mt19937_64& random);

/// Light to the nearest whole DN, without noise.
Image digitise(const std::vector<double>& dn, int width);

}  // namespace waferglow::test
