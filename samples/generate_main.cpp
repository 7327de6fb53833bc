// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-generate: writes a simulated recording with known truth.
#include "drivers/simulated/physics/module_presets.h"
#include "drivers/simulated/physics/presets.h"
#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"
#include "libinspect/base/parallel.h"
#include "libinspect/base/version.h"
#include "samples/appearance_options.h"
#include "samples/module_options.h"
#include "samples/recording_files.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace {

using waferglow::simulated::RecordingSettings;

constexpr int kExitJob = 1;
constexpr int kExitUsage = 2;
constexpr int kExitInput = 3;

/// The preset has to be known before the options, since its values are their defaults.
std::string preset_name(int argc, char** argv) {
    constexpr std::string_view kOption = "--preset";
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == kOption && i + 1 < argc) return argv[i + 1];
        if (argument.starts_with(kOption) && argument.size() > kOption.size() &&
            argument[kOption.size()] == '=') {
            return std::string(argument.substr(kOption.size() + 1));
        }
    }
    return "example";
}

/// Options in the units of the command line, which differ from those of the settings.
struct Extras {
    int wafer_inch = 0;
    std::optional<double> primary_flat_mm{};
    std::optional<double> secondary_flat_mm{};
    std::optional<double> notch_depth_mm{};
    double rotation_mrad = 0.0;
    double scale_ppm = 0.0;
    bool full_wafer = false;
    bool no_truth = false;
    waferglow::samples::AppearanceOptions appearance{};
    int threads = 0;
};

void add_geometry(CLI::App& app, RecordingSettings& s, Extras& extras) {
    const std::string group = "Wafer and dies";
    app.add_option("--wafer-id", s.wafer.id)->capture_default_str()->group(group);
    app.add_option("--wafer-inch", extras.wafer_inch,
                   "2, 3, 4, 5, 6, 8 or 12; preset's wafer where not given")
        ->group(group);
    app.add_option("--primary-flat-mm", extras.primary_flat_mm, "length; that of the size where not given")
        ->group(group);
    app.add_option("--secondary-flat-mm", extras.secondary_flat_mm)->group(group);
    app.add_option("--notch-depth-mm", extras.notch_depth_mm)->group(group);
    app.add_option("--flat-exclusion-mm", s.wafer.flat_exclusion_mm, "the edge exclusion where not given")
        ->group(group);
    app.add_option("--edge-exclusion-mm", s.wafer.edge_exclusion_mm)->capture_default_str()->group(group);
    app.add_option("--pitch-x-um", s.grid.pitch_x_um)->capture_default_str()->group(group);
    app.add_option("--pitch-y-um", s.grid.pitch_y_um)->capture_default_str()->group(group);
    app.add_option("--die-width-um", s.grid.die_width_um)->capture_default_str()->group(group);
    app.add_option("--die-height-um", s.grid.die_height_um)->capture_default_str()->group(group);
    app.add_option("--rows", s.grid.rows, "0 with --cols 0: the whole wafer")
        ->capture_default_str()
        ->group(group);
    app.add_option("--cols", s.grid.cols)->capture_default_str()->group(group);
    app.add_flag("--full-wafer", extras.full_wafer, "as --rows 0 --cols 0")->group(group);
}

