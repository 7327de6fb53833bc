// SPDX-License-Identifier: GPL-3.0-or-later
// What the filter wheel of the simulated tool lets through.
#include "drivers/simulated/virtual_wafer.h"

#include <cmath>

namespace waferglow::drivers {
namespace {

/// The mean of `share(nm)` over a line of two half Gaussians.
template <class Share>
double mean_over_line(double peak_nm, double short_sigma_nm, double long_sigma_nm, const Share& share) {
    constexpr int kSteps = 24;  // on each side; a smooth edge needs no more
    constexpr double kReachSigmas = 4.0;
    double sum = 0.0;
    double weights = 0.0;
    for (int i = -kSteps; i <= kSteps; ++i) {
        const double u = kReachSigmas * i / kSteps;
        const double sigma_nm = i < 0   ? short_sigma_nm
                                : i > 0 ? long_sigma_nm
                                        : 0.5 * (short_sigma_nm + long_sigma_nm);
        const double weight = sigma_nm * std::exp(-0.5 * u * u);
        sum += weight * share(peak_nm + u * (i < 0 ? short_sigma_nm : long_sigma_nm));
        weights += weight;
    }
    return sum / weights;
}

}  // namespace

double VirtualWafer::transmission(int filter, double nm, double sin_theta) const {
    return filter == kNoFilter ? 1.0 : settings_.filter_wheel.sloped.transmission(nm, sin_theta);
}

double VirtualWafer::field_sin_theta(PixelPoint p) const {
    const CameraInfo& camera = settings_.wafer.camera;
    const double x_middle = 0.5 * (camera.width_px - 1);
    const double y_middle = 0.5 * (camera.height_px - 1);
    return settings_.filter_wheel.corner_sin_theta * std::hypot(p.x - x_middle, p.y - y_middle) /
           std::hypot(x_middle, y_middle);
}

double VirtualWafer::passing_light(DieIndex die, const Illumination& light, double sin_theta) const {
    const LineShape shape = line(die, light.excitation_w_cm2);
    if (!(shape.light > 0.0)) return passing_light(light, sin_theta);
    return mean_over_line(shape.peak_nm, shape.short_sigma_nm, shape.long_sigma_nm,
                          [&](double nm) { return transmission(light.filter, nm, sin_theta); });
}

double VirtualWafer::passing_light(const Illumination& light, double sin_theta) const {
    const simulated::RecordingSettings& wafer = settings_.wafer;
    return mean_over_line(wafer.population.wavelength_nm, wafer.spectra.short_sigma_nm,
                          wafer.spectra.long_sigma_nm,
                          [&](double nm) { return transmission(light.filter, nm, sin_theta); });
}

double VirtualWafer::passing_lamp(const Illumination& light) const {
    // The camera sees the visible; how its sensitivity runs in it makes little difference to a smooth edge.
    constexpr double kFirstNm = 400.0;
    constexpr double kLastNm = 700.0;
    constexpr int kSteps = 60;
    double sum = 0.0;
    for (int i = 0; i < kSteps; ++i)
        sum += transmission(light.filter, kFirstNm + (kLastNm - kFirstNm) * (i + 0.5) / kSteps, 0.0);
    return sum / kSteps;
}

}  // namespace waferglow::drivers
