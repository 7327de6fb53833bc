// SPDX-License-Identifier: GPL-3.0-or-later
// How well images tell wavelengths: colour_accuracy [SEED [PHOTONS [SPECTRA_SHARE]]]. 53,667 dies of
// 60 x 36 um, some 1,500 with spectra, laser power 2 % from exposure to exposure, a filter that moves to the
// blue towards the corners of the field. Compares with the truth; `smooth` is what a smooth fit of the
// spectra would err by, which measures no die.
#include "tests/scan/coloured_wafer.h"

#include <chrono>
#include <cstdlib>

#include <fmt/format.h>

using namespace waferglow;

int main(int argc, char** argv) {
    const auto seed = static_cast<std::uint64_t>(argc > 1 ? std::atoll(argv[1]) : 1);
    const double photons = argc > 2 ? std::atof(argv[2]) : 700.0;
    simulated::RecordingSettings settings = test::colour_settings(seed, photons);
    if (argc > 3) settings.spectra.share = std::atof(argv[3]);
    const simulated::SimulatedRecording recording(settings);
    WaferFile file = test::measured_colours(recording);
    const auto start = std::chrono::steady_clock::now();
    const Evaluation judged = evaluate(file, {});
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const colour::ColourSummary& s = judged.colours.front().summary;
    for (const LedgerEntry& tile : file.ledger) {
        if (tile.status != TileStatus::written) fmt::print("tile {}: {}\n", tile.index, tile.message);
    }
    if (!s.fault.empty()) {
        fmt::print("no colours: {}\n", s.fault);
        return 1;
    }
    const test::ColourFigures f = test::colour_figures(recording, file, judged);
    fmt::print("seed {}, {} photons a pixel, {} spectra, judged in {:.2f} s\n", seed, photons, s.spectra,
               seconds);
    fmt::print("rms error          {:.3f} nm (smooth {:.3f}), {} dies, {} healthy without a number\n",
               f.rms_nm, f.scatter_nm, f.dies, f.without);
    fmt::print("level              {:+.3f} nm, that of the spectra's peaks\n", f.level_nm);
    fmt::print("correlation        {:.3f}, slope {:.3f}\n", f.correlation, f.slope);
    fmt::print("within 1.96 sigma  {:.2f} %\n", 100.0 * f.coverage_95);
    fmt::print("off dies found     {:.2f} %, false {:.4f} %\n", 100.0 * f.found, 100.0 * f.false_share);
    fmt::print("agreement with EL  {:.3f} %, without colours {:.3f} %\n", 100.0 * f.el_agreement,
               100.0 * test::el_agreement_without(recording, file));
    fmt::print(
        "told: residual {:.3f}, left out {:.3f}, range {:.1f} to {:.1f}, fwhm {:.3f}, scatter {:.3f}, "
        "sigma {:.3f}, tolerance {:.2f} nm, exposures {:.4f}, beyond {}\n",
        s.residual_nm, s.leave_one_out_nm, s.first_nm, s.last_nm, s.fwhm_effect_nm, s.scatter_nm,
        s.sigma_median_nm, s.tolerance_nm, s.exposure_spread, s.beyond_range);
    return 0;
}