void add_layout(CLI::App& app, RecordingSettings& s) {
    const std::string group = "Layout of the wafer";
    waferglow::GridSteps& steps = s.grid.steps;
    app.add_option("--stagger-x-um", steps.stagger_x_um, "odd rows lie so far to the right")->group(group);
    app.add_option("--stagger-y-um", steps.stagger_y_um, "odd columns lie so far up")->group(group);
    app.add_option("--field-rows", steps.field_rows, "dies of a stepper field")->group(group);
    app.add_option("--field-cols", steps.field_cols)->group(group);
    app.add_option("--field-gap-x-um", steps.field_gap_x_um, "added to the street between fields")
        ->group(group);
    app.add_option("--field-gap-y-um", steps.field_gap_y_um)->group(group);
    app.add_option("--field-row0", steps.field_row0, "place of row 0 in its field")->group(group);
    app.add_option("--field-col0", steps.field_col0)->group(group);
    app.add_option("--layout", s.layout.file, "layout file in place of --pcm, --marks and --groups")
        ->group(group);
    app.add_option("--pcm", s.layout.pcm_share, "share of cells that are test structures")->group(group);
    app.add_option("--pcm-light", s.layout.pcm_light, "of a test structure relative to a healthy die")
        ->capture_default_str()
        ->group(group);
    app.add_option("--marks", s.layout.marks, "alignment marks")->group(group);
    app.add_option("--groups", s.layout.groups, "products, by fields in turn or from left to right")
        ->group(group);
    app.add_option("--group-light", s.layout.group_light, "of a product relative to the one before it")
        ->capture_default_str()
        ->group(group);
}

void add_scan(CLI::App& app, RecordingSettings& s, Extras& extras) {
    const std::string group = "Camera and stage";
    app.add_option("--pixel-um", s.camera.pixel_um)->capture_default_str()->group(group);
    app.add_option("--width-px", s.camera.width_px)->capture_default_str()->group(group);
    app.add_option("--height-px", s.camera.height_px)->capture_default_str()->group(group);
    app.add_option("--saturation-dn", s.camera.saturation_dn)->capture_default_str()->group(group);
    app.add_option("--gain-dn-per-e", s.sensor.gain_dn_per_e)->capture_default_str()->group(group);
    app.add_option("--read-noise-e", s.sensor.read_noise_e)->capture_default_str()->group(group);
    app.add_option("--hot-share", s.sensor.hot_share, "of the pixels")->capture_default_str()->group(group);
    app.add_option("--prnu", s.sensor.prnu, "sensitivity from pixel to pixel, relative sd")
        ->capture_default_str()
        ->group(group);
    app.add_option("--psf-sigma-px", s.optics.psf_sigma_px)->capture_default_str()->group(group);
    app.add_option("--vignetting", s.optics.vignetting, "loss in the corners")
        ->capture_default_str()
        ->group(group);
    app.add_option("--stray", s.optics.stray, "background relative to a healthy die")
        ->capture_default_str()
        ->group(group);
    app.add_option("--halo", s.optics.halo, "scattered light around dies, relative")
        ->capture_default_str()
        ->group(group);
    app.add_option("--dark-frames", s.dark_frames, "0: no dark.tif")->capture_default_str()->group(group);
    app.add_option("--flat-frames", s.flat_frames, "0: no flat.tif")->capture_default_str()->group(group);
    app.add_option("--overlap-x-um", s.scan.overlap_x_um)->capture_default_str()->group(group);
    app.add_option("--overlap-y-um", s.scan.overlap_y_um)->capture_default_str()->group(group);
    app.add_option("--laser-spread", s.scan.laser_spread,
                   "of the laser's power from exposure to exposure, relative sd")
        ->capture_default_str()
        ->group(group);
    app.add_option("--filter-edge-nm", s.filter.curve.centre_nm, "of colour channels")
        ->capture_default_str()
        ->group(group);
    app.add_option("--filter-width-nm", s.filter.curve.width_nm)->capture_default_str()->group(group);
    app.add_option("--filter-angle-deg", s.filter.corner_angle_deg, "of the light from the field's corners")
        ->capture_default_str()
        ->group(group);
    app.add_option("--filter-tilt-deg", s.filter.tilt_deg)->capture_default_str()->group(group);
    app.add_option("--jitter-um", s.scan.jitter_um, "error of a tile's position, +-")
        ->capture_default_str()
        ->group(group);
    app.add_option("--rotation-mrad", extras.rotation_mrad, "of the grid, counter-clockwise")
        ->capture_default_str()
        ->group(group);
    app.add_option("--scale-ppm", extras.scale_ppm)->capture_default_str()->group(group);
    app.add_option("--offset-x-um", s.scan.pose.offset_x_um)->capture_default_str()->group(group);
    app.add_option("--offset-y-um", s.scan.pose.offset_y_um)->capture_default_str()->group(group);
    app.add_flag("--random-pose", s.scan.random_pose, "draw rotation, scale and offset from the seed")
        ->group(group);
}

