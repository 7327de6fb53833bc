// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing tiles with the golden die, all of it (placing, fit of each die, filters, spots), on two threads,
// a tile each, side by side with
// - a plain read of the same bytes (tile, dark, gain: 6 a pixel): `of_read`;
// - what a user of OpenCV would write (opencv_appearance.h): `of_opencv`.
// All run one after the other in every iteration; what is compared is the processors' time of the threads,
// which others on the machine don't stretch. The counters are medians of the ratios.
//     appearance_bench           argument: short side of the dies in pixels (32, 20 or 13)
#include "libinspect/appearance/inspect_tile.h"
#include "libinspect/appearance/learn.h"
#include "libinspect/base/parallel.h"
#include "tests/appearance/reflected_wafer.h"
#include "tests/bench/opencv_appearance.h"
#include "tests/bench/plain_read.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>
#include <opencv2/core.hpp>

namespace {

using namespace waferglow;
using namespace waferglow::appearance;

constexpr std::size_t kThreads = 2;

double thread_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Processor time of both threads, each of which does `work` of its number.
double time_of(const std::function<void(std::size_t)>& work) {
    std::array<double, kThreads> took{};
    std::array<std::jthread, kThreads> threads;
    for (std::size_t t = 0; t < kThreads; ++t) {
        threads.at(t) = std::jthread([&, t] {
            const double start = thread_seconds();
            work(t);
            took.at(t) = thread_seconds() - start;
        });
    }
    for (std::jthread& thread : threads) thread.join();
    return took[0] + took[1];
}

double median(std::vector<double> values) {
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
    return values[values.size() / 2];
}

/// A tile a thread with 2 % of bad dies, and the model learnt from them.
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
        settings.tiles_x = static_cast<int>(kThreads);
        settings.tiles_y = 1;
        settings.bad_share = 0.02;
        s = std::make_unique<Scene>(settings);
    }
    return *s;
}

void compare(benchmark::State& state) {
    const Scene& s = scene(static_cast<int>(state.range(0)));
    const PixelCorrection& correction = *s.wafer.correction();
    cv::setNumThreads(1);
    std::array<InspectBuffers, kThreads> buffers;
    std::array<std::unique_ptr<bench::OpenCvInspection>, kThreads> opencv;
    for (std::size_t t = 0; t < kThreads; ++t) {
        const auto& tile = s.tiles.at(t);
        opencv.at(t) = std::make_unique<bench::OpenCvInspection>(tile.image.view(), tile.told, tile.dies);
    }
    std::vector<double> of_read, of_opencv, took;
    for (auto _ : state) {  // NOLINT(clang-analyzer-deadcode.DeadStores)
        const double read = time_of([&](std::size_t t) {
            bench::read_plainly(s.tiles.at(t).image.pixels().data(), correction.dark().data,
                                correction.gain().data, s.tiles.at(t).image.size_px());
        });
        const double compared = time_of([&](std::size_t t) {
            const auto& tile = s.tiles.at(t);
            const ThreadLimit limit(1);
            const TileLook look =
                inspect_tile(s.model, {tile.image.view(), tile.told, tile.dies}, buffers.at(t));
            benchmark::DoNotOptimize(look.dies.data());
        });
        const double by_opencv = time_of([&](std::size_t t) {
            const auto& tile = s.tiles.at(t);
            benchmark::DoNotOptimize(opencv.at(t)->inspect(tile.image.view(), tile.told, tile.dies));
        });
        state.SetIterationTime(compared);
        of_read.push_back(read / compared);
        of_opencv.push_back(by_opencv / compared);
        took.push_back(compared);
    }
    const double pixels = static_cast<double>(s.tiles.size() * s.tiles.front().image.size_px());
    state.counters["Mpx/s"] = 1e-6 * pixels / median(took);
    state.counters["of_read"] = median(of_read);
    state.counters["of_opencv"] = median(of_opencv);
    state.counters["us/die"] =
        1e6 * median(took) / static_cast<double>(s.tiles.size() * s.tiles.front().dies.size());
}

BENCHMARK(compare)->Arg(32)->Arg(20)->Arg(13)->Iterations(15)->UseManualTime();

}  // namespace

BENCHMARK_MAIN();
