// SPDX-License-Identifier: GPL-3.0-or-later
// How exactly and how fast a simulated module is measured: module_light PRESET [SEED]. PRESET: mono, rgb,
// tiled, coarse, small.
#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/module/measure_tile.h"
#include "libinspect/module/module_geometry.h"
#include "tests/module/module_scene.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <vector>

using namespace waferglow;
using namespace waferglow::module;

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

module_test::SceneChoice choice_of(const std::string& preset) {
    module_test::SceneChoice choice;
    choice.rows = 180;
    choice.cols = 320;
    choice.pitch_um = 60.0;
    choice.grays = {255, 128, 64, 32};
    choice.black = true;
    choice.margin_px = 50;
    choice.full_light_dn = 20000;
    if (preset == "rgb" || preset == "small") {
        choice.rows = preset == "rgb" ? 270 : 54;
        choice.cols = preset == "rgb" ? 480 : 96;
        choice.stripes = choice.white = true;
        choice.grays = {255};
        choice.full_light_dn = 15000;
    }
    if (preset == "tiled") {
        choice.rows = 360;
        choice.cols = 640;
        choice.tiles_x = 4;
        choice.tiles_y = 3;
        choice.overlap_px = 150.0;
        choice.panels_x = choice.panels_y = 2;
        choice.grays = {255, 64};
    }
    if (preset == "coarse") {
        choice.pitch_px = 2.6;
        choice.margin_px = 24;
        choice.full_light_dn = 8000;
    }
    return choice;
}

void disturb(module_test::Scene& scene, const std::string& preset, std::uint64_t seed) {
    std::mt19937_64 random(seed + 77);
    const auto between = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    const double pitch = scene.job.module.grid.pitch_x_um;
    scene.rotation_rad = between(-4e-3, 4e-3);
    scene.scale = 1.0 + between(-5e-4, 5e-4);
    scene.offset_x_um = between(-1.5, 1.5) * pitch;
    scene.offset_y_um = between(-1.5, 1.5) * pitch;
    scene.k1 = between(-4e-3, 4e-3);
    scene.keystone_x = between(-2e-3, 2e-3);
    scene.keystone_y = between(-2e-3, 2e-3);
    scene.tail = {{5.0, 0.025}, {15.0, 0.015}};
    scene.blur_px = preset == "coarse" ? 0.6 : 0.8;
    scene.dn_per_electron = 0.33;
    scene.read_noise_dn = 0.7;
    scene.prnu = 0.005;
    scene.vignette = 0.15;
    scene.job.camera.saturation_dn = 4095;
    const std::size_t cells = scene.job.module.grid.cells();
    for (std::size_t pattern = 0; pattern < scene.job.patterns.size(); ++pattern) {
        for (std::size_t sub = 0; sub < scene.subs(); ++sub) {
            if (!scene.job.patterns[pattern].drives(sub)) continue;
            std::mt19937_64 same(seed + sub);
            for (std::size_t cell = 0; cell < cells; ++cell) {
                const double draw = std::uniform_real_distribution<double>(0, 1)(same);
                double& light = scene.of(pattern, sub)[cell];
                if (draw < 0.001)
                    light = 0.0;
                else if (draw < 0.002)
                    light *= 0.4;
                else if (draw < 0.0027)
                    light *= 1.4;
                const auto row = static_cast<std::int32_t>(cell) / scene.job.module.grid.cols;
                const auto col = static_cast<std::int32_t>(cell) % scene.job.module.grid.cols;
                if (row == 17 || (col == 31 && row < 30)) light = 0.0;
            }
        }
    }
    if (preset != "tiled") return;
    const std::size_t places = scene.job.tiles.size() / scene.job.patterns.size();
    for (std::size_t tile = 0; tile < scene.job.tiles.size(); ++tile) {
        const std::size_t first = tile % places;
        if (tile == first) {
            scene.stage_error_um[tile] = {between(-4.0, 4.0), between(-4.0, 4.0)};
        } else {
            scene.stage_error_um[tile] = {scene.stage_error_um[first].x + between(-0.3, 0.3),
                                          scene.stage_error_um[first].y + between(-0.3, 0.3)};
        }
        scene.tile_gain[tile] = 1.0 + between(-0.017, 0.017);
    }
    for (int panel = 0; panel < 4; ++panel) {
        scene.panel_shift_um.push_back({between(-5, 5), between(-5, 5)});
    }
}

struct Figures {
    double rms = 0.0;
    double robust = 0.0;
    double dead_mean = 0.0;
    double dead_rms = 0.0;
    std::size_t count = 0;
};