void add_population(CLI::App& app, RecordingSettings& s) {
    const std::string group = "Dies";
    auto& p = s.population;
    const auto share = [&](const char* name, double& value) {
        app.add_option(name, value, "share of all dies")->capture_default_str()->group(group);
    };
    share("--missing", p.shares.missing);
    share("--dead", p.shares.dead);
    share("--shunt", p.shares.shunt);
    share("--sidewall", p.shares.sidewall);
    share("--open-contact", p.shares.open_contact);
    share("--particle", p.shares.particle);
    share("--wavelength-outlier", p.shares.wavelength);
    share("--bright", p.shares.bright);
    app.add_option("--scratches", p.patterns.scratches)->capture_default_str()->group(group);
    app.add_option("--clusters", p.patterns.clusters)->capture_default_str()->group(group);
    app.add_option("--edge-ring-um", p.patterns.edge_ring_width_um)->capture_default_str()->group(group);
    app.add_option("--edge-ring-peak", p.patterns.edge_ring_peak)->capture_default_str()->group(group);
    app.add_option("--shunt-min-ohm-cm2", p.shunt_min_ohm_cm2)->capture_default_str()->group(group);
    app.add_option("--shunt-max-ohm-cm2", p.shunt_max_ohm_cm2)->capture_default_str()->group(group);
    app.add_option("--emission-spread", p.emission_spread, "sd of ln, die to die")
        ->capture_default_str()
        ->group(group);
    app.add_option("--srh-spread", p.srh_spread, "sd of ln A, die to die")
        ->capture_default_str()
        ->group(group);
    app.add_option("--emission-map", p.emission_map, "smooth variation over the wafer")
        ->capture_default_str()
        ->group(group);
    app.add_option("--residual", p.residual, "light of a hard short: 1 as published, 0 none")
        ->capture_default_str()
        ->group(group);
    app.add_option("--wavelength-map-nm", p.wavelength_map_nm, "amplitude of the smooth trend")
        ->capture_default_str()
        ->group(group);
    app.add_option("--wavelength-spread-nm", p.wavelength_spread_nm, "sd from die to die")
        ->capture_default_str()
        ->group(group);
    app.add_option("--drive-a-cm2", p.drive_a_cm2, "of the EL test")->capture_default_str()->group(group);
    app.add_option("--el-pass-share", s.el.pass_share)->capture_default_str()->group(group);
    app.add_flag("!--no-el", s.el.enabled, "write no el.csv")->group(group);
    app.add_option("--spectra", s.spectra.share, "share of dies with a spectrum")
        ->capture_default_str()
        ->group(group);
    app.add_option("--spectrum-pixels", s.spectra.pixels)->capture_default_str()->group(group);
}

/// The first two channels' light; more channels are for programs.
void add_channels(CLI::App& app, RecordingSettings& s) {
    const std::string group = "Channels";
    for (auto& channel : s.channels) {
        std::string option = channel.channel.name;
        for (char& c : option) c = c == '_' ? '-' : c;
        app.add_option("--" + option + "-electrons", channel.electrons_per_px, "in a pixel on a healthy die")
            ->capture_default_str()
            ->group(group);
        app.add_option("--" + option + "-w-cm2", channel.channel.excitation_w_cm2)
            ->capture_default_str()
            ->group(group);
    }
}

/// Whether the preset is of a display module; throws Error(usage) where it is of nothing.
bool is_of_module(const std::string& name) {
    const auto named = [&](const waferglow::simulated::PresetInfo& info) { return info.name == name; };
    if (std::ranges::any_of(waferglow::simulated::module_presets(), named)) return true;
    if (std::ranges::any_of(waferglow::simulated::presets(), named)) return false;
    std::vector<std::string> names;
    for (const auto& info : waferglow::simulated::presets()) names.push_back(info.name);
    for (const auto& info : waferglow::simulated::module_presets()) names.push_back(info.name);
    throw waferglow::Error(waferglow::ErrorKind::usage,
                           fmt::format("there is no preset '{}'{}; presets are {}", name,
                                       waferglow::did_you_mean(name, names), fmt::join(names, ", ")));
}

