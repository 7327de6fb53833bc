// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "tests/module/inspect_scene.h"

#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace waferglow::module {

namespace {

using module_test::Inspected;
using module_test::Scene;
using module_test::SceneChoice;

Scene one_shot(SceneChoice choice = {}) {
    choice.black = true;
    Scene scene = make_scene(choice);
    scene.rotation_rad = 0.0035;
    scene.scale = 1.0004;
    scene.offset_x_um = 1.4 * choice.pitch_um;
    scene.offset_y_um = -0.7 * choice.pitch_um;
    scene.k1 = 0.004;
    scene.keystone_x = 0.0015;
    scene.keystone_y = -0.001;
    scene.tail = {{5.0, 0.025}, {15.0, 0.015}};
    return scene;
}

Scene tiled() {
    SceneChoice choice;
    choice.rows = 84;
    choice.cols = 120;
    choice.tiles_x = choice.tiles_y = 2;
    choice.panels_x = choice.panels_y = 2;
    Scene scene = make_scene(choice);
    scene.rotation_rad = -0.003;
    scene.k1 = -0.003;
    scene.panel_shift_um = {{0.8, -0.5}, {-0.6, 0.3}, {-0.9, 0.6}, {0.7, -0.4}};
    scene.stage_error_um = {{1.2, -0.8}, {-0.9, 1.1}, {0.6, 0.7}, {-0.9, -1.0}};
    scene.tile_gain = {1.01, 0.985, 1.0, 1.012};
    scene.tail = {{5.0, 0.025}, {15.0, 0.015}};
    return scene;
}

std::string message_of(const Scene& scene) {
    try {
        (void)inspect(scene);
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace

TEST_CASE("one image of a turned, distorted module tells where it lies", "[module][locate]") {
    Scene scene = one_shot();
    // A dead row and part of a column, which must not pull the fit.
    for (std::size_t i = 0; i < 96; ++i) scene.of(0, 0)[20 * 96 + i] = 0.0;
    for (std::size_t i = 0; i < 30; ++i) scene.of(0, 0)[i * 96 + 40] = 0.0;
    scene.make_frames();
    const ModuleRegistration r = inspect(scene).geometry.registration;
    const double px = scene.job.camera.pixel_um;
    CHECK(std::abs(r.pose.rotation_rad - scene.rotation_rad) < 5e-5);
    CHECK(std::abs(r.pose.offset_x_um - scene.offset_x_um) < 0.1 * px);
    CHECK(std::abs(r.pose.offset_y_um - scene.offset_y_um) < 0.1 * px);
    CHECK(std::abs(r.k1 - scene.k1) < 1.5e-4);
    CHECK(std::abs(r.blur_px - scene.blur_px) < 0.05 * scene.blur_px);
}

TEST_CASE("a dark row at the module's edge is no guess which edge it is", "[module][errors]") {
    Scene scene = one_shot();
    for (std::size_t i = 0; i < 96; ++i) scene.of(0, 0)[i] = 0.0;
    scene.make_frames();
    CHECK_THAT(message_of(scene), Catch::Contains("which pixel of the module is which"));
}

TEST_CASE("light of a turned, distorted module is exact and dead pixels are dark", "[module][light]") {
    Scene scene = one_shot();
    scene.of(0, 0)[30 * 96 + 50] = 0.0;
    scene.make_frames();
    const Inspected all = inspect(scene);
    CHECK(light_error(scene, all.light, 0, 0) < 0.0045);
    CHECK(std::abs(all.light.plane(0, 0).light[30 * 96 + 50]) < 0.01F * 25000.0F);
}

TEST_CASE("black images borrow their place and stay dark", "[module][light]") {
    Scene scene = one_shot();
    scene.make_frames();
    const Inspected all = inspect(scene);
    CHECK(all.tiles[1].source == ShiftSource::borrowed);
    float most = 0.0F;
    for (const float light : all.light.plane(1, 0).light) most = std::max(most, std::abs(light));
    CHECK(most < 0.005F * 25000.0F);
}

TEST_CASE("a pixel that glows in another colour than driven is told", "[module][light]") {
    SceneChoice choice;
    choice.stripes = true;
    Scene scene = one_shot(choice);
    const std::size_t cell = 30 * 96 + 50;
    scene.of(0, 0)[cell] = 0.0;
    scene.of(0, 1)[cell] = 20000.0;
    scene.make_frames();
    const Inspected all = inspect(scene);
    CHECK(all.light.plane(0, 1).light[cell] == Approx(20000.0).epsilon(0.03));
    CHECK(std::abs(all.light.plane(0, 0).light[cell]) < 500.0F);
}

TEST_CASE("clipped emitters are saturated and their neighbours are not", "[module][light]") {
    Scene scene = one_shot();
    const std::size_t cell = 30 * 96 + 50;
    scene.job.camera.saturation_dn = 4095;
    scene.of(0, 0)[cell] = 20 * 25000.0;
    scene.make_frames();
    const Inspected all = inspect(scene);
    CHECK(all.light.plane(0, 0).state[cell] == LightState::saturated);
    const double neighbour = scene.of(0, 0)[cell + 1];
    CHECK(all.light.plane(0, 0).state[cell + 1] == LightState::measured);
    CHECK(all.light.plane(0, 0).light[cell + 1] == Approx(neighbour).epsilon(0.06));
}

TEST_CASE("tiles of a module of sub-panels are placed and joined", "[module][tiles]") {
    Scene scene = tiled();
    scene.make_frames();
    const Inspected all = inspect(scene);
    const ModuleRegistration& r = all.geometry.registration;
    CHECK(std::abs(r.pose.rotation_rad - scene.rotation_rad) < 5e-5);
    CHECK(std::abs(r.k1 - scene.k1) < 1.5e-4);
    for (std::size_t panel = 0; panel < 4; ++panel) {
        INFO("panel " << panel);
        CHECK(std::abs(r.panel_shift_um[panel].x - scene.panel_shift_um[panel].x) < 0.1);
        CHECK(std::abs(r.panel_shift_um[panel].y - scene.panel_shift_um[panel].y) < 0.1);
    }
    CHECK(light_error(scene, all.light, 0, 0) < 0.0045);
    REQUIRE(all.light.stitch_rms.has_value());
    CHECK(*all.light.stitch_rms < 0.002);
}

TEST_CASE("what no tile shows has no light", "[module][tiles]") {
    Scene scene = tiled();
    scene.make_frames();
    Inspected all = inspect(scene);
    all.tiles.pop_back();
    const LightPlane plane = join_tiles(scene.job, all.geometry, all.tiles).plane(0, 0);
    CHECK(plane.state.back() == LightState::none);
    CHECK(std::isnan(plane.light.back()));
    CHECK(plane.state.front() == LightState::measured);
}

TEST_CASE("one thread and several give the same bytes", "[module][threads]") {
    Scene scene = tiled();
    scene.make_frames();
    std::vector<float> alone;
    {
        const ThreadLimit limit(1);
        alone = inspect(scene).light.planes[0].light;
    }
    const ThreadLimit limit(8);
    CHECK(inspect(scene).light.planes[0].light == alone);
}

TEST_CASE("a module that cannot be measured is refused with what to do", "[module][errors]") {
    SECTION("wholly out of view") {
        Scene scene = one_shot();
        scene.job.tiles[0].position.x = scene.job.tiles[1].position.x = 1e5;
        scene.make_frames();
        CHECK_THAT(message_of(scene), Catch::Contains("out of view"));
    }
    SECTION("too dim") {
        SceneChoice choice;
        choice.full_light_dn = 0.0;
        Scene scene = one_shot(choice);
        scene.make_frames();
        CHECK_THAT(message_of(scene), Catch::Contains("bright enough"));
    }
    SECTION("no edge in view") {
        SceneChoice choice;
        choice.margin_px = -60;
        Scene scene = make_scene(choice);
        scene.make_frames();
        CHECK_THAT(message_of(scene), Catch::Contains("which pixel of the module is which"));
    }
}

}  // namespace waferglow::module
