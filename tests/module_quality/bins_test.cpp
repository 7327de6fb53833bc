// SPDX-License-Identifier: GPL-3.0-or-later
// Bins of sub-pixels against the truth of simulated modules.
#include "libinspect/module_quality/module_quality.h"
#include "tests/module_quality/lit_module.h"

#include <algorithm>
#include <cmath>

using namespace waferglow;
using namespace waferglow::module;
using namespace waferglow::test;

namespace {

using Places = std::vector<std::pair<std::size_t, std::size_t>>;

double share_in(const ModuleQuality& quality, const Places& places, ModuleBin bin) {
    const auto in = std::ranges::count_if(
        places, [&](const auto& place) { return quality.bins[place.first][place.second] == bin; });
    return static_cast<double>(in) / static_cast<double>(places.size());
}

double share_flagged(const ModuleQuality& quality, const Places& places) {
    return 1.0 - share_in(quality, places, ModuleBin::good);
}

/// Flagged ones of those that truly are within 0.88 to 1.15 of their surroundings, and how many these are.
std::pair<std::int64_t, std::int64_t> false_alarms(const LitModule& lit, const ModuleQuality& quality) {
    std::int64_t wrong = 0;
    std::int64_t sound = 0;
    for (std::size_t s = 0; s < lit.own.size(); ++s) {
        for (std::size_t i = 0; i < lit.cells(); ++i) {
            const double truth = lit.own[s][i] * lit.factor[s][i];
            if (truth < 0.88 || truth > 1.15 || lit.in_black[s][i] > 0.0 || lit.swapped[s][i] >= 0) continue;
            ++sound;
            if (quality.bins[s][i] != ModuleBin::good) ++wrong;
        }
    }
    return {wrong, sound};
}

LitSettings rgb() {
    return {.rows = 135, .cols = 240, .colours = {"r", "g", "b"}, .seed = 5};
}

}  // namespace

TEST_CASE("faults of a module are in their bins", "[module]") {
    const double spread = GENERATE(0.02, 0.04);
    LitSettings settings;
    settings.spread = spread;
    LitModule lit(settings);
    for (std::size_t i = 0; i < lit.cells(); ++i) {
        const double x = static_cast<double>(i % 320) / 160.0 - 1.0;
        const double y = static_cast<double>(i / 320) / 90.0 - 1.0;
        lit.field[i] = 1.0 - 0.12 * x * x - 0.08 * y * y + 0.06 * x;
    }
    lit.add_spot(60, 100, 12, -0.05);
    const Places dead = lit.scatter(100, 0.0);
    const Places dim30 = lit.scatter(100, 0.3);
    const Places dim60 = lit.scatter(100, 0.6);
    const Places dim80 = lit.scatter(200, 0.8);
    const Places bright = lit.scatter(100, 1.4);
    Places on = lit.scatter(100, 1.0 + 1e-12);
    for (const auto& [s, i] : on) lit.in_black[s][i] = 0.05;
    const ModuleQuality quality = judge(lit.light(), {});

    CHECK(share_in(quality, dead, ModuleBin::dead) >= 0.98);
    CHECK(share_flagged(quality, dead) == 1.0);
    CHECK(share_in(quality, dim30, ModuleBin::dim) >= 0.95);  // own spread takes some under 0.25
    CHECK(share_flagged(quality, dim30) == 1.0);
    CHECK(share_in(quality, dim60, ModuleBin::dim) >= 0.98);
    CHECK(share_flagged(quality, dim60) == 1.0);
    CHECK(share_flagged(quality, dim80) >= 0.85);
    CHECK(share_in(quality, bright, ModuleBin::bright) >= 0.98);
    CHECK(share_in(quality, on, ModuleBin::always_on) >= 0.98);
    const auto [wrong, sound] = false_alarms(lit, quality);
    CHECK(static_cast<double>(wrong) <= 20e-6 * static_cast<double>(sound));
    CHECK(quality.spread[0] == Approx(std::hypot(spread, 0.004)).epsilon(0.05));
}

TEST_CASE("a colour in the place of another is told from a dead one", "[module]") {
    LitModule lit(rgb());
    const Places dead = lit.scatter(60, 0.0);
    Places wrong = lit.scatter(60, 1.0 + 1e-12);
    for (const auto& [s, i] : wrong) lit.swapped[s][i] = static_cast<std::int8_t>((s + 1) % 3);
    const ModuleQuality quality = judge(lit.light(), {});
    CHECK(share_in(quality, wrong, ModuleBin::wrong_colour) == 1.0);
    CHECK(share_in(quality, dead, ModuleBin::dead) == 1.0);
    const auto [alarms, sound] = false_alarms(lit, quality);
    CHECK(static_cast<double>(alarms) <= 20e-6 * static_cast<double>(sound));
}

