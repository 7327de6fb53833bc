// SPDX-License-Identifier: GPL-3.0-or-later
// What the appearance inspection finds on simulated wafers of dies of four sizes: the share of defects found
// by their strength in matched-filter sigmas, false alarms counted, and how many get their name.
//     appearance_detection [seed [preset]]      damage of all classes, some 12 % of the dies
//     appearance_detection traps [seed [preset]]  wafers without damage, each with one trap, and one with a
//                                                 cluster of dies without a pad
#include "libinspect/appearance/inspect_tile.h"
#include "libinspect/appearance/learn.h"
#include "libinspect/appearance/wafer_appearance.h"
#include "tests/appearance/simulated_faces.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace waferglow;
using namespace waferglow::appearance;
using simulated::FaceClass;

constexpr std::array<const char*, 4> kPresets{"appearance-large", "appearance", "appearance-small",
                                              "appearance-tiny"};
constexpr std::array<double, 5> kLimits{6.0, 12.0, 25.0, 50.0, 1e9};
constexpr std::array<const char*, 5> kLimitNames{"", "6-12", "12-25", "25-50", ">50"};

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

struct Score {
    std::array<int, kLimits.size()> found{};
    std::array<int, kLimits.size()> all{};
    int good = 0;
    int false_alarms = 0;
    int named = 0;
    int to_be_named = 0;
    std::map<std::string, std::map<std::string, int>> confusion;  // true class, then the names given
};

Score score_of(const test::FaceWafer& wafer, const WaferAppearance& result) {
    Score score;
    const auto resolved = [&](std::string_view name) {
        return std::ranges::find(result.not_resolved, name) == result.not_resolved.end();
    };
    for (const auto& dies : wafer.dies()) {
        for (const DieIndex die : dies) {
            const std::int16_t bin = result.bin[wafer.grid().cell(die)];
            if (bin < 0) continue;
            const std::string& name = result.bin_names[static_cast<std::size_t>(bin)];
            const simulated::DieFace face = wafer.recording().face(die);
            if (face.face() == FaceClass::good) {
                ++score.good;
                if (bin == 0) continue;
                ++score.false_alarms;
                ++score.confusion["(good)"][name];
                continue;
            }
            const double sigmas = wafer.recording().face_sigmas(die);
            for (std::size_t b = 1; b < kLimits.size(); ++b) {
                if (sigmas < kLimits[b - 1] || sigmas >= kLimits[b]) continue;
                ++score.all[b];
                score.found[b] += bin > 0 ? 1 : 0;
            }
            const bool whole =
                face.face() == FaceClass::contact_residue || face.face() == FaceClass::discoloured;
            if (sigmas < (whole ? kLimits[1] : kLimits[2])) continue;
            const std::string truth(name_of(face.face()));
            ++score.confusion[truth][name];
            if (bin == 0 || !resolved(truth)) continue;
            ++score.to_be_named;
            score.named += truth == name ? 1 : 0;
        }
    }
    return score;
}

void print(const Score& score, const WaferAppearance& result) {
    std::printf("  false alarms %d of %d good dies (%.0f per million), expected %.1f dies\n",
                score.false_alarms, score.good, 1e6 * score.false_alarms / std::max(1, score.good),
                result.expected_false_alarms);
    for (std::size_t b = 1; b < kLimits.size(); ++b) {
        std::printf("    %6s sigmas: %4d of %4d found, %5.1f %%\n", kLimitNames[b], score.found[b],
                    score.all[b], score.all[b] > 0 ? 100.0 * score.found[b] / score.all[b] : 0.0);
    }
    std::printf("    named rightly: %d of %d found, %.1f %%\n", score.named, score.to_be_named,
                100.0 * score.named / std::max(1, score.to_be_named));
    for (std::size_t t = 0; t < kTests; ++t) {
        std::printf("    %-11s threshold %6.2f sigmas, power %.2f\n", to_string(static_cast<Test>(t)),
                    result.tests.at(t).threshold, result.tests.at(t).tail.power);
    }
    for (const auto& [kind, names_of] : score.confusion) {
        std::printf("    %-16s", kind.c_str());
        for (const auto& [name, count] : names_of) std::printf(" %s %d", name.c_str(), count);
        std::printf("\n");
    }
    if (result.not_resolved.empty()) return;
    std::printf("    not resolved:");
    for (const std::string& name : result.not_resolved) std::printf(" %s", name.c_str());
    std::printf("\n");
}

