// SPDX-License-Identifier: GPL-3.0-or-later
// Simulated display modules: images against light worked out point by point, truth against its settings.
#include "drivers/simulated/physics/module_recording.h"

#include "drivers/simulated/physics/module_presets.h"
#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"

#include <cmath>
#include <map>
#include <numeric>

using namespace waferglow;
using namespace waferglow::simulated;
using Catch::Contains;

namespace {

/// Four pixels far from each other, each of one sub-pixel, without flaws, in a view that turns, tilts and
/// bends.
ModuleSettings lone_pixels() {
    ModuleSettings s = module_preset("module");
    s.module.grid.rows = s.module.grid.cols = 2;
    s.module.grid.pitch_x_um = s.module.grid.pitch_y_um = 400.0;
    s.uneven = {.spread = 0.0, .gamma_spread = 0.0, .spots = 0, .bands = 0, .gradient = 0.0};
    s.faults = {0.0, 0.0, 0.0, 0.0, 0.0};
    s.optics.tails.clear();
    s.optics.vignetting = 0.0;
    s.tiles.drift_um = 0.0;
    s.random_view = false;
    s.view = {.pose = {.rotation_rad = 4e-3, .scale = 1.0004, .offset_x_um = 143.0, .offset_y_um = -88.0},
              .k1 = 0.03,  // strong, since the image is small
              .keystone_x = 0.02,
              .keystone_y = -0.015};
    s.patterns = {{.name = "on", .lights = {0}, .gray = 255, .gray_max = 255, .exposure_ms = 6.25}};
    return s;
}

/// By the words of ModuleView and MODULE's pose.
PixelPoint seen(const ModuleSettings& s, WaferPoint p) {
    const auto [rotation, scale, dx, dy] = s.view.pose;
    const double x_um = scale * (std::cos(rotation) * p.x - std::sin(rotation) * p.y) + dx;
    const double y_um = scale * (std::sin(rotation) * p.x + std::cos(rotation) * p.y) + dy;
    const double width = s.camera.width_px;
    const double height = s.camera.height_px;
    const double x = x_um / s.camera.pixel_um;
    const double y = -y_um / s.camera.pixel_um;
    const double tilt = 1.0 + s.view.keystone_x * x / width + s.view.keystone_y * y / height;
    const double half2 = (width * width + height * height) / 4.0;
    const double bend = 1.0 + s.view.k1 * (tilt * tilt * (x * x + y * y)) / half2;
    return {(width - 1.0) / 2.0 + x * tilt * bend, (height - 1.0) / 2.0 + y * tilt * bend};
}

/// Light of a pixel by brute force: the area that emits in small pieces, each blurred and averaged over the
/// pixel.
double light_at(const ModuleSettings& s, WaferPoint center, int x, int y, double electrons) {
    constexpr int kPieces = 61;
    const double sigma = s.optics.blur_px;
    const auto share = [sigma](double d) {
        return 0.5 * (std::erf((d + 0.5) / (sigma * std::sqrt(2.0))) -
                      std::erf((d - 0.5) / (sigma * std::sqrt(2.0))));
    };
    const SubPixel& emitter = s.module.sub_pixels[0];
    double sum = 0.0;
    for (int i = 0; i < kPieces; ++i) {
        for (int j = 0; j < kPieces; ++j) {
            const PixelPoint p = seen(s, {center.x + emitter.width_um * ((i + 0.5) / kPieces - 0.5),
                                          center.y + emitter.height_um * ((j + 0.5) / kPieces - 0.5)});
            sum += share(x - p.x) * share(y - p.y);
        }
    }
    return electrons * sum / (kPieces * kPieces);
}

ModuleSettings small_even() {
    ModuleSettings s = module_preset("module-small");
    s.seed = 11;
    return s;
}

}  // namespace

TEST_CASE("a lit sub-pixel is its box, blurred, where pose, keystone and distortion put it", "[module]") {
    const ModuleRecording recording(lone_pixels());
    const ModuleSettings& s = recording.settings();
    const std::vector<float> image = recording.expected_electrons(0);
    const double electrons = s.colours[0].electrons_per_ms * s.patterns[0].exposure_ms;
    CHECK(std::accumulate(image.begin(), image.end(), 0.0) == Approx(4.0 * electrons).epsilon(1e-5));
    for (const WaferPoint center :
         {WaferPoint{-200.0, 200.0}, {200.0, 200.0}, {-200.0, -200.0}, {200.0, -200.0}}) {
        const PixelPoint middle = seen(s, center);
        for (int y = static_cast<int>(middle.y) - 4; y <= middle.y + 5; ++y) {
            for (int x = static_cast<int>(middle.x) - 4; x <= middle.x + 5; ++x) {
                INFO("pixel " << x << ", " << y);
                const double light =
                    static_cast<double>(image[static_cast<std::size_t>(y * s.camera.width_px + x)]);
                CHECK(std::abs(light - light_at(s, center, x, y, electrons)) < 2e-3 * electrons / 9.0);
            }
        }
    }
}

