// SPDX-License-Identifier: GPL-3.0-or-later
// How exactly and how fast a simulated display module is measured: module_light PRESET [SEED [THREADS]].
// Presets: those of waferglow-generate for modules. The images are made beforehand and lie in memory.
#include "drivers/simulated/physics/module_presets.h"
#include "drivers/simulated/physics/module_recording.h"
#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/module/join_tiles.h"
#include "libinspect/module/measure_tile.h"
#include "libinspect/module/module_geometry.h"

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <sys/resource.h>

using namespace waferglow;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double processor_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

module::ModuleJob job_of(const simulated::ModuleRecording& recording) {
    const simulated::ModuleSettings& s = recording.settings();
    module::ModuleJob job{s.module, s.camera, s.patterns, {}, recording.dark_frame(), recording.flat_frame()};
    for (const simulated::ModuleTile& tile : recording.tiles()) {
        job.tiles.push_back({tile.index, static_cast<std::size_t>(tile.pattern), tile.reported,
                             fmt::format("{:06}.tif", tile.index)});
    }
    return job;
}

void tell_registration(const simulated::ModuleRecording& recording, const module::ModuleGeometry& geometry) {
    const module::ModuleRegistration& r = geometry.registration;
    const simulated::ModuleView& view = recording.settings().view;
    const double px = recording.settings().camera.pixel_um;
    fmt::print(
        "rotation {:+.4f} mrad, error {:+.5f}; scale error {:+.1f} ppm; offset error {:+.4f} {:+.4f} px\n",
        1e3 * view.pose.rotation_rad, 1e3 * (r.pose.rotation_rad - view.pose.rotation_rad),
        1e6 * (r.pose.scale - view.pose.scale), (r.pose.offset_x_um - view.pose.offset_x_um) / px,
        (r.pose.offset_y_um - view.pose.offset_y_um) / px);
    fmt::print("k1 {:+.5f}, error {:+.6f}; keystone errors {:+.6f} {:+.6f}; rms {:.4f} px\n", view.k1,
               r.k1 - view.k1, r.keystone_x - view.keystone_x, r.keystone_y - view.keystone_y, r.rms_px);
    fmt::print("blur");
    for (const double blur : geometry.blur_px) fmt::print(" {:.4f}", blur);
    fmt::print(" (truth {:.3f}); tail", recording.settings().optics.blur_px);
    for (const module::TailTerm& term : geometry.tail)
        fmt::print(" {:.4f} at {:.0f} px", term.share, term.sigma_px);
    fmt::print("; {:.4f} DN/e (truth {:.4f})\n", geometry.dn_per_electron,
               recording.settings().sensor.gain_dn_per_e);
    for (const std::string& note : geometry.notes) fmt::print("note: {}\n", note);
}

struct Truth {
    std::vector<simulated::SubPixelKind> kind;  // [sub * cells + cell]
    std::vector<double> light;                  // [(pattern * subs + sub) * cells + cell], electrons
};

Truth truth_of(const simulated::ModuleRecording& recording) {
    const simulated::ModuleSettings& s = recording.settings();
    const std::size_t subs = s.module.sub_pixels.size();
    const std::size_t cells = s.module.grid.cells();
    Truth truth;
    truth.kind.resize(subs * cells);
    truth.light.resize(s.patterns.size() * subs * cells);
    parallel_blocks(static_cast<std::size_t>(s.module.grid.rows), 8, [&](std::size_t begin, std::size_t end) {
        std::vector<double> light;
        for (auto row = static_cast<std::int32_t>(begin); row < static_cast<std::int32_t>(end); ++row) {
            for (std::int32_t col = 0; col < s.module.grid.cols; ++col) {
                const std::size_t cell = s.module.grid.cell({row, col});
                for (std::size_t sub = 0; sub < subs; ++sub) {
                    truth.kind[sub * cells + cell] = recording.population().truth({row, col}, sub).kind;
                }
                for (std::size_t pattern = 0; pattern < s.patterns.size(); ++pattern) {
                    recording.population().light_of({row, col}, s.patterns[pattern], light);
                    for (std::size_t sub = 0; sub < subs; ++sub) {
                        truth.light[(pattern * subs + sub) * cells + cell] = light[sub];
                    }
                }
            }
        }
    });
    return truth;
}