int run(int argc, char** argv) {
    std::string name = preset_name(argc, argv);
    if (is_of_module(name)) return waferglow::samples::generate_module(argc, argv, name);
    RecordingSettings settings = waferglow::simulated::preset(name);
    Extras extras;
    extras.rotation_mrad = 1e3 * settings.scan.pose.rotation_rad;
    extras.scale_ppm = 1e6 * (settings.scan.pose.scale - 1.0);
    std::string out;

    std::string listing = "Presets:\n";
    for (const auto& info : waferglow::simulated::presets())
        listing += fmt::format("  {:12} {}\n", info.name, info.purpose);
    for (const auto& info : waferglow::simulated::module_presets())
        listing += fmt::format("  {:12} {}\n", info.name, info.purpose);
    CLI::App app(
        "Writes a simulated recording of PL tiles with known truth. The same options give the same bytes.",
        "waferglow-generate");
    app.footer(listing + "Defaults shown are those of the preset.");
    app.set_version_flag("--version", waferglow::kVersion);
    app.add_option("OUT,--out", out, "folder of the recording; made where it is missing")->required();
    app.add_option("--preset", name, "settings to start from")->capture_default_str();
    app.add_option("--seed", settings.seed)->capture_default_str();
    app.add_option("--threads", extras.threads, "0: all cores")->capture_default_str();
    app.add_flag("--no-truth", extras.no_truth, "write no truth.csv and truth.toml");
    add_geometry(app, settings, extras);
    add_layout(app, settings);
    add_channels(app, settings);
    add_scan(app, settings, extras);
    add_population(app, settings);
    add_appearance(app, settings, extras.appearance);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kExitUsage;
    }

    if (extras.wafer_inch != 0) {
        waferglow::Wafer wafer = waferglow::standard_wafer(extras.wafer_inch);
        wafer.id = settings.wafer.id;
        wafer.edge_exclusion_mm = settings.wafer.edge_exclusion_mm;
        wafer.flat_exclusion_mm = settings.wafer.flat_exclusion_mm;
        settings.wafer = wafer;
    }
    waferglow::Wafer& wafer = settings.wafer;
    wafer.primary_flat_mm = extras.primary_flat_mm.value_or(wafer.primary_flat_mm);
    wafer.secondary_flat_mm = extras.secondary_flat_mm.value_or(wafer.secondary_flat_mm);
    wafer.notch_depth_mm = extras.notch_depth_mm.value_or(wafer.notch_depth_mm);
    if (extras.full_wafer) settings.grid.rows = settings.grid.cols = 0;
    settings.scan.pose.rotation_rad = 1e-3 * extras.rotation_mrad;
    settings.scan.pose.scale = 1.0 + 1e-6 * extras.scale_ppm;

    apply(extras.appearance, settings);

    const waferglow::ThreadLimit limit(extras.threads);
    const waferglow::simulated::SimulatedRecording recording(settings);
    waferglow::samples::write_recording_files(recording, out, {.truth = !extras.no_truth, .on_tile = {}});
    fmt::print("{}: {} dies ({} x {}), {} tiles of {} x {} pixels\n", out, recording.presence().count(),
               recording.settings().grid.rows, recording.settings().grid.cols, recording.tiles().size(),
               settings.camera.width_px, settings.camera.height_px);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const waferglow::Error& error) {
        fmt::print(stderr, "waferglow-generate: {}\n", waferglow::full_message(error));
        switch (error.kind()) {
            case waferglow::ErrorKind::usage:
                return kExitUsage;
            case waferglow::ErrorKind::input:
                return kExitInput;
            default:
                return kExitJob;
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "waferglow-generate: {}\n", error.what());
        return kExitJob;
    }
}