WaferAppearance inspect(const char* title, const test::FaceWafer& wafer) {
    const std::vector<ReflectedTile> views = wafer.views();
    std::vector<ReflectedTile> pilots;
    for (std::size_t t = 0; t < views.size(); t += std::max<std::size_t>(1, views.size() / 8))
        pilots.push_back(views[t]);
    auto start = std::chrono::steady_clock::now();
    const AppearanceModel model = learn_appearance(pilots, wafer.setup());
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
    return finish_appearance(model, looks, wafer.grid());
}

void detection(const char* preset, std::uint64_t seed) {
    constexpr double kMoreDamage = 1.6;
    simulated::RecordingSettings settings = simulated::preset(preset);
    settings.seed = seed;
    settings.face.share_factor = kMoreDamage;
    const auto start = std::chrono::steady_clock::now();
    const test::FaceWafer wafer(settings);
    const double rendered = seconds_since(start);
    const WaferAppearance result = inspect(preset, wafer);
    std::printf("  rendered in %.1f s\n", rendered);
    print(score_of(wafer, result), result);
}

struct Trap {
    const char* name;
    std::function<void(simulated::RecordingSettings&)> set;
};

void traps(const char* preset, std::uint64_t seed) {
    using Settings = simulated::RecordingSettings;
    const std::vector<Trap> all{
        {"nothing", [](Settings&) {}},
        {"grain 10 %", [](Settings& s) { s.face.grain = 0.1; }},
        {"placement 0.15 px", [](Settings& s) { s.face.placement_px = 0.15; }},
        {"turns 6 mrad", [](Settings& s) { s.face.turn_mrad = 6.0; }},
        {"blur to the corners", [](Settings& s) { s.face.corner_blur = 1.3; }},
        {"lamp flicker 25 %", [](Settings& s) { s.face.lamp = 0.25; }},
        {"trend 15 %", [](Settings& s) { s.face.trend = 0.15; }},
        {"vignetting 45 %", [](Settings& s) { s.face.vignetting = 0.45; }},
        {"pitch of whole pixels",
         [](Settings& s) {
             s.grid.pitch_x_um = std::round(s.grid.pitch_x_um / s.camera.pixel_um) * s.camera.pixel_um;
             s.grid.pitch_y_um = std::round(s.grid.pitch_y_um / s.camera.pixel_um) * s.camera.pixel_um;
             s.scan.pose.rotation_rad = 0.0;
             s.scan.pose.scale = 1.0;
         }},
        {"grid turned by 4 mrad", [](Settings& s) { s.scan.pose.rotation_rad = 4e-3; }},
        {"corner of 15 % without a pad", [](Settings& s) { s.face.corner_without_pad_share = 0.15; }}};
    for (const Trap& trap : all) {
        Settings settings = test::without_damage(simulated::preset(preset));
        settings.seed = seed;
        trap.set(settings);
        const test::FaceWafer wafer(settings);
        const WaferAppearance result = inspect((std::string(preset) + ", " + trap.name).c_str(), wafer);
        print(score_of(wafer, result), result);
    }
}

}  // namespace

int main(int argc, char** argv) {
    const bool trapped = argc > 1 && std::string(argv[1]) == "traps";
    const int first = trapped ? 2 : 1;
    const std::uint64_t seed = argc > first ? std::strtoull(argv[first], nullptr, 10) : 1;
    for (const char* preset : kPresets) {
        if (argc > first + 1 && std::string(argv[first + 1]) != preset) continue;
        if (trapped)
            traps(preset, seed);
        else
            detection(preset, seed);
    }
}
