// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/light_fit.h"

#include "tests/module/module_scene.h"

#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

namespace waferglow::module {

namespace {

struct Known {
    EmitterGrid grid;
    std::vector<Footprint> footprints;
};

// The truth about where the emitters lie.
Known known_geometry(const module_test::Scene& scene, std::size_t tile) {
    Known known;
    const DieGrid& dies = scene.job.module.grid;
    known.grid.rows = dies.rows;
    known.grid.cols = dies.cols;
    for (std::size_t sub = 0; sub < scene.subs(); ++sub) {
        const SubPixel& emitter = scene.job.module.sub_pixels[sub];
        const double px = scene.scale / scene.job.camera.pixel_um;
        known.footprints.push_back({AxisFootprint(emitter.width_um * px, scene.blur_px),
                                    AxisFootprint(emitter.height_um * px, scene.blur_px)});
        known.grid.x.emplace_back();
        known.grid.y.emplace_back();
        for (std::int32_t row = 0; row < dies.rows; ++row) {
            for (std::int32_t col = 0; col < dies.cols; ++col) {
                const auto at = scene.place(tile, sub, row, col);
                known.grid.x[sub].push_back(static_cast<float>(at[0]));
                known.grid.y[sub].push_back(static_cast<float>(at[1]));
            }
        }
    }
    return known;
}

// Relative rms of what is measured of one sub-pixel against the truth.
double rms_of(const module_test::Scene& scene, std::size_t tile, std::size_t sub,
              std::vector<float>* light = nullptr) {
    const PixelCorrection correction = make_correction(scene.job.camera, &*scene.job.dark, &*scene.job.flat);
    const Known known = known_geometry(scene, tile);
    const LightImage image = light_of(scene.render(tile), correction, 0.0);
    const Emitters emitters(known.grid, known.footprints, image.width, image.height);
    const std::size_t pattern = scene.job.tiles[tile].pattern;
    std::vector<bool> driven;
    for (std::size_t s = 0; s < scene.subs(); ++s) driven.push_back(scene.job.patterns[pattern].drives(s));
    const FittedLight fit = fit_light(image, emitters, driven, {scene.dn_per_electron, scene.read_noise_dn});
    if (light != nullptr) *light = fit.light[sub];
    double sum = 0.0;
    const auto& truth = scene.of(pattern, sub);
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const double error = static_cast<double>(fit.light[sub][i]) / truth[i] - 1.0;
        sum += error * error;
    }
    return std::sqrt(sum / static_cast<double>(truth.size()));
}

}  // namespace

TEST_CASE("a module of one colour at 6 pixels a pixel is measured to its photon noise", "[module][fit]") {
    module_test::SceneChoice choice;
    module_test::Scene scene = make_scene(choice);
    scene.make_frames();
    const double photon = std::sqrt(scene.dn_per_electron / choice.full_light_dn);
    const double rms = rms_of(scene, 0, 0);
    INFO("rms " << rms << ", photon noise " << photon);
    CHECK(rms < 1.25 * photon);
}

TEST_CASE("stripes of three colours lit at once are told apart", "[module][fit]") {
    module_test::SceneChoice choice;
    choice.stripes = true;
    choice.white = true;
    module_test::Scene scene = make_scene(choice);
    scene.make_frames();
    const double photon = std::sqrt(scene.dn_per_electron / choice.full_light_dn);
    const double one = rms_of(scene, 0, 0);
    const double white = rms_of(scene, 3, 1);
    INFO("one colour " << one << ", white " << white << ", photon noise " << photon);
    CHECK(one < 1.35 * photon);
    CHECK(white < 2.2 * photon);
}

TEST_CASE("a module at 2.6 pixels a pixel is measured", "[module][fit]") {
    module_test::SceneChoice choice;
    choice.pitch_px = 2.6;
    choice.rows = 120;
    choice.cols = 180;
    module_test::Scene scene = make_scene(choice);
    scene.rotation_rad = 0.003;
    scene.make_frames();
    const double photon = std::sqrt(scene.dn_per_electron / choice.full_light_dn);
    const double rms = rms_of(scene, 0, 0);
    INFO("rms " << rms << ", photon noise " << photon);
    CHECK(rms < 2.2 * photon);
}

}  // namespace waferglow::module
