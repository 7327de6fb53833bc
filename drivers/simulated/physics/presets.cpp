// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/presets.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

namespace waferglow::simulated {
namespace {

/// A rectangle of dies in the middle of a 2-inch wafer, 12 x 8 pixels a die, two densities.
RecordingSettings example() {
    RecordingSettings s;
    s.wafer = standard_wafer(2);
    s.wafer.id = "SIMULATED";
    s.wafer.edge_exclusion_mm = 3.0;
    s.grid = {.rows = 81,
              .cols = 61,
              .pitch_x_um = 200.0,
              .pitch_y_um = 150.0,
              .die_width_um = 120.0,
              .die_height_um = 80.0};
    s.camera = {.pixel_um = 10.0, .width_px = 640, .height_px = 480, .saturation_dn = 4095};
    s.channels = {{{"pl_high", ChannelKind::pl, 30.0, 5.0}, 893.0},
                  {{"pl_low", ChannelKind::pl, 1.0, 5.0}, 39.6}};
    // Long-lived carriers: at 1 W/cm2 a third of the recombination is radiative, at 30 W/cm2 three quarters.
    s.population.epi.srh_a_per_s = 1.4e6;
    s.population.residual = 0.0;
    s.spectra.share = 0.25;
    return s;
}

/// A whole round wafer that looks good in a demo and weighs little: large dies, few of them, low gain.
RecordingSettings small() {
    RecordingSettings s = example();
    s.seed = 5;  // scratch and clusters apart from each other
    s.wafer.id = "DEMO-1";
    s.wafer.edge_exclusion_mm = 2.0;
    s.wafer.flat_exclusion_mm = 0.0;  // dies up to the flats: the round outline stays whole
    s.grid = {.pitch_x_um = 600.0, .pitch_y_um = 500.0, .die_width_um = 420.0, .die_height_um = 340.0};
    s.camera = {.pixel_um = 50.0, .width_px = 272, .height_px = 272, .saturation_dn = 4095};
    s.channels[0].electrons_per_px = 3600.0;
    s.channels[1].electrons_per_px = 400.0;
    s.sensor = {.gain_dn_per_e = 0.15, .read_noise_e = 2.0, .offset_dn = 100.0, .fixed_pattern_dn = 0.6};
    s.flat_electrons = 9000.0;
    s.scan = {
        .overlap_x_um = 1300.0,
        .overlap_y_um = 1100.0,
        .jitter_um = 20.0,
        .pose = {.rotation_rad = 1.2e-3, .scale = 1.0 - 120e-6, .offset_x_um = 90.0, .offset_y_um = -60.0}};
    s.population.residual = 1.0;
    s.population.emission_map = 0.05;
    s.population.wavelength_map_nm = 1.2;
    s.population.patterns = {.scratches = 1,
                             .clusters = 2,
                             .cluster_radius_um = 1400.0,
                             .edge_ring_width_um = 2500.0,
                             .edge_ring_peak = 0.25};
    s.spectra.share = 0.05;
    return s;
}

/// 8 um dies on 4 x 4 pixels with 60 and 6 electrons a pixel.
RecordingSettings dim() {
    RecordingSettings s = example();
    s.grid = {.rows = 150,
              .cols = 160,
              .pitch_x_um = 14.0,
              .pitch_y_um = 12.0,
              .die_width_um = 8.0,
              .die_height_um = 8.0};
    s.camera.pixel_um = 2.0;
    s.channels[0].electrons_per_px = 60.0;
    s.channels[1].electrons_per_px = 6.0;
    s.optics.psf_sigma_px = 0.7;
    s.rim_um = 1.0;
    s.sensor = {.gain_dn_per_e = 2.0, .read_noise_e = 1.3, .offset_dn = 100.0, .fixed_pattern_dn = 1.5};
    s.flat_electrons = 1500.0;
    s.scan = {
        .overlap_x_um = 60.0,
        .overlap_y_um = 50.0,
        .jitter_um = 1.0,
        .pose = {.rotation_rad = -0.7e-3, .scale = 1.0 + 90e-6, .offset_x_um = 4.2, .offset_y_um = -3.1}};
    s.spectra.share = 0.0;
    return s;
}

RecordingSettings one_channel() {
    RecordingSettings s = example();
    s.channels.resize(1);
    return s;
}

RecordingSettings tilted() {
    RecordingSettings s = example();
    s.scan.pose.rotation_rad = 6e-3;
    s.scan.pose.scale = 1.0 - 280e-6;
    return s;
}

/// 40 x 30 um dies under a microscope objective: 120 x 90 pixels each, the rim is resolved.
RecordingSettings large_dies() {
    RecordingSettings s = example();
    s.grid = {.rows = 20,
              .cols = 24,
              .pitch_x_um = 50.0,
              .pitch_y_um = 40.0,
              .die_width_um = 40.0,
              .die_height_um = 30.0};
    s.camera = {.pixel_um = 1.0 / 3.0, .width_px = 1280, .height_px = 1024, .saturation_dn = 4095};
    s.optics.psf_sigma_px = 1.5;
    s.population.shares.sidewall = 0.02;
    s.scan = {
        .overlap_x_um = 110.0,
        .overlap_y_um = 90.0,
        .jitter_um = 1.5,
        .pose = {.rotation_rad = 1.1e-3, .scale = 1.0 + 40e-6, .offset_x_um = 11.0, .offset_y_um = 7.0}};
    return s;
}

/// 15 um dies of 3 x 3 pixels, streets of 2 pixels.
RecordingSettings tiny_dies() {
    RecordingSettings s = example();
    s.grid = {.rows = 200,
              .cols = 220,
              .pitch_x_um = 25.0,
              .pitch_y_um = 25.0,
              .die_width_um = 15.0,
              .die_height_um = 15.0};
    s.camera.pixel_um = 5.0;
    s.optics.psf_sigma_px = 0.6;
    s.scan = {
        .overlap_x_um = 110.0,
        .overlap_y_um = 110.0,
        .jitter_um = 2.5,
        .pose = {.rotation_rad = 0.9e-3, .scale = 1.0 - 60e-6, .offset_x_um = -8.0, .offset_y_um = 6.0}};
    s.spectra.share = 0.0;
    return s;
}

/// PL and reflected light of dies whose surface is simulated, a pixel a um.
RecordingSettings with_faces(double width_px, double height_px, double pitch_x_px, double pitch_y_px) {
    constexpr double kReflectedElectrons = 3000.0;
    RecordingSettings s = example();
    s.camera = {.pixel_um = 1.0,
                .width_px = 896,
                .height_px = 768,
                .saturation_dn = 65535,
                .gain_e_per_dn = 1.0,
                .read_noise_e = 1.9};
    s.grid = {.pitch_x_um = pitch_x_px,
              .pitch_y_um = pitch_y_px,
              .die_width_um = width_px,
              .die_height_um = height_px};
    s.channels.push_back(
        {{name_of(ChannelKind::reflected), ChannelKind::reflected, 0.0, 2.0}, kReflectedElectrons});
    s.face.enabled = true;
    s.flat_electrons = 20000.0;
    s.sensor.full_well_e = 40000.0;
    const double overlap_um = 2.0 * std::max(pitch_x_px, pitch_y_px) + 20.0;
    s.scan = {
        .overlap_x_um = overlap_um,
        .overlap_y_um = overlap_um,
        .jitter_um = 4.0,
        .pose = {.rotation_rad = 0.6e-3, .scale = 1.0 + 90e-6, .offset_x_um = 5.2, .offset_y_um = -4.1}};
    s.spectra.share = 0.0;
    return s;
}

/// 32 x 20 pixels a die.
RecordingSettings appearance() {
    RecordingSettings s = with_faces(32.0, 20.0, 38.3, 26.4);
    s.grid.rows = 98;
    s.grid.cols = 96;
    s.face.pads = {{-9.0, 0.0, 8.0, 11.0}, {9.0, -2.0, 8.0, 8.0}};
    s.face.fingers = {{0.5, 4.0, 11.0, 1.8}};
    return s;
}

/// 48 x 32 pixels a die.
RecordingSettings appearance_large() {
    RecordingSettings s = with_faces(48.0, 32.0, 56.3, 40.4);
    s.grid.rows = 64;
    s.grid.cols = 66;
    s.face.pads = {{-14.0, 0.0, 12.0, 18.0}, {14.0, -4.0, 12.0, 12.0}};
    s.face.fingers = {{-1.0, 7.0, 14.0, 2.2}};
    return s;
}

/// 13 x 13 pixels a die, no fingers.
RecordingSettings appearance_small() {
    RecordingSettings s = with_faces(13.0, 13.0, 17.4, 17.3);
    s.grid.rows = 150;
    s.grid.cols = 150;
    s.face.pads = {{-3.2, 0.0, 3.6, 7.0}, {3.4, -1.0, 3.6, 5.0}};
    return s;
}

/// PL and the same light through a sloped filter: dies of 12 x 7 pixels.
RecordingSettings colour() {
    constexpr double kElectrons = 700.0;
    constexpr double kSpectra = 1500.0;
    RecordingSettings s = example();
    s.grid = {.rows = 267,
              .cols = 201,
              .pitch_x_um = 80.0,
              .pitch_y_um = 56.0,
              .die_width_um = 60.0,
              .die_height_um = 36.0};
    s.camera.pixel_um = 5.0;
    s.channels.resize(1);
    s.channels[0].electrons_per_px = kElectrons;
    s.channels.push_back(
        {{name_of(ChannelKind::colour), ChannelKind::colour, s.channels[0].channel.excitation_w_cm2,
          s.channels[0].channel.exposure_ms, s.channels[0].channel.name},
         kElectrons});
    s.population.wavelength_map_nm = 1.5;
    s.population.wavelength_spread_nm = 0.25;
    s.population.shares.wavelength = 0.004;
    s.population.outlier_max_nm = s.population.outlier_min_nm = 5.0;
    s.scan.overlap_x_um = 220.0;
    s.scan.overlap_y_um = 170.0;
    s.scan.laser_spread = 0.02;
    s.scan.pose.offset_x_um = 11.0;
    s.scan.pose.offset_y_um = -8.0;
    s.spectra.share = kSpectra / (267.0 * 201.0);
    return s;
}

/// 8 um dies on 4 x 4 pixels.
RecordingSettings appearance_tiny() {
    RecordingSettings s = with_faces(8.0, 8.0, 13.2, 13.0);
    s.grid.rows = 180;
    s.grid.cols = 200;
    s.camera.pixel_um = 2.0;
    s.scan.jitter_um = 2.5;  // well below half a pitch, or nobody could tell which die is which
    s.scan.overlap_x_um = s.scan.overlap_y_um = 80.0;
    s.face.pads = {{-2.2, 0.0, 2.0, 4.8}, {2.2, 0.0, 2.0, 4.8}};
    s.rim_um = 1.0;
    return s;
}

/// The preset is called as the kind.
std::string colour_name() {
    return name_of(ChannelKind::colour);
}

struct Preset {
    PresetInfo info;
    RecordingSettings (*make)();
};

const std::array<Preset, 12>& table() {
    static const std::array<Preset, 12> kTable{{
        {{"example", "81 x 61 dies of 12 x 8 pixels, 30 and 1 W/cm2"}, example},
        {{"small", "a whole 2-inch wafer in a few MB: the demo's recording"}, small},
        {{"dim", "8 um dies on 4 x 4 pixels, 60 and 6 photons a pixel"}, dim},
        {{"one-channel", "as example, 30 W/cm2 only"}, one_channel},
        {{"tilted", "as example, grid turned by 6 mrad"}, tilted},
        {{"large-dies", "dies of 120 x 90 pixels, dark rims resolved"}, large_dies},
        {{"tiny-dies", "dies of 3 x 3 pixels"}, tiny_dies},
        {{"appearance", "PL and reflected light of 9,408 dies of 32 x 20 pixels"}, appearance},
        {{"appearance-large", "likewise, 4,224 dies of 48 x 32 pixels"}, appearance_large},
        {{"appearance-small", "likewise, 22,500 dies of 13 x 13 pixels"}, appearance_small},
        {{"appearance-tiny", "likewise, 36,000 dies of 4 x 4 pixels"}, appearance_tiny},
        {{colour_name(), "PL and PL through a sloped filter, 53,667 dies of 12 x 7 pixels, 1,500 spectra"},
         colour},
    }};
    return kTable;
}

}  // namespace

std::span<const PresetInfo> presets() {
    static const std::vector<PresetInfo> kInfos = [] {
        std::vector<PresetInfo> infos;
        for (const Preset& preset : table()) infos.push_back(preset.info);
        return infos;
    }();
    return kInfos;
}

RecordingSettings preset(std::string_view name) {
    std::vector<std::string> names;
    for (const Preset& preset : table()) {
        if (preset.info.name == name) return preset.make();
        names.push_back(preset.info.name);
    }
    throw Error(ErrorKind::usage, fmt::format("there is no preset '{}'{}; presets are {}", name,
                                              did_you_mean(name, names), fmt::join(names, ", ")));
}

}  // namespace waferglow::simulated