TEST_CASE("at a wide spread of its own the module has wide limits", "[module]") {
    LitSettings settings;
    settings.spread = 0.08;
    LitModule lit(settings);
    const Places dead = lit.scatter(50, 0.0);
    const Places dim = lit.scatter(100, 0.6);
    const ModuleQuality quality = judge(lit.light(), {});
    CHECK(share_flagged(quality, dead) == 1.0);
    CHECK(share_flagged(quality, dim) >= 0.98);
    CHECK(quality.count(ModuleBin::dim) + quality.count(ModuleBin::bright) < 110);
}

TEST_CASE("a block of dead sub-pixels is dead, and its neighbours are healthy", "[module]") {
    LitModule lit(LitSettings{});
    for (std::int32_t r = 60; r < 100; ++r) {
        for (std::int32_t c = 120; c < 170; ++c) lit.factor[0][lit.at(r, c)] = 0.0;
    }
    const ModuleQuality quality = judge(lit.light(), {});
    CHECK(quality.count(ModuleBin::dead) == 40 * 50);
    CHECK(quality.lines.empty());
    const auto [wrong, sound] = false_alarms(lit, quality);
    CHECK(wrong <= 1);
    CHECK(sound > 50000);
}

TEST_CASE("sub-pixels of a module smaller than any window are judged", "[module]") {
    LitSettings settings;
    settings.rows = 24;
    settings.cols = 40;
    LitModule lit(settings);
    const Places dead = lit.scatter(10, 0.0);
    const ModuleQuality quality = judge(lit.light(), {});
    CHECK(share_in(quality, dead, ModuleBin::dead) == 1.0);
    const auto [wrong, sound] = false_alarms(lit, quality);
    CHECK(wrong == 0);
    CHECK(quality.mura.objects.empty());
}

TEST_CASE("what was not measured has no bin, and the module does not pass", "[module]") {
    LitModule lit(LitSettings{});
    ModuleLight light = lit.light();
    const std::size_t pattern = GENERATE(0U, 1U);  // lit, black
    light.plane(pattern, 0).state[lit.at(50, 60)] = LightState::none;
    light.plane(pattern, 0).light[lit.at(50, 60)] = std::nanf("");
    const ModuleQuality quality = judge(light, {});
    CHECK(quality.bins[0][lit.at(50, 60)] == ModuleBin::unmeasured);
    CHECK(quality.count(ModuleBin::unmeasured) == 1);
    CHECK_FALSE(quality.passes);
    REQUIRE_FALSE(quality.reasons.empty());
    CHECK(quality.reasons.front().find("1 of 57600") != std::string::npos);
}

TEST_CASE("a saturated sub-pixel is never too dark, and may be surely too bright", "[module]") {
    LitModule lit(LitSettings{});
    ModuleLight light = lit.light();
    LightPlane& plane = light.plane(0, 0);
    const std::size_t dark = lit.at(50, 60);
    const std::size_t bright = lit.at(90, 200);
    plane.state[dark] = plane.state[bright] = LightState::saturated;
    plane.light[dark] *= 0.5F;
    plane.light[bright] *= 1.5F;
    const ModuleQuality quality = judge(light, {});
    CHECK(quality.bins[0][dark] == ModuleBin::saturated);
    CHECK(quality.bins[0][bright] == ModuleBin::bright);
}

TEST_CASE("one pattern of all colours is enough for bins, and it is told what it can't tell", "[module]") {
    LitModule lit(rgb());
    const Places dead = lit.scatter(40, 0.0);
    lit.patterns = {{.name = "white", .lights = {0, 1, 2}, .gray = 255, .exposure_ms = 4.0}};
    const ModuleQuality quality = judge(lit.light(), {});
    CHECK(share_in(quality, dead, ModuleBin::dead) == 1.0);
    CHECK_FALSE(quality.fault_class.has_value());
    CHECK_FALSE(quality.faults.type1.has_value());
    CHECK_FALSE(quality.contrast_ratio.has_value());
    CHECK_FALSE(quality.white.has_value());
    CHECK(quality.gray.empty());
    CHECK(quality.notes.size() >= 4);
}

TEST_CASE("a colour that no pattern drives is unmeasured", "[module]") {
    LitModule lit(rgb());
    lit.patterns.erase(lit.patterns.begin() + 1);
    const ModuleQuality quality = judge(lit.light(), {});
    CHECK(quality.count(ModuleBin::unmeasured) == 135 * 240);
    CHECK_FALSE(quality.passes);
}