void tell_light(const module::ModuleLight& light, const Truth& truth) {
    const std::size_t subs = light.module.sub_pixels.size();
    const std::size_t cells = light.module.grid.cells();
    for (std::size_t pattern = 0; pattern < light.patterns.size(); ++pattern) {
        for (std::size_t sub = 0; sub < subs; ++sub) {
            const module::LightPlane& plane = light.plane(pattern, sub);
            const double* real = truth.light.data() + (pattern * subs + sub) * cells;
            std::vector<double> ratios;
            std::vector<double> dark;
            std::vector<double> expected;
            double typical_light = 0.0;
            std::size_t none = 0;
            std::size_t clipped = 0;
            for (std::size_t cell = 0; cell < cells; ++cell) {
                if (plane.state[cell] == module::LightState::none) ++none;
                if (plane.state[cell] == module::LightState::saturated) ++clipped;
                if (plane.state[cell] != module::LightState::measured) continue;
                const auto seen = static_cast<double>(plane.light[cell]);
                if (real[cell] <= 0.0) dark.push_back(seen);
                if (truth.kind[sub * cells + cell] != simulated::SubPixelKind::good || real[cell] <= 0.0)
                    continue;
                ratios.push_back(seen / real[cell]);
                expected.push_back(static_cast<double>(plane.sigma[cell]) / seen);
                typical_light += seen;
            }
            fmt::print("{:<9} {}: ", light.patterns[pattern].name, light.module.sub_pixels[sub].name);
            if (ratios.empty()) {
                double squares = 0.0;
                for (const double value : dark) squares += value * value;
                fmt::print("dark, rms {:.1f} DN",
                           std::sqrt(squares / static_cast<double>(std::max<std::size_t>(dark.size(), 1))));
                fmt::print("{}\n", none > 0 ? fmt::format(", {} not seen", none) : "");
                continue;
            }
            typical_light /= static_cast<double>(ratios.size());
            const double typical = upper_median(ratios);
            double squares = 0.0;
            std::vector<double> sizes;
            std::size_t wild = 0;
            for (const double ratio : ratios) {
                const double error = ratio / typical - 1.0;
                squares += error * error;
                sizes.push_back(std::abs(error));
                if (std::abs(error) > 0.04) ++wild;
            }
            double mean_dark = 0.0;
            double dark_squares = 0.0;
            for (const double value : dark) {
                mean_dark += value / typical_light;
                dark_squares += value * value / (typical_light * typical_light);
            }
            const auto darks = static_cast<double>(std::max<std::size_t>(dark.size(), 1));
            fmt::print(
                "rms {:.3f} %, robust {:.3f} %, told {:.3f} %, beyond 4 %: {}, dead {:+.2f} % rms {:.2f} %",
                100.0 * std::sqrt(squares / static_cast<double>(ratios.size())),
                100.0 * kMadToSigma * upper_median(sizes), 100.0 * upper_median(expected), wild,
                100.0 * mean_dark / darks, 100.0 * std::sqrt(dark_squares / darks));
            if (none + clipped > 0) fmt::print(", {} not seen, {} saturated", none, clipped);
            fmt::print("\n");
        }
    }
    if (light.stitch_rms) fmt::print("stitch rms {:.3f} %\n", 100.0 * *light.stitch_rms);
    for (const std::string& note : light.notes) fmt::print("note: {}\n", note);
}

int run(const std::string& preset, std::uint64_t seed, int threads) {
    simulated::ModuleSettings settings = simulated::module_preset(preset);
    settings.seed = seed;
    const simulated::ModuleRecording recording(settings);
    const module::ModuleJob job = job_of(recording);
    std::vector<Image> images(job.tiles.size());
    parallel_blocks(images.size(), 1,
                    [&](std::size_t i, std::size_t) { images[i] = recording.make_tile(i); });
    fmt::print("{} seed {}: {} tiles of {} x {} pixels\n", preset, seed, images.size(), job.camera.width_px,
               job.camera.height_px);
    const ThreadLimit limit(threads);
    const module::TileLoader load = [&](std::size_t tile, Image&) -> const Image& { return images[tile]; };
    const Clock::time_point start = Clock::now();
    const double busy = processor_seconds();
    const module::ModuleGeometry geometry = locate_module(job, load);
    const double located = seconds_since(start);
    const double busy_located = processor_seconds();
    std::vector<module::TileLight> tiles(images.size());
    parallel_blocks(images.size(), 1, [&](std::size_t i, std::size_t) {
        tiles[i] = measure_tile(job, geometry, i, images[i]);
    });
    const double busy_measured = processor_seconds();
    const module::ModuleLight light = join_tiles(job, geometry, tiles);
    fmt::print(
        "{:.2f} s, of these located in {:.2f} s; processor: locating {:.2f} s, measuring {:.2f} s, joining "
        "{:.2f} s\n",
        seconds_since(start), located, busy_located - busy, busy_measured - busy_located,
        processor_seconds() - busy_measured);
    tell_registration(recording, geometry);
    double worst_shift = 0.0;
    std::size_t borrowed = 0;
    for (const module::TileLight& tile : tiles) {
        worst_shift = std::max(worst_shift, std::hypot(tile.shift_x_px, tile.shift_y_px));
        if (tile.source == module::ShiftSource::borrowed) ++borrowed;
    }
    fmt::print("largest shift of an image {:.3f} px, {} borrowed\n", worst_shift, borrowed);
    tell_light(light, truth_of(recording));
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("at most {:.0f} MB, images included\n", static_cast<double>(usage.ru_maxrss) / 1024.0);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc > 1 ? argv[1] : "module", argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1,
                   argc > 3 ? std::atoi(argv[3]) : 0);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", full_message(error));
        return 1;
    }
}