TEST_CASE("scattered light is taken from the sub-pixel and lies around it", "[module]") {
    ModuleSettings s = lone_pixels();
    s.tiles.margin_x_px = s.tiles.margin_y_px = 80;
    s.optics.tails = {{0.04, 8.0}};
    const ModuleRecording scattering(s);
    s.optics.tails.clear();
    const ModuleRecording sharp(s);
    const std::vector<float> with = scattering.expected_electrons(0);
    const std::vector<float> without = sharp.expected_electrons(0);
    const double all = std::accumulate(without.begin(), without.end(), 0.0);
    CHECK(std::accumulate(with.begin(), with.end(), 0.0) == Approx(all).epsilon(1e-4));
    double moved = 0.0;  // beyond the emitter and its blur
    for (std::size_t i = 0; i < with.size(); ++i) {
        if (without[i] == 0.0F) moved += static_cast<double>(with[i]);
    }
    CHECK(moved > 0.02 * all);
    CHECK(moved < 0.04 * all);
}

TEST_CASE("fault shares, spread and gamma of the truth are those of the settings", "[module]") {
    ModuleSettings s = module_preset("module-rgb");
    s.uneven.lines.clear();
    const ModuleRecording recording(s);
    const DieGrid& grid = recording.settings().module.grid;
    std::map<SubPixelKind, double> count;
    double sum = 0.0, sum2 = 0.0, gamma = 0.0;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            for (std::size_t i = 0; i < 3; ++i) {
                const SubPixelTruth truth = recording.population().truth({row, col}, i);
                count[truth.kind] += 1.0;
                if (truth.kind != SubPixelKind::good) continue;
                sum += std::log(truth.own);
                sum2 += std::log(truth.own) * std::log(truth.own);
                gamma += truth.gamma - s.colours[i].gamma;
            }
        }
    }
    const double all = 3.0 * static_cast<double>(grid.cells());
    const double good = count[SubPixelKind::good];
    const auto near_share = [&](SubPixelKind kind, double share) {
        return std::abs(count[kind] - share * all) < 4.0 * std::sqrt(share * all);
    };
    CHECK(near_share(SubPixelKind::dead, s.faults.dead));
    CHECK(near_share(SubPixelKind::dim, s.faults.dim));
    CHECK(near_share(SubPixelKind::bright, s.faults.bright));
    CHECK(near_share(SubPixelKind::always_on, s.faults.always_on));
    CHECK(near_share(SubPixelKind::wrong_colour, s.faults.wrong_colour));
    CHECK(std::abs(sum / good) < 4.0 * s.uneven.spread / std::sqrt(good));
    CHECK(std::sqrt(sum2 / good) == Approx(s.uneven.spread).epsilon(0.01));
    CHECK(std::abs(gamma / good) < 4.0 * s.uneven.gamma_spread / std::sqrt(good));
}

TEST_CASE("dead sub-pixels stay dark, those always on glow in black, a wrong colour lights its partner",
          "[module]") {
    ModuleSettings s = small_even();
    s.faults = {0.02, 0.0, 0.0, 0.02, 0.02};
    const ModuleRecording recording(s);
    const ModulePopulation& population = recording.population();
    const ModuleSettings& made = recording.settings();
    std::map<SubPixelKind, int> looked_at;
    std::vector<double> light;
    for (std::int32_t row = 0; row < made.module.grid.rows; ++row) {
        for (std::int32_t col = 0; col < made.module.grid.cols; ++col) {
            const SubPixelTruth red = population.truth({row, col}, 0);
            const LitPattern& pattern = made.patterns[red.kind == SubPixelKind::always_on ? 0 : 1];
            population.light_of({row, col}, pattern, light);
            const double full = made.colours[red.partner].electrons_per_ms * pattern.exposure_ms;
            ++looked_at[red.kind];
            if (red.kind == SubPixelKind::dead) CHECK(light[0] <= 0.15 * full);
            if (red.kind == SubPixelKind::always_on) CHECK(light[0] >= 0.0299 * full);
            if (red.kind != SubPixelKind::wrong_colour) continue;
            const SubPixelTruth partner = population.truth({row, col}, red.partner);
            if (partner.kind != SubPixelKind::good) continue;
            CHECK(red.partner != 0);
            CHECK(light[0] == 0.0);
            CHECK(light[red.partner] == Approx(full * partner.luminance).epsilon(1e-9));
        }
    }
    CHECK(looked_at[SubPixelKind::dead] > 20);
    CHECK(looked_at[SubPixelKind::always_on] > 20);
    CHECK(looked_at[SubPixelKind::wrong_colour] > 20);
}

