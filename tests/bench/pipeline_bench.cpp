// SPDX-License-Identifier: GPL-3.0-or-later
// The whole way from tiles in memory to layers (find the grid, choose windows, locate, patch, measure, own,
// ledger), against a plain read of what it has to read: tile, dark and gain, 6 bytes a pixel. Interleaved in
// one run; prints the median of the ratios. A job of `blocks` squared times 16 tiles: its images are those
// of 16; 12 blocks cover an 8 inch wafer. Memory that was had once is kept from round to round, as what the
// plain read reads is: on a virtual machine new pages may cost more than the whole pass.
//     pipeline_bench [threads] [pitch_px] [blocks]
#include "drivers/simulated/physics/presets.h"
#include "libinspect/base/parallel.h"
#include "libinspect/scan/scan.h"
#include "tests/bench/plain_read.h"
#include "tests/bench/repeated_tiles.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <limits>

#include <fmt/format.h>
#include <malloc.h>

namespace {

using namespace waferglow;

constexpr int kRounds = 9;

simulated::RecordingSettings settings_of(double pitch_px) {
    simulated::RecordingSettings settings = simulated::preset("example");
    const double pixel_um = 2.0;
    settings.wafer = standard_wafer(8);
    settings.camera.pixel_um = pixel_um;
    settings.camera.width_px = 2048;
    settings.camera.height_px = 2048;
    settings.grid.pitch_x_um = settings.grid.pitch_y_um = pitch_px * pixel_um;
    settings.grid.die_width_um = settings.grid.die_height_um = 0.6 * pitch_px * pixel_um;
    settings.grid.rows = settings.grid.cols = static_cast<std::int32_t>(5.8 * 2048 / pitch_px);
    settings.scan.overlap_x_um = settings.scan.overlap_y_um = 100.0;
    settings.scan.pose.rotation_rad = 1e-3;
    settings.channels.resize(1);
    settings.el.enabled = false;
    return settings;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Reads three images' worth of bytes a tile on the same threads.
double plain_read_seconds(TileSource& source, const Image& dark, const Image& gain) {
    const auto start = std::chrono::steady_clock::now();
    parallel_blocks(source.job().tiles.size(), 1, [&](std::size_t tile, std::size_t) {
        Image scratch;
        const Image& image = source.load(tile, scratch);
        bench::read_plainly(image.pixels().data(), dark.pixels().data(), gain.pixels().data(),
                            image.size_px());
    });
    return seconds_since(start);
}

}  // namespace

int main(int argc, char** argv) {
    const int threads = argc > 1 ? std::atoi(argv[1]) : 2;
    const double pitch_px = argc > 2 ? std::strtod(argv[2], nullptr) : 16.0;
    const int blocks = argc > 3 ? std::atoi(argv[3]) : 5;
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    const ThreadLimit limit(threads);
    const simulated::SimulatedRecording recording(settings_of(pitch_px));
    bench::RepeatedTiles source(recording, blocks);
    const Image& dark = *source.job().dark;
    const Image& gain = *source.job().flat;
    const double megapixels =
        1e-6 * static_cast<double>(dark.size_px()) * static_cast<double>(source.job().tiles.size());
    std::vector<double> ratios;
    double best = 1e9;
    for (int round = 0; round <= kRounds; ++round) {
        const double read = plain_read_seconds(source, dark, gain);
        const auto start = std::chrono::steady_clock::now();
        const ScanResult result = run_scan(source, {}, {}, {});
        const double scan = seconds_since(start);
        if (round == 0) {
            fmt::print("{} tiles, {:.0f} Mpx, {} dies, {} threads, pitch {} px\n", source.job().tiles.size(),
                       megapixels, result.map.presence().count(), threads, pitch_px);
            continue;  // warm-up
        }
        ratios.push_back(read / scan);
        best = std::min(best, scan);
    }
    std::ranges::sort(ratios);
    fmt::print("pipeline {:.0f} Mpx/s at best; of a plain read: median {:.2f}, from {:.2f} to {:.2f}\n",
               megapixels / best, ratios[ratios.size() / 2], ratios.front(), ratios.back());
    return 0;
}
