// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/module_options.h"

#include "drivers/simulated/physics/module_presets.h"
#include "drivers/simulated/physics/module_recording.h"
#include "libinspect/base/parallel.h"
#include "libinspect/base/version.h"
#include "samples/module_files.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace waferglow::samples {
namespace {

using simulated::ModuleSettings;

/// Options in the units of the command line, which differ from those of the settings.
struct ModuleExtras {
    std::string out;
    double rotation_mrad = 0.0;
    double scale_ppm = 0.0;
    bool fixed_view = false;
    bool no_tail = false;
    bool no_lines = false;
    bool no_truth = false;
    int threads = 0;
};

void add_module_shape(CLI::App& app, ModuleSettings& s) {
    const std::string group = "Module";
    const auto number = [&](const char* name, auto& value, const char* help) {
        app.add_option(name, value, help)->capture_default_str()->group(group);
    };
    number("--module-id", s.module.id, "");
    number("--rows", s.module.grid.rows, "of pixels");
    number("--cols", s.module.grid.cols, "");
    number("--pitch-x-um", s.module.grid.pitch_x_um, "");
    number("--pitch-y-um", s.module.grid.pitch_y_um, "");
    number("--panel-rows", s.module.panel_rows, "first row of each sub-panel, 0 first");
    number("--panel-cols", s.module.panel_cols, "");
    number("--panel-step", s.uneven.panel_step, "light of a sub-panel is 1 +- this");
    number("--panel-shift-um", s.uneven.panel_shift_um, "it lies off by +- this");
    number("--spread", s.uneven.spread, "sd of ln of the light, sub-pixel to sub-pixel");
    number("--gamma-spread", s.uneven.gamma_spread, "sd");
    number("--spots", s.uneven.spots, "of mura");
    number("--bands", s.uneven.bands, "of mura");
    number("--gradient", s.uneven.gradient, "change of the light from edge to edge");
    number("--dead", s.faults.dead, "share of all sub-pixels");
    number("--dim", s.faults.dim, "share, a third each to 30, 60 and 80 %");
    number("--bright", s.faults.bright, "share");
    number("--always-on", s.faults.always_on, "share");
    number("--wrong-colour", s.faults.wrong_colour, "share");
}

void add_module_view(CLI::App& app, ModuleSettings& s, ModuleExtras& extras) {
    const std::string group = "Camera and view";
    const auto number = [&](const char* name, auto& value, const char* help) {
        app.add_option(name, value, help)->capture_default_str()->group(group);
    };
    number("--pixel-um", s.camera.pixel_um, "size of a camera pixel on the module");
    number("--saturation-dn", s.camera.saturation_dn, "");
    number("--gain-dn-per-e", s.sensor.gain_dn_per_e, "");
    number("--read-noise-e", s.sensor.read_noise_e, "");
    number("--prnu", s.sensor.prnu, "sensitivity from pixel to pixel, relative sd");
    number("--dark-frames", s.dark_frames, "0: no dark.tif");
    number("--flat-frames", s.flat_frames, "0: no flat.tif");
    number("--blur-px", s.optics.blur_px, "sd of the optics");
    number("--corner-blur", s.optics.corner_blur, "factor on it in the corners");
    number("--vignetting", s.optics.vignetting, "loss in the corners");
    app.add_flag("--no-tail", extras.no_tail, "no light scattered over 5 to 20 pixels")->group(group);
    number("--tiles-across", s.tiles.across, "");
    number("--tiles-down", s.tiles.down, "");
    number("--overlap-px", s.tiles.overlap_px, "");
    number("--margin-x-px", s.tiles.margin_x_px, "dark surround at either side");
    number("--margin-y-px", s.tiles.margin_y_px, "");
    number("--jitter-um", s.tiles.jitter_um, "error of a tile's position, +-");
    number("--drift-um", s.tiles.drift_um, "from pattern to pattern, +-");
    number("--gain-spread", s.tiles.gain_spread, "sd of the light from exposure to exposure");
    app.add_flag("--fixed-view", extras.fixed_view,
                 "as the options below say, in place of a view drawn from the seed")
        ->group(group);
    number("--rotation-mrad", extras.rotation_mrad, "counter-clockwise");
    number("--scale-ppm", extras.scale_ppm, "");
    number("--offset-x-um", s.view.pose.offset_x_um, "");
    number("--offset-y-um", s.view.pose.offset_y_um, "");
    number("--k1", s.view.k1, "radial distortion in the image's corners");
    number("--keystone-x", s.view.keystone_x, "change of scale over the image's width");
    number("--keystone-y", s.view.keystone_y, "over its height");
}

}  // namespace

int generate_module(int argc, char** argv, std::string preset_name) {
    constexpr int kExitUsage = 2;
    ModuleSettings settings = simulated::module_preset(preset_name);
    ModuleExtras extras;
    CLI::App app(
        "Writes a simulated recording of a display module with known truth. The same options give "
        "the same bytes.",
        "waferglow-generate");
    app.footer("Defaults shown are those of the preset.");
    app.set_version_flag("--version", kVersion);
    app.add_option("OUT,--out", extras.out, "folder of the recording; made where it is missing")->required();
    app.add_option("--preset", preset_name, "settings to start from")->capture_default_str();
    app.add_option("--seed", settings.seed)->capture_default_str();
    app.add_option("--threads", extras.threads, "0: all cores")->capture_default_str();
    app.add_flag("--no-truth", extras.no_truth, "write no truth beside it");
    add_module_shape(app, settings);
    app.add_flag("--no-lines", extras.no_lines, "no faulty rows and columns")->group("Module");
    add_module_view(app, settings, extras);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kExitUsage;
    }
    if (extras.fixed_view) {
        settings.random_view = false;
        settings.view.pose.rotation_rad = 1e-3 * extras.rotation_mrad;
        settings.view.pose.scale = 1.0 + 1e-6 * extras.scale_ppm;
    }
    if (extras.no_tail) settings.optics.tails.clear();
    if (extras.no_lines) settings.uneven.lines.clear();

    const ThreadLimit limit(extras.threads);
    const simulated::ModuleRecording recording(settings);
    write_module_files(recording, extras.out, {.truth = !extras.no_truth, .on_tile = {}});
    const ModuleSettings& made = recording.settings();
    fmt::print("{}: {} x {} pixels of {} sub-pixels, {} patterns, {} tiles of {} x {} pixels\n", extras.out,
               made.module.grid.rows, made.module.grid.cols, made.module.sub_pixels.size(),
               made.patterns.size(), recording.tiles().size(), made.camera.width_px, made.camera.height_px);
    return 0;
}

}  // namespace waferglow::samples
