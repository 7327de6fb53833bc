// SPDX-License-Identifier: GPL-3.0-or-later
// A simulated wafer of two channels, one through a sloped filter: scanned, spectra added, judged, and beside
// the truth.
#pragma once

#include "drivers/simulated/physics/presets.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/scan/evaluate.h"
#include "libinspect/scan/scan.h"
#include "libinspect/spectrum/spectrum.h"
#include "samples/simulated_tiles.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <Eigen/Dense>

namespace waferglow::test {

inline simulated::RecordingSettings colour_settings(std::uint64_t seed, double photons) {
    simulated::RecordingSettings s = simulated::preset(name_of(ChannelKind::colour));
    s.seed = seed;
    for (simulated::ChannelSettings& channel : s.channels) channel.electrons_per_px = photons;
    return s;
}

/// What a scan and the spectra of some dies leave in a file, before it is judged.
inline WaferFile measured_colours(const simulated::SimulatedRecording& recording) {
    samples::SimulatedTileSource source(recording);
    ScanResult scan = run_scan(source, {}, {}, {});
    WaferFile file;
    file.map = std::move(scan.map);
    file.ledger = std::move(scan.ledger);
    file.camera = source.job().camera;
    file.channels = source.job().channels;
    file.registration = StoredRegistration{.pose = scan.pose.pose};
    const std::vector<double> nm = recording.wavelengths_nm();
    const SpectrumAnalyser analyser(nm, {});
    std::vector<float>& peaks = add_derived(file.map, kPeakWavelengthLayer).values;
    std::vector<float>& widths = add_derived(file.map, kFwhmLayer).values;
    recording.presence().for_each([&](DieIndex die) {
        if (!recording.has_spectrum(die)) return;
        const std::vector<double> counts = recording.spectrum(die);
        const std::vector<float> block(counts.begin(), counts.end());
        std::vector<SpectrumResult> result(1);
        analyser.analyse(block, result);
        if ((result[0].flags & (kSpectrumSaturated | kSpectrumPoorFit | kSpectrumUncertain)) != 0) return;
        peaks[file.map.grid().cell(die)] = result[0].peak_nm;
        widths[file.map.grid().cell(die)] = result[0].fwhm_nm;
    });
    return file;
}

/// Of dies without a spectrum.
struct ColourFigures {
    std::int64_t dies = 0;     ///< with a number
    std::int64_t without = 0;  ///< healthy ones that got none
    double level_nm = 0.0;  ///< by how much peaks of spectra lie beside the truth: images are level with them
    double rms_nm = 0.0;    ///< without that
    double scatter_nm = 0.0;    ///< of the truth about its smooth trend: what a smooth fit errs by
    double correlation = 0.0;   ///< of what ordinary dies differ from the trend with the truth
    double slope = 0.0;         ///< of the one by the other
    double coverage_95 = 0.0;   ///< share of errors below 1.96 sigma
    double found = 0.0;         ///< share of dies off by the settings' shift in bin `wavelength`
    double false_share = 0.0;   ///< of all others
    double el_agreement = 0.0;  ///< of all dies
    double el_without = 0.0;    ///< likewise, judged without the colour channel
};

/// The smooth part of the truth: the simulated field is a quadratic.
class TruthTrend {
  public:
    explicit TruthTrend(const simulated::SimulatedRecording& recording) : grid_(recording.settings().grid) {
        Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(6, 6);
        Eigen::VectorXd right = Eigen::VectorXd::Zero(6);
        recording.presence().for_each([&](DieIndex die) {
            const simulated::DieTruth truth = recording.truth(die);
            if (truth.kind == simulated::DieKind::wavelength) return;
            const Eigen::VectorXd row = terms(die);
            normal += row * row.transpose();
            right += row * truth.wavelength_nm;
        });
        x_ = normal.ldlt().solve(right);
    }
    [[nodiscard]] double at(DieIndex die) const { return terms(die).dot(x_); }

