// SPDX-License-Identifier: GPL-3.0-or-later
// A simulated module in front of a camera, worked out from the definitions alone: footprints by integrals,
// places by the formulae of the contract. What the code under test is held against.
#pragma once

#include "libinspect/module/module_job.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace waferglow::module_test {

struct Scene {
    module::ModuleJob job;
    // Truth of the geometry.
    double rotation_rad = 0.0;
    double scale = 1.0;
    double offset_x_um = 0.0;
    double offset_y_um = 0.0;
    double k1 = 0.0;
    double keystone_x = 0.0;
    double keystone_y = 0.0;
    std::vector<WaferPoint> panel_shift_um;
    std::vector<WaferPoint> stage_error_um;  ///< of each tile
    std::vector<double> tile_gain;           ///< of each tile
    // Optics and sensor.
    double blur_px = 0.8;
    std::vector<std::pair<double, double>> tail;  ///< sigma in px, share
    double dn_per_electron = 0.25;
    double read_noise_dn = 1.0;
    double offset_dn = 100.0;
    double prnu = 0.01;
    double vignette = 0.0;       ///< fall-off at the corners, known to the flat frame
    double flat_residual = 0.0;  ///< amplitude of what the flat frame does not know
    std::uint64_t seed = 1;
    /// Light of each emitter, DN: [pattern * subs + sub][row * cols + col].
    std::vector<std::vector<double>> light;

    [[nodiscard]] std::size_t subs() const { return job.module.sub_pixels.size(); }
    [[nodiscard]] std::vector<double>& of(std::size_t pattern, std::size_t sub) {
        return light[pattern * subs() + sub];
    }
    [[nodiscard]] const std::vector<double>& of(std::size_t pattern, std::size_t sub) const {
        return light[pattern * subs() + sub];
    }
    /// Place of an emitter in a tile, pixels.
    [[nodiscard]] std::array<double, 2> place(std::size_t tile, std::size_t sub, std::int32_t row,
                                              std::int32_t col) const;
    [[nodiscard]] Image render(std::size_t tile) const;
    /// Gives the job its dark and flat frame.
    void make_frames();
};

struct SceneChoice {
    std::int32_t rows = 60;
    std::int32_t cols = 96;
    double pitch_px = 6.0;
    double pitch_um = 12.0;
    int margin_px = 40;            ///< of the image around the module, one shot
    bool stripes = false;          ///< red, green and blue stripes; otherwise one square emitter
    double spread = 0.04;          ///< of the emitters' light
    double full_light_dn = 25000;  ///< of an emitter at full gray
    std::vector<int> grays{255};   ///< a pattern a colour and gray
    bool white = false;            ///< and one of all colours at full gray
    bool black = false;            ///< and a black one
    int tiles_x = 1;               ///< more than one: tiles that overlap
    int tiles_y = 1;
    double overlap_px = 120.0;
    int panels_x = 1;
    int panels_y = 1;
    std::uint64_t seed = 1;
};

/// Emitters with a spread and nothing else; ideal geometry. Ready to be changed, then make_frames().
[[nodiscard]] Scene make_scene(const SceneChoice& choice);

}  // namespace waferglow::module_test
