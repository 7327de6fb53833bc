// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing a tile with the golden die, all of it (placing, fit of each die, filters, spots), against a plain
// read of the same bytes (tile, dark, gain: 6 a pixel), one thread. Both run one after the other in every
// iteration; `of_read` is the median of their ratios.
//     appearance_bench           argument: short side of the dies in pixels (32, 20 or 13)
#include "libinspect/appearance/inspect_tile.h"
#include "libinspect/appearance/learn.h"
#include "libinspect/base/parallel.h"
#include "tests/appearance/reflected_wafer.h"
#include "tests/bench/plain_read.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <vector>

#include <benchmark/benchmark.h>

namespace {

using namespace waferglow;
using namespace waferglow::appearance;

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
    return values[values.size() / 2];
}

/// Two tiles with 2 % of bad dies, and the model learnt from them.
struct Scene {
    test::ReflectedWafer wafer;
    std::vector<test::ReflectedWafer::Tile> tiles;
    AppearanceModel model;

    explicit Scene(test::ReflectedSettings settings) : wafer(std::move(settings)) {
        for (int t = 0; t < wafer.tiles(); ++t) tiles.push_back(wafer.tile(t));
        std::vector<ReflectedTile> pilots;
        for (const auto& tile : tiles) pilots.push_back({tile.image.view(), tile.told, tile.dies});
        model = learn_appearance(
            pilots, {.camera = wafer.camera(), .correction = wafer.correction(), .settings = {}});
    }
};

const Scene& scene(int short_side) {
    static std::map<int, std::unique_ptr<Scene>> scenes;
    std::unique_ptr<Scene>& s = scenes[short_side];
    if (s == nullptr) {
        test::ReflectedSettings settings = short_side == 32   ? test::large_dies()
                                           : short_side == 20 ? test::middle_dies()
                                                              : test::small_dies();
        settings.tile_px = 2048;
        settings.tiles_x = 2;
        settings.tiles_y = 1;
        settings.bad_share = 0.02;
        s = std::make_unique<Scene>(settings);
    }
    return *s;
}

void compare(benchmark::State& state) {
    const ThreadLimit limit(1);
    const Scene& s = scene(static_cast<int>(state.range(0)));
    InspectBuffers buffers;
    std::vector<double> of_read, took;
    for (auto _ : state) {  // NOLINT(clang-analyzer-deadcode.DeadStores)
        double read = 0.0;
        double compared = 0.0;
        for (const auto& tile : s.tiles) {
            auto start = std::chrono::steady_clock::now();
            bench::read_plainly(tile.image.pixels().data(), s.wafer.correction()->dark().data,
                                s.wafer.correction()->gain().data, tile.image.size_px());
            read += seconds_since(start);
            start = std::chrono::steady_clock::now();
            const TileLook look = inspect_tile(s.model, {tile.image.view(), tile.told, tile.dies}, buffers);
            compared += seconds_since(start);
            benchmark::DoNotOptimize(look.dies.data());
        }
        state.SetIterationTime(compared);
        of_read.push_back(read / compared);
        took.push_back(compared);
    }
    const double pixels = static_cast<double>(s.tiles.size() * s.tiles.front().image.size_px());
    state.counters["Mpx/s"] = 1e-6 * pixels / median(took);
    state.counters["of_read"] = median(of_read);
    state.counters["us/die"] =
        1e6 * median(took) / static_cast<double>(s.tiles.size() * s.tiles.front().dies.size());
}

BENCHMARK(compare)->Arg(32)->Arg(20)->Arg(13)->Iterations(10)->UseManualTime();

}  // namespace

BENCHMARK_MAIN();
