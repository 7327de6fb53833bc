// SPDX-License-Identifier: GPL-3.0-or-later
// A simulated wafer of equal, healthy dies: whatever its relative intensities scatter is noise of the
// measurement.
#pragma once

#include "drivers/simulated/physics/presets.h"
#include "drivers/simulated/physics/recording_generator.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/scan/evaluate.h"
#include "libinspect/scan/scan.h"
#include "samples/simulated_tiles.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace waferglow::test {

/// Square dies of `die_px` at twice that pitch; a strong channel to find the grid by, and a weak one.
inline simulated::RecordingSettings healthy_wafer(double die_px, double weak_electrons_per_px) {
    simulated::RecordingSettings s = simulated::preset("example");
    constexpr double kDies = 110.0;
    s.camera.pixel_um = 1.0;
    s.camera.width_px = s.camera.height_px = static_cast<int>(std::max(256.0, kDies / 3.0 * 2.0 * die_px));
    s.grid = {.rows = static_cast<std::int32_t>(kDies),
              .cols = static_cast<std::int32_t>(kDies),
              .x0_um = 0.0,
              .y0_um = 0.0,
              .pitch_x_um = 2.0 * die_px,
              .pitch_y_um = 2.0 * die_px,
              .die_width_um = die_px,
              .die_height_um = die_px};
    s.scan.overlap_x_um = s.scan.overlap_y_um = 6.0 * die_px;
    s.scan.jitter_um = 0.4 * die_px;
    s.scan.pose = {
        .rotation_rad = 0.8e-3, .scale = 1.0002, .offset_x_um = 0.3 * die_px, .offset_y_um = -0.2 * die_px};
    simulated::PopulationSettings& p = s.population;
    p.shares = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    p.patterns = {};
    p.patterns.scratches = 0;
    p.patterns.clusters = 0;
    p.emission_spread = p.srh_spread = p.channel_spread = p.emission_map = 0.0;
    s.channels[0].electrons_per_px = 800.0;
    s.channels[1].electrons_per_px = weak_electrons_per_px;
    s.el.enabled = false;
    s.spectra.share = 0.0;
    return s;
}

struct NoiseFigures {
    double electrons = 0.0;  ///< of a die in the weak channel
    double median = 0.0;     ///< of its relative intensities; 1 is right
    double sigma = 0.0;      ///< their robust scatter
    double bound = 0.0;      ///< photon noise of the die, and read noise of the pixels that it covers
    double claimed = 0.0;    ///< median of the noise that the measurement itself claims, relative
};

inline double electrons_of(const simulated::RecordingSettings& settings) {
    return settings.grid.die_width_um * settings.grid.die_height_um * settings.channels[1].electrons_per_px;
}

/// All zero but the electrons where the weak channel is too dim to have relative intensities.
inline NoiseFigures noise_figures(const simulated::RecordingSettings& settings) {
    const simulated::SimulatedRecording recording(settings);
    samples::SimulatedTileSource source(recording);
    ScanResult scan = run_scan(source, {}, {}, {});
    const Evaluation evaluation = evaluate(scan.map, source.job().channels, {});
    static_cast<void>(evaluation);
    const Channel& weak = source.job().channels[1];
    const auto middle_of = [](std::vector<double>& values, double share) {
        const auto at =
            values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), at, values.end());
        return *at;
    };
    std::vector<double> relative;
    std::vector<double> claimed;
    const Layer& rel = scan.map.at(relative_layer_name(weak));
    const Layer& sum = scan.map.at(layer_name(weak, Quantity::sum));
    const Layer& noise = scan.map.at(layer_name(weak, Quantity::noise));
    for (std::size_t i = 0; i < rel.values.size(); ++i) {
        if (std::isnan(rel.values[i])) continue;
        relative.push_back(static_cast<double>(rel.values[i]));
        claimed.push_back(static_cast<double>(noise.values[i]));
    }
    if (relative.empty()) return {.electrons = electrons_of(settings)};
    std::vector<double> sums(sum.values.begin(), sum.values.end());
    std::erase_if(sums, [](double v) { return std::isnan(v); });
    const double pixels = settings.grid.die_width_um * settings.grid.die_height_um;
    NoiseFigures f;
    f.electrons = electrons_of(settings);
    f.median = middle_of(relative, 0.5);
    f.sigma = 0.5 * (middle_of(relative, 0.8413) - middle_of(relative, 0.1587));
    const double read = settings.sensor.read_noise_e;
    f.bound = std::sqrt(f.electrons + pixels * read * read) / f.electrons;
    f.claimed = middle_of(claimed, 0.5) / middle_of(sums, 0.5);
    return f;
}

}  // namespace waferglow::test