TEST_CASE("half the gray gives light by the power of gamma", "[module]") {
    ModuleSettings s = lone_pixels();
    s.colours[0].gamma = 2.0;
    s.patterns.push_back({.name = "low", .lights = {0}, .gray = 51, .gray_max = 255, .exposure_ms = 12.5});
    const ModuleRecording recording(s);
    std::vector<double> full, low;
    recording.population().light_of({0, 0}, s.patterns[0], full);
    recording.population().light_of({0, 0}, s.patterns[1], low);
    CHECK(low[0] == Approx(full[0] * 2.0 / 25.0));
}

TEST_CASE("seams are the steps of light between neighbouring sub-panels, half lengths apart", "[module]") {
    const ModuleRecording recording(module_preset("module-tiled"));
    const ModuleFlaws& flaws = recording.population().flaws();
    const std::vector<ModuleSeam> seams = flaws.seams();
    REQUIRE(seams.size() == 4);
    for (const ModuleSeam& seam : seams) {
        const std::int32_t along = (seam.begin + seam.end) / 2;
        const auto light = [&](std::int32_t across) {
            return flaws.panel_light(seam.along_row ? DieIndex{across, along} : DieIndex{along, across});
        };
        CHECK(seam.step == Approx(light(seam.index) / light(seam.index - 1) - 1.0));
        CHECK(seam.end - seam.begin == (seam.along_row ? 320 : 180));
    }
}

TEST_CASE("tiles cover the module, overlap, and stand where a stage of that error stands", "[module]") {
    const ModuleRecording recording(module_preset("module-tiled"));
    const ModuleSettings& s = recording.settings();
    const std::span<const ModuleTile> tiles = recording.tiles();
    REQUIRE(tiles.size() == 12 * s.patterns.size());
    const double width_um = s.camera.width_px * s.camera.pixel_um;
    CHECK(tiles[1].reported.x - tiles[0].reported.x == Approx(width_um - 1500.0));
    CHECK(tiles[3].reported.x + 0.5 * width_um >= 0.5 * 640 * 60.0 + 390.0);
    double mean_x = 0.0;
    for (const ModuleTile& tile : tiles) {
        CHECK(std::abs(tile.true_middle.x - tile.reported.x) < 8.4);
        CHECK(std::abs(tile.true_middle.y - tile.reported.y) < 8.4);
        mean_x += (tile.true_middle.x - tile.reported.x) / static_cast<double>(tiles.size());
    }
    CHECK(std::abs(mean_x) < 0.2);  // drift alone
}

TEST_CASE("tiles of a module are the same on one thread and on many", "[module]") {
    const ModuleRecording recording(small_even());
    std::vector<Image> many(recording.tiles().size());
    parallel_blocks(many.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) many[i] = recording.make_tile(i);
    });
    const ThreadLimit one(1);
    for (std::size_t i = many.size(); i-- > 0;) CHECK(recording.make_tile(i).pixels() == many[i].pixels());
}

TEST_CASE("settings of a module that make no sense are refused with field and value", "[module]") {
    ModuleSettings s = small_even();
    s.optics.tails = {{1.2, 5.0}};
    CHECK_THROWS_WITH(ModuleRecording(s), Contains("tail share = 1.2"));
    s = small_even();
    s.faults.dead = 0.9;
    s.faults.dim = 0.2;
    CHECK_THROWS_WITH(ModuleRecording(s), Contains("all faults = 1.1"));
    s = small_even();
    s.colours.pop_back();
    CHECK_THROWS_WITH(ModuleRecording(s), Contains("number of colours = 2"));
    s = small_even();
    s.uneven.lines.assign(40, {});
    CHECK_THROWS_WITH(ModuleRecording(s), Contains("40 lines don't fit"));
    CHECK_THROWS_WITH(module_preset("module-rbg"), Contains("did you mean 'module-rgb'"));
}

TEST_CASE("every preset of a module can be made", "[module]") {
    for (const PresetInfo& info : module_presets()) {
        INFO(info.name);
        CHECK_NOTHROW(resolve(module_preset(info.name)));
    }
}
