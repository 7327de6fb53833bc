// SPDX-License-Identifier: GPL-3.0-or-later
// What the spectrometer of the simulated tool would count, free of noise.
#include "drivers/simulated/physics/counter_random.h"
#include "drivers/simulated/virtual_wafer.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace waferglow::drivers {
namespace {

constexpr double kFwhmOverSigma = 2.354820045;
constexpr double kPhotonEvNm = 1239.841984;  // h c / e

/// Lines of a mercury-argon lamp in AIR: NIST Atomic Spectra Database (A. Kramida et al.,
/// physics.nist.gov/asd). Relative strengths are those of a small low-pressure lamp, roughly; they only have
/// to be plausible.
struct Line {
    double nm;
    double strength;
};
constexpr std::array<Line, 19> kMercuryArgon{{{365.0158, 0.35},
                                              {404.6565, 0.55},
                                              {407.7837, 0.06},
                                              {435.8335, 1.00},
                                              {546.0750, 0.95},
                                              {576.9610, 0.22},
                                              {579.0670, 0.24},
                                              {696.5431, 0.30},
                                              {706.7218, 0.14},
                                              {727.2936, 0.09},
                                              {738.3980, 0.22},
                                              {750.3869, 0.40},
                                              {763.5106, 0.60},
                                              {772.3761, 0.20},
                                              {794.8176, 0.18},
                                              {800.6157, 0.15},
                                              {811.5311, 0.55},
                                              {826.4522, 0.22},
                                              {842.4648, 0.30}}};

double gaussian(double distance_over_sigma) {
    return std::exp(-0.5 * distance_over_sigma * distance_over_sigma);
}

/// Planck's law in photons a wavelength interval, relative to its value at 900 nm.
double planck_photons(double nm, double temperature_k) {
    constexpr double kSecondRadiation_nm_k = 1.438776877e7;
    const auto photons = [&](double l) {
        return 1.0 / (l * l * l * l * std::expm1(kSecondRadiation_nm_k / (l * temperature_k)));
    };
    return photons(nm) / photons(900.0);
}

/// Relative sensitivity of grating and detector: a smooth hill.
double response(double nm) {
    constexpr double kBest_nm = 560.0;
    constexpr double kWidth_nm = 210.0;
    return 0.15 + 0.85 * gaussian((nm - kBest_nm) / kWidth_nm);
}

}  // namespace

double VirtualWafer::spectral_response(double nm) const {
    return response(nm);
}

LineShape VirtualWafer::line(DieIndex die, double excitation_w_cm2) const {
    constexpr double kLeastDensityRatio = 1e-2;
    const simulated::DieTruth truth = this->truth(die, excitation_w_cm2);
    const simulated::RecordingSettings& wafer = settings_.wafer;
    const LineModel& model = settings_.line;
    LineShape shape;
    shape.light = truth.pl[0] * nominal_light(excitation_w_cm2);
    if (!(shape.light > 0.0)) return shape;
    // Light goes with the square of the carrier density.
    const double density_ratio = std::max(std::sqrt(shape.light), kLeastDensityRatio);
    const double blue_shift_ev =
        model.band_filling * wafer.population.epi.thermal_voltage_v * std::log(density_ratio);
    shape.peak_nm = kPhotonEvNm / (kPhotonEvNm / truth.wavelength_nm + blue_shift_ev);
    simulated::RandomStream random(simulated::stream_key(wafer.seed, simulated::Topic::spectrum,
                                                         static_cast<std::uint64_t>(die.row),
                                                         static_cast<std::uint64_t>(die.col)));
    const double stretch = (1.0 + model.width_spread * random.normal()) *
                           std::max(0.5, 1.0 + model.widening * std::log10(density_ratio));
    const double instrument_nm = settings_.spectrometer.resolution_nm / kFwhmOverSigma;
    shape.short_sigma_nm = std::hypot(stretch * wafer.spectra.short_sigma_nm, instrument_nm);
    shape.long_sigma_nm = std::hypot(stretch * wafer.spectra.long_sigma_nm, instrument_nm);
    return shape;
}

