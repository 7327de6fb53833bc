// SPDX-License-Identifier: GPL-3.0-or-later
// What the appearance inspection finds on simulated wafers of dies of four sizes: the share of defects found
// by their strength in matched-filter sigmas, at two rates of false alarms asked for, and false alarms
// counted.
//     appearance_detection [seed]
#include "libinspect/appearance/inspect_tile.h"
#include "libinspect/appearance/learn.h"
#include "libinspect/appearance/wafer_appearance.h"
#include "tests/appearance/reflected_wafer.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <vector>

namespace {

using namespace waferglow;
using namespace waferglow::appearance;

struct Wafer {
    test::ReflectedWafer simulated;
    std::vector<test::ReflectedWafer::Tile> tiles;

    explicit Wafer(const test::ReflectedSettings& settings) : simulated(settings) {
        for (int t = 0; t < simulated.tiles(); ++t) tiles.push_back(simulated.tile(t));
    }
    [[nodiscard]] std::vector<ReflectedTile> views() const {
        std::vector<ReflectedTile> views;
        for (const auto& tile : tiles) views.push_back({tile.image.view(), tile.told, tile.dies});
        return views;
    }
};

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void tell(const Wafer& wafer, AppearanceModel model, const std::vector<TileLook>& looks, double rate) {
    model.settings.false_alarms_per_million = rate;
    const WaferAppearance result = finish_appearance(model, looks, wafer.simulated.grid());
    constexpr std::array<double, 5> kLimits{6.0, 12.0, 25.0, 50.0, 1e9};
    std::array<int, 5> found{};
    std::array<int, 5> all{};
    int good = 0;
    int false_alarms = 0;
    std::map<std::string, std::map<std::string, int>> confusion;
    for (const auto& tile : wafer.tiles) {
        for (const DieIndex die : tile.dies) {
            const std::int16_t bin = result.bin[wafer.simulated.grid().cell(die)];
            const bool called = bin > 0;
            const auto defect = tile.defects.find(die);
            if (defect == tile.defects.end()) {
                ++good;
                if (called) {
                    ++false_alarms;
                    ++confusion["(good)"][result.bin_names[static_cast<std::size_t>(bin)]];
                }
                continue;
            }
            if (defect->second.kind == "neighbour") continue;
            const double sigmas = defect->second.sigmas;
            for (std::size_t b = 1; b < kLimits.size(); ++b) {
                if (sigmas < kLimits[b - 1] || sigmas >= kLimits[b]) continue;
                ++all[b];
                found[b] += called ? 1 : 0;
            }
            if (sigmas >= 25.0 && bin >= 0) {
                ++confusion[defect->second.kind][result.bin_names[static_cast<std::size_t>(bin)]];
            }
        }
    }
    std::printf(
        "  asked %.0f per million: false alarms %d of %d good dies (%.0f per million), expected %.1f dies\n",
        rate, false_alarms, good, 1e6 * false_alarms / good, result.expected_false_alarms);
    const char* names[] = {"", "6-12", "12-25", "25-50", ">50"};
    for (std::size_t b = 1; b < kLimits.size(); ++b) {
        std::printf("    %6s sigmas: %4d of %4d found, %5.1f %%\n", names[b], found[b], all[b],
                    all[b] > 0 ? 100.0 * found[b] / all[b] : 0.0);
    }
    for (std::size_t t = 0; t < kTests; ++t) {
        std::printf("    %-11s threshold %6.2f sigmas, power %.2f\n", to_string(static_cast<Test>(t)),
                    result.tests.at(t).threshold, result.tests.at(t).tail.power);
    }
    if (rate < 2000.0) {
        for (const auto& [kind, names_of] : confusion) {
            std::printf("    %-16s", kind.c_str());
            for (const auto& [name, count] : names_of) std::printf(" %s %d", name.c_str(), count);
            std::printf("\n");
        }
    }
}

void run(const char* title, test::ReflectedSettings settings, std::uint64_t seed) {
    settings.seed = seed;
    const Wafer wafer(settings);
    const std::vector<ReflectedTile> views = wafer.views();
    std::vector<ReflectedTile> pilots;
    for (std::size_t t = 0; t < views.size(); t += std::max<std::size_t>(1, views.size() / 8))
        pilots.push_back(views[t]);
    auto start = std::chrono::steady_clock::now();
    const AppearanceModel model = learn_appearance(
        pilots,
        {.camera = wafer.simulated.camera(), .correction = wafer.simulated.correction(), .settings = {}});
    const double learnt = seconds_since(start);
    start = std::chrono::steady_clock::now();
    std::vector<TileLook> looks;
    InspectBuffers buffers;
    std::size_t dies = 0;
    for (const ReflectedTile& view : views) {
        looks.push_back(inspect_tile(model, view, buffers));
        dies += looks.back().dies.size();
        if (!looks.back().placed) std::printf("  tile not placed: %s\n", looks.back().fault.c_str());
    }
    const double took = seconds_since(start);
    std::printf(
        "%s: %zu dies in %zu tiles, learnt in %.2f s from %zu dies; inspected in %.2f s, %.1f us a die\n",
        title, dies, views.size(), learnt, model.dies, took, 1e6 * took / static_cast<double>(dies));
    std::printf("  parts %zu, body %.3f metal %.3f street %.3f blur %.2f px, spread %.4f\n",
                model.regions.parts.size(), model.regions.body_light, model.regions.metal_light,
                model.regions.street_light, model.regions.blur_px, model.body_spread);
    tell(wafer, model, looks, 1000.0);
    tell(wafer, model, looks, 5000.0);
}

}  // namespace

int main(int argc, char** argv) {
    const std::uint64_t seed = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1;
    test::ReflectedSettings large = test::large_dies();
    large.tiles_x = 5;
    large.tiles_y = 4;
    run("48 x 32 px", large, seed);
    run("32 x 20 px", test::middle_dies(), seed);
    test::ReflectedSettings small = test::small_dies();
    small.tiles_x = 4;
    small.tiles_y = 3;
    run("13 x 13 px", small, seed);
    run("4 x 4 px", test::tiny_dies(), seed);
}