Figures compare(const module_test::Scene& scene, std::size_t sub, std::size_t pattern,
                std::span<const TileLight> tiles) {
    Figures figures;
    std::vector<double> errors;
    double dead = 0.0;
    double dead2 = 0.0;
    std::size_t dead_count = 0;
    for (const TileLight& tile : tiles) {
        if (scene.job.tiles[tile.tile].pattern != pattern || !tile.left_out.empty()) continue;
        std::vector<double> ratios;
        const auto& truth = scene.of(pattern, sub);
        double full = 0.0;
        for (const double value : truth) full = std::max(full, value);
        for (std::int32_t row = tile.first_row; row < tile.first_row + tile.rows; ++row) {
            for (std::int32_t col = tile.first_col; col < tile.first_col + tile.cols; ++col) {
                const std::size_t at = tile.at(sub, row, col);
                if (tile.state[at] != LightState::measured) continue;
                const double real = truth[static_cast<std::size_t>(row * scene.job.module.grid.cols + col)];
                const double seen = static_cast<double>(tile.light[at]);
                if (real > 0.8 * 0.7 * full) ratios.push_back(seen / real);
                if (real == 0.0 && full > 0.0) {
                    dead += seen / (0.8 * full);
                    dead2 += seen * seen / (0.64 * full * full);
                    ++dead_count;
                }
            }
        }
        if (ratios.empty()) continue;
        std::vector<double> sorted = ratios;
        const double typical = upper_median(sorted);
        for (const double ratio : ratios) errors.push_back(ratio / typical - 1.0);
        std::printf("      tile %zu: ratio %.4f shift %+.4f %+.4f sigma %.4f %s residual %.2f\n",
                    static_cast<std::size_t>(tile.tile), typical, tile.shift_x_px, tile.shift_y_px,
                    tile.shift_sigma_px, tile.source == ShiftSource::own ? "own" : "borrowed", tile.residual);
    }
    for (const double error : errors) figures.rms += error * error;
    figures.count = errors.size();
    figures.rms = std::sqrt(figures.rms / static_cast<double>(errors.size() + (errors.empty() ? 1 : 0)));
    std::vector<double> sizes;
    for (const double error : errors) sizes.push_back(std::abs(error));
    if (!sizes.empty()) figures.robust = kMadToSigma * upper_median(sizes);
    if (dead_count > 0) {
        figures.dead_mean = dead / static_cast<double>(dead_count);
        figures.dead_rms = std::sqrt(dead2 / static_cast<double>(dead_count));
    }
    return figures;
}

void tell(const module_test::Scene& scene, const ModuleGeometry& g) {
    const ModuleRegistration& r = g.registration;
    std::printf(
        "rotation %+.4f mrad (error %+.5f), scale error %+.1f ppm, k1 %+.5f (error %+.6f), keystone errors "
        "%+.6f %+.6f\n",
        1e3 * r.pose.rotation_rad, 1e3 * (r.pose.rotation_rad - scene.rotation_rad),
        1e6 * (r.pose.scale - scene.scale), r.k1, r.k1 - scene.k1, r.keystone_x - scene.keystone_x,
        r.keystone_y - scene.keystone_y);
    const double px = scene.job.camera.pixel_um;
    std::printf("offset errors %+.4f %+.4f px, rms %.4f px, blur",
                (r.pose.offset_x_um - scene.offset_x_um) / px, (r.pose.offset_y_um - scene.offset_y_um) / px,
                r.rms_px);
    for (const double blur : g.blur_px) std::printf(" %.4f", blur);
    std::printf(" (%.2f), tail", scene.blur_px);
    for (const TailTerm& term : g.tail) std::printf(" %.4f@%.0f", term.share, term.sigma_px);
    std::printf(", DN/e %.3f read %.2f\n", g.dn_per_electron, g.read_noise_dn);
    for (std::size_t i = 0; i < r.panel_shift_um.size() && !scene.panel_shift_um.empty(); ++i) {
        std::printf("panel %zu: %+.3f %+.3f um, truth %+.3f %+.3f\n", i, r.panel_shift_um[i].x,
                    r.panel_shift_um[i].y, scene.panel_shift_um[i].x, scene.panel_shift_um[i].y);
    }
    for (const std::string& note : g.notes) std::printf("note: %s\n", note.c_str());
}

int run(const std::string& preset, std::uint64_t seed) {
    module_test::SceneChoice choice = choice_of(preset);
    choice.seed = seed;
    module_test::Scene scene = make_scene(choice);
    disturb(scene, preset, seed);
    scene.make_frames();
    std::vector<Image> images(scene.job.tiles.size());
    parallel_blocks(images.size(), 1, [&](std::size_t i, std::size_t) { images[i] = scene.render(i); });
    std::printf("%s: %zu tiles of %d x %d\n", preset.c_str(), images.size(), scene.job.camera.width_px,
                scene.job.camera.height_px);
    const TileLoader load = [&](std::size_t tile, Image&) -> const Image& { return images[tile]; };
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t before = std::clock();
    const ModuleGeometry geometry = locate_module(scene.job, load);
    const double located = seconds_since(start);
    tell(scene, geometry);
    std::vector<TileLight> tiles(images.size());
    parallel_blocks(images.size(), 1, [&](std::size_t i, std::size_t) {
        tiles[i] = measure_tile(scene.job, geometry, i, images[i]);
    });
    const double measured = seconds_since(start);
    std::printf("located in %.2f s, measured in %.2f s more; %.2f s of processor time\n", located,
                measured - located, static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
    for (std::size_t pattern = 0; pattern < scene.job.patterns.size(); ++pattern) {
        for (std::size_t sub = 0; sub < scene.subs(); ++sub) {
            const Figures f = compare(scene, sub, pattern, tiles);
            if (f.count == 0) continue;
            std::printf("%-8s %s: rms %.3f %%, robust %.3f %%, dead %+.2f %% rms %.2f %%\n",
                        scene.job.patterns[pattern].name.c_str(),
                        scene.job.module.sub_pixels[sub].name.c_str(), 100.0 * f.rms, 100.0 * f.robust,
                        100.0 * f.dead_mean, 100.0 * f.dead_rms);
        }
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc > 1 ? argv[1] : "mono", argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", full_message(error).c_str());
        return 1;
    }
}