std::vector<double> VirtualWafer::spectrum(const View& view, const Illumination& light,
                                           double integration_ms) const {
    const SpectrometerModel& model = settings_.spectrometer;
    const DieGrid& grid = settings_.wafer.grid;
    std::vector<double> counts(line_nm_.size(), 0.0);
    const auto add = [&](double peak_nm, double short_sigma_nm, double long_sigma_nm, double height) {
        constexpr double kReachSigmas = 6.0;
        const auto begin =
            std::lower_bound(line_nm_.begin(), line_nm_.end(), peak_nm - kReachSigmas * short_sigma_nm);
        const auto end = std::upper_bound(begin, line_nm_.end(), peak_nm + kReachSigmas * long_sigma_nm);
        for (auto nm = begin; nm != end; ++nm) {
            const double from_peak = *nm - peak_nm;
            counts[static_cast<std::size_t>(nm - line_nm_.begin())] +=
                height * response(*nm) *
                gaussian(from_peak / (from_peak < 0.0 ? short_sigma_nm : long_sigma_nm));
        }
    };

    if (light.excitation_w_cm2 > 0.0) {
        // Dies whose light enters the fibre: its image is a round Gaussian with the spot's width as FWHM.
        const WaferPoint at = to_stage(view).inverse()(view.middle);
        const double sigma_um = model.spot_um / kFwhmOverSigma;
        const double reach_um = 3.0 * sigma_um;
        const DieIndex first = grid.nearest({at.x - reach_um, at.y + reach_um});
        const DieIndex last = grid.nearest({at.x + reach_um, at.y - reach_um});
        const auto share = [&](double from_um, double to_um) {
            const double scale = 1.0 / (sigma_um * std::sqrt(2.0));
            return 0.5 * (std::erf(to_um * scale) - std::erf(from_um * scale));
        };
        const double whole = share(-0.5 * grid.die_width_um, 0.5 * grid.die_width_um) *
                             share(-0.5 * grid.die_height_um, 0.5 * grid.die_height_um);
        const std::int32_t more = grid.steps.staggered() ? 1 : 0;
        for (std::int32_t row = first.row - more; row <= last.row + more; ++row) {
            for (std::int32_t col = first.col - more; col <= last.col + more; ++col) {
                const DieIndex die{row, col};
                if (!recording_.presence().exists(die)) continue;
                const WaferPoint center = grid.center(die);
                const double dx = center.x - at.x;
                const double dy = center.y - at.y;
                const double coupling = share(dx - 0.5 * grid.die_width_um, dx + 0.5 * grid.die_width_um) *
                                        share(dy - 0.5 * grid.die_height_um, dy + 0.5 * grid.die_height_um) /
                                        whole;
                if (coupling < 1e-5) continue;
                const LineShape shape = line(die, light.excitation_w_cm2);
                if (shape.light > 0.0)
                    add(shape.peak_nm, shape.short_sigma_nm, shape.long_sigma_nm,
                        model.counts_per_ms * integration_ms * coupling * shape.light);
            }
        }
    }
    // The fibre looks at the middle of the field.
    const auto passing = [&](double nm) { return transmission(light.filter, nm, 0.0); };
    for (std::size_t i = 0; light.filter != kNoFilter && i < counts.size(); ++i)
        counts[i] *= passing(line_nm_[i]);
    if (light.lines_share > 0.0) {  // its lamp shines into the fibre behind the wheel
        const double sigma_nm = model.resolution_nm / kFwhmOverSigma;
        for (const Line& l : kMercuryArgon)
            add(l.nm, sigma_nm, sigma_nm,
                light.lines_share * model.line_counts_per_ms * integration_ms * l.strength);
    }
    if (light.lamp_share > 0.0) {
        for (std::size_t i = 0; i < counts.size(); ++i)
            counts[i] += light.lamp_share * model.lamp_counts_per_ms * integration_ms *
                         response(line_nm_[i]) * planck_photons(line_nm_[i], settings_.lamp.temperature_k) *
                         passing(line_nm_[i]);
    }
    return counts;
}

}  // namespace waferglow::drivers
