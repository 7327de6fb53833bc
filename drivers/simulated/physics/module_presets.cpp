// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/module_presets.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow::simulated {
namespace {

constexpr double kPitch_um = 60.0;
constexpr double kFullExposure_ms = 6.25;
constexpr double kBlackExposure_ms = 25.0;

/// Full rows and columns, parts of them at the edge and inside; two that are a few per cent off.
std::vector<LinePlan> usual_lines(bool one_colour) {
    return {
        {.along_row = true, .contrast = -1.0, .one_colour = one_colour},
        {.along_row = false, .contrast = -0.5, .one_colour = one_colour},
        {.along_row = false, .length = 0.45, .contrast = -1.0},
        {.along_row = true, .length = 0.3, .at_edge = false, .contrast = 0.35, .one_colour = one_colour},
        {.along_row = true, .contrast = -0.03, .one_colour = one_colour},
        {.along_row = false, .contrast = 0.03, .one_colour = one_colour},
        {.along_row = true, .length = 0.5, .contrast = 0.04},
    };
}

/// Exposed so that it is about as bright as at full gray: twice the gray is worth a fourth of the time.
LitPattern gray_pattern(const std::string& name, std::vector<std::size_t> lights, int gray) {
    constexpr int kFull = 255;
    double exposure_ms = kFullExposure_ms;
    for (int g = gray; 2 * g <= kFull + 1; g *= 2) exposure_ms *= 4.0;
    return {.name = name,
            .lights = std::move(lights),
            .gray = gray,
            .gray_max = kFull,
            .exposure_ms = exposure_ms};
}

void add_patterns(ModuleSettings& s, const std::vector<int>& grays) {
    std::vector<std::size_t> all(s.module.sub_pixels.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    s.patterns.push_back({.name = "black", .lights = {}, .exposure_ms = kBlackExposure_ms});
    if (all.size() > 1) {
        for (const std::size_t i : all)
            s.patterns.push_back(gray_pattern(s.module.sub_pixels[i].name + "255", {i}, 255));
    }
    const char* prefix = all.size() > 1 ? "white" : "gray";
    for (const int gray : grays)
        s.patterns.push_back(gray_pattern(fmt::format("{}{}", prefix, gray), all, gray));
}

ModuleSettings base_of(const char* id, std::int32_t rows, std::int32_t cols) {
    ModuleSettings s;
    s.module.id = id;
    s.module.grid = {.rows = rows, .cols = cols, .pitch_x_um = kPitch_um, .pitch_y_um = kPitch_um};
    s.camera = {.pixel_um = 10.0, .saturation_dn = 4095};
    s.sensor.gain_dn_per_e = 0.33;
    return s;
}

void one_colour(ModuleSettings& s, double side_um, double electrons_per_ms) {
    s.module.grid.die_width_um = s.module.grid.die_height_um = side_um;
    s.module.sub_pixels = {{.name = "w", .width_um = side_um, .height_um = side_um}};
    s.colours = {{.electrons_per_ms = electrons_per_ms}};
    s.uneven.lines = usual_lines(false);
}

/// Upright stripes of red, green and blue; colours of the primaries of a wide-gamut display.
void stripes(ModuleSettings& s) {
    constexpr double kStripe_um = 11.0;
    constexpr double kHeight_um = 40.0;
    constexpr double kApart_um = 20.0;
    s.module.grid.die_width_um = kStripe_um;
    s.module.grid.die_height_um = kHeight_um;
    const auto stripe = [&](const char* name, double dx_um, Chromaticity colour, double cd_m2) {
        s.module.sub_pixels.push_back({.name = name,
                                       .dx_um = dx_um,
                                       .width_um = kStripe_um,
                                       .height_um = kHeight_um,
                                       .chromaticity = colour,
                                       .cd_m2 = cd_m2});
    };
    stripe("r", -kApart_um, {0.695, 0.304}, 258.1);
    stripe("g", 0.0, {0.195, 0.728}, 671.3);
    stripe("b", kApart_um, {0.136, 0.056}, 70.6);
    s.colours = {{.electrons_per_ms = 6600.0, .gamma = 2.25},
                 {.electrons_per_ms = 8000.0, .gamma = 2.2},
                 {.electrons_per_ms = 7300.0, .gamma = 2.15}};
    s.uneven.lines = usual_lines(true);
}

ModuleSettings mono() {
    ModuleSettings s = base_of("MODULE-MONO", 180, 320);
    one_colour(s, 30.0, 9600.0);
    add_patterns(s, {32, 64, 128, 255});
    return s;
}

ModuleSettings rgb() {
    ModuleSettings s = base_of("MODULE-RGB", 270, 480);
    stripes(s);
    add_patterns(s, {32, 64, 128, 255});
    s.tiles.margin_x_px = 60;
    return s;
}

/// Sub-panels beside and below each other, in more tiles than sub-panels.
ModuleSettings tiled() {
    ModuleSettings s = base_of("MODULE-TILED", 360, 640);
    one_colour(s, 30.0, 9600.0);
    s.module.sub_pixels[0].cd_m2 = 1200.0;
    s.module.panel_rows = {0, 180};
    s.module.panel_cols = {0, 320};
    add_patterns(s, {64, 255});
    s.uneven.panel_step = 0.03;
    s.uneven.panel_shift_um = 5.0;
    s.uneven.spots = 8;
    s.tiles = {.across = 4,
               .down = 3,
               .overlap_px = 150,
               .margin_x_px = 40,
               .margin_y_px = 60,
               .jitter_um = 4.0,
               .drift_um = 0.3,
               .gain_spread = 0.01};
    return s;
}

/// So few camera pixels a pixel that the image shows a moire.
ModuleSettings coarse() {
    constexpr double kPixelsAPixel = 2.6;
    ModuleSettings s = base_of("MODULE-COARSE", 180, 320);
    one_colour(s, 36.0, 3840.0);
    s.camera.pixel_um = kPitch_um / kPixelsAPixel;
    s.optics.blur_px = 0.6;
    s.tiles.margin_x_px = 24;
    s.tiles.margin_y_px = 24;
    add_patterns(s, {32, 64, 128, 255});
    return s;
}

ModuleSettings small_module() {
    ModuleSettings s = base_of("MODULE-SMALL", 54, 96);
    stripes(s);
    s.uneven.lines.resize(3);
    s.uneven.spots = 2;
    s.uneven.bands = 1;
    s.tiles.margin_x_px = 32;
    s.tiles.margin_y_px = 30;
    add_patterns(s, {64, 255});
    return s;
}

/// 24.9 million sub-pixels.
ModuleSettings uhd() {
    ModuleSettings s = base_of("MODULE-4K", 2160, 3840);
    stripes(s);
    s.uneven.spots = 12;
    s.tiles = {.across = 4,
               .down = 3,
               .overlap_px = 150,
               .margin_x_px = 60,
               .margin_y_px = 60,
               .jitter_um = 4.0,
               .drift_um = 0.3,
               .gain_spread = 0.01};
    add_patterns(s, {255});
    return s;
}

struct NamedModule {
    PresetInfo info;
    ModuleSettings (*make)();
};

const std::array<NamedModule, 6>& module_table() {
    static const std::array<NamedModule, 6> kTable{{
        {{"module", "a display module of 320 x 180 pixels, one colour, 6 camera pixels a pixel, 5 patterns"},
         mono},
        {{"module-rgb", "480 x 270 pixels of red, green and blue stripes, 8 patterns"}, rgb},
        {{"module-tiled", "640 x 360 pixels in 2 x 2 sub-panels, seen in 4 x 3 tiles"}, tiled},
        {{"module-coarse", "320 x 180 pixels, 2.6 camera pixels a pixel: a moire"}, coarse},
        {{"module-small", "96 x 54 pixels of three colours, in a few MB"}, small_module},
        {{"module-4k", "3840 x 2160 pixels of three colours, in 4 x 3 tiles of 26 million pixels"}, uhd},
    }};
    return kTable;
}

}  // namespace

std::span<const PresetInfo> module_presets() {
    static const std::vector<PresetInfo> kInfos = [] {
        std::vector<PresetInfo> infos;
        for (const NamedModule& preset : module_table()) infos.push_back(preset.info);
        return infos;
    }();
    return kInfos;
}

ModuleSettings module_preset(std::string_view name) {
    std::vector<std::string> names;
    for (const NamedModule& preset : module_table()) {
        if (preset.info.name == name) return preset.make();
        names.push_back(preset.info.name);
    }
    throw Error(ErrorKind::usage, fmt::format("there is no preset '{}'{}; presets of modules are {}", name,
                                              did_you_mean(name, names), fmt::join(names, ", ")));
}

}  // namespace waferglow::simulated
