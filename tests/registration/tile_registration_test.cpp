// SPDX-License-Identifier: GPL-3.0-or-later
// Shifts of single tiles under a known pose: signs, errors stated and made, what is borrowed.
#include "libinspect/base/error.h"
#include "libinspect/registration/internal/lattice_locator.h"
#include "tests/registration/scene.h"

#include <cmath>
#include <cstring>
#include <type_traits>

#include <catch2/catch.hpp>

namespace waferglow {
namespace {

using scene::make_scene;
using scene::Scene;

static_assert(std::is_trivially_copyable_v<TileRegistration>);
static_assert(sizeof(TileRegistration) == 15 * sizeof(double) + 2 * sizeof(std::int32_t));

struct Locator {
    explicit Locator(const Scene& scene, double jitter_px = 0.3)
        : presence(scene.grid, scene.wafer),
          setup{.grid = scene.grid, .presence = &presence, .camera = scene.camera},
          locator(setup, {.pose = scene.pose, .jitter_um = jitter_px * scene.camera.pixel_um}) {}

    TileRegistration operator()(const Image& image, StagePoint reported,
                                const TileRegistration* hint = nullptr) {
        return locator.locate(image.view(), reported, hint, *scratch);
    }

    DiePresence presence;
    RegistrationSetup setup;
    LatticeLocator locator;
    std::unique_ptr<TileLocator::Scratch> scratch = locator.make_scratch();
};

TileRegistration hint_of(double x_um, double y_um) {
    TileRegistration hint;
    hint.shift_x_um = x_um;
    hint.shift_y_um = y_um;
    hint.sigma_um = 0.01;
    hint.source = RegistrationSource::own;
    return hint;
}

TEST_CASE("A tile of another size is refused", "[registration]") {
    Locator locate(make_scene(20, 15, 12, 8, 40, 40, 160, 120));
    CHECK_THROWS_AS(locate(Image(160, 119), {}), Error);
}

TEST_CASE("The shift is the true middle less the reported one, y up", "[registration]") {
    Scene scene = make_scene(20, 15, 12, 8, 60, 60, 320, 240);
    scene.pose = {.rotation_rad = 6e-3, .scale = 1.0 - 4e-4, .offset_x_um = 9.0, .offset_y_um = -4.0};
    const StagePoint reported{100.0, -60.0};
    const Image image = scene::render(scene, {reported.x + 1.7, reported.y - 0.9}, 1);
    const TileRegistration r = Locator(scene)(image, reported);
    CHECK(r.source == RegistrationSource::own);
    CHECK(r.shift_x_um == Approx(1.7).margin(0.02));
    CHECK(r.shift_y_um == Approx(-0.9).margin(0.02));
    CHECK(r.lit_dies > 50);
    CHECK(std::abs(r.turn_rad) < 1e-4);
    CHECK(std::abs(r.stretch) < 1e-4);
}

TEST_CASE("Shifts are unbiased over the fractions of a pixel", "[registration]") {
    struct Size {
        double pitch, die;
    };
    const Size size = GENERATE(Size{5, 3}, Size{8, 7}, Size{20, 12}, Size{40, 28});
    Scene scene = make_scene(size.pitch, size.pitch, size.die, size.die, 100, 100, 200, 160, 1.0);
    scene.noise = false;
    scene.pose.rotation_rad = GENERATE(0.0, 5e-3);
    Locator locate(scene);
    for (double shift = -0.5; shift < 0.5; shift += 0.125) {
        const TileRegistration r = locate(scene::render(scene, {shift, -0.7 * shift}, 1), {});
        CHECK(r.shift_x_um == Approx(shift).margin(0.01));
        CHECK(r.shift_y_um == Approx(-0.7 * shift).margin(0.01));
    }
}

TEST_CASE("Six photons a pixel on 4 x 4 pixels: errors as small as stated", "[registration]") {
    Scene scene = make_scene(7, 6, 4, 4, 120, 120, 240, 180, 1.0);
    scene.electrons_px = 6.0;
    scene.background_px = 0.3;
    scene.pose.rotation_rad = 2e-3;
    Locator locate(scene);
    double squares = 0.0;
    double stated = 0.0;
    constexpr int kTiles = 24;
    for (std::uint64_t seed = 1; seed <= kTiles; ++seed) {
        const TileRegistration r = locate(scene::render(scene, {0.3, -0.2}, seed), {});
        REQUIRE(r.source == RegistrationSource::own);
        squares += std::pow(r.shift_x_um - 0.3, 2) + std::pow(r.shift_y_um + 0.2, 2);
        stated += 2.0 * r.sigma_um * r.sigma_um;
    }
    CHECK(std::sqrt(squares / (2.0 * kTiles)) < 0.03);
    CHECK(std::sqrt(squares / stated) < 1.3);
}

TEST_CASE("Large dies that glow unevenly are found by their edges", "[registration]") {
    Scene scene = make_scene(250, 230, 200, 180, 8, 8, 640, 480, 1.0);
    scene.uneven = true;
    scene.light_of = [](DieIndex die, double u, double v) {
        return 1.0 + 0.15 * (scene::hash01(die, 1) - 0.5) * u + 0.15 * (scene::hash01(die, 2) - 0.5) * v;
    };
    scene.pose.rotation_rad = 3e-3;
    const double jitter_px = GENERATE(0.3, 3.0);
    const Image image = scene::render(scene, {30.0 + 1.2, -20.0 + 0.8}, 1);
    const TileRegistration r = Locator(scene, jitter_px)(image, {30.0, -20.0});
    CHECK(r.source == RegistrationSource::own);
    CHECK(r.shift_x_um == Approx(1.2).margin(0.1));
    CHECK(r.shift_y_um == Approx(0.8).margin(0.1));
}

TEST_CASE("A tile at the grid's corner, three quarters empty, registers itself", "[registration]") {
    const Scene scene = make_scene(20, 15, 12, 8, 40, 40, 320, 240);
    // The corner of the grid lies at (-400, 300) px; the image's middle is there.
    const StagePoint corner{-800.0, 600.0};
    const TileRegistration r = Locator(scene)(scene::render(scene, {corner.x + 0.5, corner.y}, 1), corner);
    CHECK(r.source == RegistrationSource::own);
    CHECK(r.shift_x_um == Approx(0.5).margin(0.05));
    CHECK(r.shift_y_um == Approx(0.0).margin(0.05));
}

TEST_CASE("A dark tile without a hint is predicted", "[registration]") {
    Scene scene = make_scene(20, 15, 12, 8, 40, 40, 320, 240);
    scene.electrons_px = 0.0;
    const TileRegistration r = Locator(scene, 0.5)(scene::render(scene, {}, 1), {});
    CHECK(r.source == RegistrationSource::predicted);
    CHECK(r.shift_x_um == 0.0);
    CHECK(r.shift_y_um == 0.0);
    CHECK(r.sigma_um == Approx(0.5 * scene.camera.pixel_um));
    CHECK(r.lit_dies == 0);
    CHECK(r.stretch_weight == 0.0);
}

TEST_CASE("A tile that holds no die at all is predicted", "[registration]") {
    const Scene scene = make_scene(20, 15, 12, 8, 40, 40, 320, 240);
    const StagePoint outside{5000.0, 5000.0};
    const TileRegistration r = Locator(scene)(scene::render(scene, outside, 1), outside);
    CHECK(r.source == RegistrationSource::predicted);
}

TEST_CASE("A dark tile borrows, and halfway to what the hint says", "[registration]") {
    Scene scene = make_scene(20, 15, 12, 8, 40, 40, 320, 240);
    scene.electrons_px = 0.0;
    const TileRegistration hint = hint_of(0.8, -0.6);
    const TileRegistration r = Locator(scene, 0.5)(scene::render(scene, {}, 1), {}, &hint);
    CHECK(r.source == RegistrationSource::borrowed);
    CHECK(r.shift_x_um == Approx(0.4));
    CHECK(r.shift_y_um == Approx(-0.3));
}

TEST_CASE("The stage alone answers as a dark tile does, whatever the image shows", "[registration]") {
    Scene scene = make_scene(20, 15, 12, 8, 40, 40, 320, 240);
    const PoseEstimate estimate{.pose = scene.pose, .jitter_um = 0.5 * scene.camera.pixel_um};
    const StageLocator stage(scene.camera, estimate);
    const auto scratch = stage.make_scratch();
    const TileRegistration hint = hint_of(0.8, -0.6);
    const Image bright = scene::render(scene, {0.9, 0.9}, 1);
    scene.electrons_px = 0.0;
    const Image dark = scene::render(scene, {}, 1);
    for (const TileRegistration* from : {static_cast<const TileRegistration*>(nullptr), &hint}) {
        const TileRegistration by_stage = stage.locate(bright.view(), {}, from, *scratch);
        const TileRegistration by_lattice = Locator(scene, 0.5)(dark, {}, from);
        CHECK(by_stage.source == by_lattice.source);
        CHECK(by_stage.shift_x_um == by_lattice.shift_x_um);
        CHECK(by_stage.shift_y_um == by_lattice.shift_y_um);
        CHECK(by_stage.sigma_um == Approx(by_lattice.sigma_um));
    }
    CHECK_THROWS_AS(stage.locate(Image(3, 3).view(), {}, nullptr, *scratch), Error);
}

TEST_CASE("A channel that shows no lattice is located by the stage, others by their dies", "[registration]") {
    const Scene scene = make_scene(20, 15, 12, 8, 40, 40, 320, 240);
    const DiePresence presence(scene.grid, scene.wafer);
    const RegistrationSetup setup{.grid = scene.grid, .presence = &presence, .camera = scene.camera};
    const Image bright = scene::render(scene, {0.9, 0.9}, 1);
    const auto source_of = [&](GridSight sight) {
        const auto locator =
            make_locator(sight, setup, {.pose = scene.pose, .jitter_um = scene.camera.pixel_um});
        return locator->locate(bright.view(), {}, nullptr, *locator->make_scratch()).source;
    };
    CHECK(source_of(info_of(ChannelKind::dic).grid_sight) == RegistrationSource::predicted);
    CHECK(source_of(info_of(ChannelKind::pl).grid_sight) == RegistrationSource::own);
}

TEST_CASE("Bright dies are not taken for dark ones where the stage errs by more than a quarter pitch",
          "[registration]") {
    const Scene scene = make_scene(20, 15, 12, 8, 40, 40, 320, 240);
    const DiePresence presence(scene.grid, scene.wafer);
    const WaferPoint off{0.31 * scene.grid.pitch_x_um, 0.31 * scene.grid.pitch_y_um};
    const Image image = scene::render(scene, {off.x, off.y}, 1);
    const TileRegistration elsewhere = hint_of(-off.x, -off.y);
    const auto found = [&](DieContrast contrast) {
        const LatticeLocator locator(
            {.grid = scene.grid, .presence = &presence, .camera = scene.camera, .contrast = contrast},
            {.pose = scene.pose, .jitter_um = off.x});
        return locator.locate(image.view(), {}, &elsewhere, *locator.make_scratch());
    };
    CHECK(found(DieContrast::bright).shift_x_um == Approx(off.x).margin(0.02));
    CHECK(found(DieContrast::bright).shift_y_um == Approx(off.y).margin(0.02));
    CHECK(std::abs(found(DieContrast::dark).shift_x_um - off.x) > 0.4 * scene.grid.pitch_x_um);
}

TEST_CASE("How dies look against the streets is told by most tiles", "[registration]") {
    const DieGrid grid = make_scene(20, 15, 12, 8, 40, 40, 320, 240).grid;
    const TileRegistration near = hint_of(0.1 * grid.pitch_x_um, -0.3 * grid.pitch_y_um);
    const TileRegistration between = hint_of(0.45 * grid.pitch_x_um, -0.4 * grid.pitch_y_um);
    std::vector<TileRegistration> tiles(4, near);
    CHECK(contrast_of(tiles, grid) == DieContrast::unknown);
    tiles.insert(tiles.end(), 2, between);
    CHECK(contrast_of(tiles, grid) == DieContrast::bright);
    tiles.insert(tiles.end(), 5, between);
    CHECK(contrast_of(tiles, grid) == DieContrast::dark);
}

TEST_CASE("Nothing is borrowed from a tile that was itself predicted", "[registration]") {
    Scene scene = make_scene(20, 15, 12, 8, 40, 40, 320, 240);
    scene.electrons_px = 0.0;
    TileRegistration hint = hint_of(0.8, -0.6);
    hint.source = RegistrationSource::predicted;
    const TileRegistration r = Locator(scene)(scene::render(scene, {}, 1), {}, &hint);
    CHECK(r.source == RegistrationSource::predicted);
    CHECK(r.shift_x_um == 0.0);
}

TEST_CASE("A bright tile keeps its own shift whatever the hint", "[registration]") {
    const Scene scene = make_scene(20, 15, 12, 8, 60, 60, 320, 240);
    const TileRegistration hint = hint_of(0.8, -0.6);
    const TileRegistration r = Locator(scene)(scene::render(scene, {-0.4, 0.2}, 1), {}, &hint);
    CHECK(r.source == RegistrationSource::own);
    CHECK(r.shift_x_um == Approx(-0.4).margin(0.02));
}

TEST_CASE("Dark dies on bright streets are recognised with a hint", "[registration]") {
    Scene scene = make_scene(20, 15, 12, 8, 60, 60, 320, 240);
    Image image = scene::render(scene, {1.2, -0.4}, 1);
    for (std::uint16_t& pixel : image.pixels()) pixel = static_cast<std::uint16_t>(3000 - pixel);
    const TileRegistration hint = hint_of(0.2, 0.1);
    const TileRegistration r = Locator(scene)(image, {}, &hint);
    CHECK(r.source == RegistrationSource::own);
    CHECK(r.shift_x_um == Approx(1.2).margin(0.03));
    CHECK(r.shift_y_um == Approx(-0.4).margin(0.03));
}

TEST_CASE("The same tile gives the same bytes, whatever the scratch saw before", "[registration]") {
    Scene scene = make_scene(20, 15, 12, 8, 60, 60, 320, 240);
    const Image image = scene::render(scene, {0.6, 0.3}, 1);
    const Image other = scene::render(scene, {-0.6, 0.1}, 2);
    Locator fresh(scene);
    Locator used(scene);
    static_cast<void>(used(other, {300.0, 100.0}));
    const TileRegistration a = fresh(image, {});
    const TileRegistration b = used(image, {});
    CHECK(std::memcmp(&a, &b, sizeof a) == 0);
}

TEST_CASE("Sources have names", "[registration]") {
    CHECK(std::string(to_string(RegistrationSource::own)) == "own");
    CHECK(std::string(to_string(RegistrationSource::borrowed)) == "borrowed");
    CHECK(std::string(to_string(RegistrationSource::predicted)) == "predicted");
}

}  // namespace
}  // namespace waferglow