  private:
    [[nodiscard]] Eigen::VectorXd terms(DieIndex die) const {
        const double x = 2.0 * die.col / grid_.cols - 1.0;
        const double y = 2.0 * die.row / grid_.rows - 1.0;
        Eigen::VectorXd row(6);
        row << 1.0, x, y, x * x, x * y, y * y;
        return row;
    }
    DieGrid grid_;
    Eigen::VectorXd x_;
};

inline double agreement_with_el(const simulated::SimulatedRecording& recording, const Evaluation& judged) {
    std::int64_t same = 0;
    std::int64_t all = 0;
    recording.presence().for_each([&](DieIndex die) {
        const std::uint8_t bin = judged.bins[recording.settings().grid.cell(die)];
        if (bin == kNoBinCode) return;
        ++all;
        same += judged.applied.rules.passes[bin] == recording.el(die).pass ? 1 : 0;
    });
    return all == 0 ? 0.0 : static_cast<double>(same) / static_cast<double>(all);
}

/// Median of what peaks of the lopsided lines are told beside their wavelengths.
inline double level_of_peaks(const simulated::SimulatedRecording& recording, const std::vector<float>& peak) {
    std::vector<double> off;
    recording.presence().for_each([&](DieIndex die) {
        const std::size_t cell = recording.settings().grid.cell(die);
        if (std::isfinite(peak[cell])) off.push_back(peak[cell] - recording.truth(die).wavelength_nm);
    });
    const auto middle = off.begin() + static_cast<std::ptrdiff_t>(off.size() / 2);
    std::nth_element(off.begin(), middle, off.end());
    return *middle;
}

inline ColourFigures colour_figures(const simulated::SimulatedRecording& recording, const WaferFile& file,
                                    const Evaluation& judged) {
    const TruthTrend trend(recording);
    const DieGrid& grid = file.map.grid();
    const std::vector<float>& image = file.map.at(kImageWavelengthLayer).values;
    const std::vector<float>& sigma = file.map.at(kImageWavelengthSigmaLayer).values;
    const std::vector<float>& peak = file.map.at(kPeakWavelengthLayer).values;
    ColourFigures f;
    f.level_nm = level_of_peaks(recording, peak);
    double squares = 0.0, covered = 0.0, aa = 0.0, bb = 0.0, ab = 0.0, ordinary = 0.0;
    double off = 0.0, off_found = 0.0, others = 0.0, others_found = 0.0;
    recording.presence().for_each([&](DieIndex die) {
        const std::size_t cell = grid.cell(die);
        if (std::isfinite(peak[cell])) return;
        const simulated::DieTruth truth = recording.truth(die);
        const bool shifted = truth.kind == simulated::DieKind::wavelength;
        const bool in_bin = judged.bins[cell] == static_cast<std::uint8_t>(Bin::wavelength);
        (shifted ? off : others) += 1.0;
        (shifted ? off_found : others_found) += in_bin ? 1.0 : 0.0;
        if (!std::isfinite(image[cell])) {
            f.without += truth.kind == simulated::DieKind::healthy ? 1 : 0;
            return;
        }
        ++f.dies;
        const double error = image[cell] - f.level_nm - truth.wavelength_nm;
        squares += error * error;
        covered += std::abs(error) < 1.96 * sigma[cell] ? 1.0 : 0.0;
        if (shifted) return;
        ordinary += 1.0;
        const double a = image[cell] - f.level_nm - trend.at(die);
        const double b = truth.wavelength_nm - trend.at(die);
        aa += a * a;
        bb += b * b;
        ab += a * b;
    });
    f.rms_nm = std::sqrt(squares / static_cast<double>(f.dies));
    f.coverage_95 = covered / static_cast<double>(f.dies);
    f.scatter_nm = std::sqrt(bb / ordinary);
    f.correlation = ab / std::sqrt(aa * bb);
    f.slope = ab / bb;
    f.found = off_found / std::max(1.0, off);
    f.false_share = others_found / std::max(1.0, others);
    f.el_agreement = agreement_with_el(recording, judged);
    return f;
}

/// Without the colour channel: PL and the spectra of some dies.
inline double el_agreement_without(const simulated::SimulatedRecording& recording, const WaferFile& file) {
    DieMap map = file.map;
    std::vector<Channel> channels = file.channels;
    std::erase_if(channels, [](const Channel& c) { return can(c, &ChannelKindInfo::colour); });
    return agreement_with_el(recording, evaluate(map, channels, {}));
}

}  // namespace waferglow::test
