// SPDX-License-Identifier: GPL-3.0-or-later
// Locating a tile, against a plain read of the same pixels in the same run.
//
// Each iteration reads one tile of a set too large for the cache and locates it. Times of both are taken in
// turns, so that a busy machine slows both; the counter that means something is `of_read`: how many plain
// reads of the tile one location costs. `Mpx/s` counts all pixels of the tile, though only some of its rows
// are read.
#include "libinspect/registration/internal/lattice_locator.h"
#include "tests/registration/scene.h"

#include <chrono>
#include <numeric>
#include <vector>

#include <benchmark/benchmark.h>

namespace waferglow {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Sum of all pixels of both images: what reading tile and dark costs at least.
std::uint64_t read_all(const Image& tile, const Image& dark) {
    const auto sum = [](const Image& image) {
        std::uint32_t total = 0;
        for (const std::uint16_t pixel : image.pixels()) total += pixel;
        return static_cast<std::uint64_t>(total);
    };
    return sum(tile) + sum(dark);
}

/// Arguments: die and pitch in pixels, electrons a pixel on a die, image width.
void locate(benchmark::State& state) {
    const auto die = static_cast<double>(state.range(0));
    const auto pitch = static_cast<double>(state.range(1));
    const int width = static_cast<int>(state.range(3));
    const int height = width * 3 / 4;
    const int dies = 2 * static_cast<int>(width / pitch) + 8;
    scene::Scene scene = scene::make_scene(pitch, pitch, die, die, dies, dies, width, height);
    scene.electrons_px = static_cast<double>(state.range(2));
    scene.background_px = 0.03 * scene.electrons_px;
    scene.pose = {.rotation_rad = 1e-3, .scale = 1.0002, .offset_x_um = 1.0, .offset_y_um = -1.0};
    const DiePresence presence(scene.grid, scene.wafer);
    const Image dark(width, height, 100);
    const RegistrationSetup setup{
        .grid = scene.grid, .presence = &presence, .camera = scene.camera, .dark = dark.view()};
    const LatticeLocator locator(setup, {.pose = scene.pose, .jitter_um = 0.3 * scene.camera.pixel_um});
    const auto scratch = locator.make_scratch();

    constexpr std::size_t kSetBytes = std::size_t{256} << 20;
    const Image tile = scene::render(scene, {0.5, 0.3}, 1);
    const std::vector<Image> tiles(kSetBytes / (tile.size_px() * sizeof(std::uint16_t)), tile);

    double read_s = 0.0;
    double locate_s = 0.0;
    std::size_t next = 0;
    for (auto _ : state) {
        const auto before_read = Clock::now();
        benchmark::DoNotOptimize(read_all(tiles[next], dark));
        read_s += seconds_since(before_read);
        const std::size_t other = (next + tiles.size() / 2) % tiles.size();
        const auto before = Clock::now();
        benchmark::DoNotOptimize(locator.locate(tiles[other].view(), {}, nullptr, *scratch));
        locate_s += seconds_since(before);
        next = (next + 1) % tiles.size();
        state.SetIterationTime(seconds_since(before));
    }
    const double pixels = static_cast<double>(tile.size_px()) * static_cast<double>(state.iterations());
    state.counters["Mpx/s"] = pixels / locate_s * 1e-6;
    state.counters["of_read"] = locate_s / read_s;
}

BENCHMARK(locate)
    ->UseManualTime()
    ->Unit(benchmark::kMicrosecond)
    ->ArgNames({"die", "pitch", "electrons", "width"})
    ->Args({10, 16, 1000, 2048})
    ->Args({20, 32, 1000, 2048})
    ->Args({4, 7, 6, 2048})
    ->Args({3, 5, 200, 2048})
    ->Args({100, 130, 1000, 2048})
    ->Args({12, 20, 1000, 640})
    ->Args({12, 20, 20, 640})
    ->Args({4, 7, 6, 640});

}  // namespace
}  // namespace waferglow

BENCHMARK_MAIN();
