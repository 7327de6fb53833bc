// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/visibility.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace waferglow::module {
namespace {

using std::numbers::pi;

constexpr double kViewingDistanceMm = 500.0;
constexpr double kApertureDeg = 0.627;
constexpr double kBeta = 2.408;
constexpr int kFrequencySteps = 400;
constexpr int kPlaceSteps = 200;
constexpr double kHighestFrequency = 60.0;  // cycles/deg: nothing is seen beyond

double sech(double x) {
    return 1.0 / std::cosh(x);
}

double contrast_sensitivity(double f) {
    return 373.08 * (sech(std::pow(f / 4.1726, 0.7786)) - 0.8493 * sech(f / 1.3625));
}

/// Integral over [0, to] by Simpson's rule; `steps` is even.
double integral(double to, int steps, const std::function<double(double)>& of) {
    double sum = of(0.0) + of(to);
    for (int i = 1; i < steps; ++i) sum += of(to * i / steps) * (i % 2 == 1 ? 4.0 : 2.0);
    return sum * to / steps / 3.0;
}

double highest_frequency(double sigma_deg) {
    return std::min(kHighestFrequency, 6.0 / (2.0 * pi * sigma_deg));
}

double gauss_spectrum(double f, double sigma_deg) {
    return std::exp(-2.0 * pi * pi * sigma_deg * sigma_deg * f * f);
}

double aperture(double r) {
    return std::exp(-0.5 * r * r / (kApertureDeg * kApertureDeg));
}

}  // namespace

double seen_pixel_mm(double viewing_ppd) {
    return kViewingDistanceMm * std::tan(pi / 180.0 / viewing_ppd);
}

double semu(double contrast, double area_mm2) {
    return 100.0 * std::abs(contrast) / (1.97 / std::pow(area_mm2, 0.33) + 0.72);
}

double jnd_of_spot(double contrast, double sigma_deg) {
    const double top = highest_frequency(sigma_deg);
    const auto seen = [&](double r) {
        return integral(top, kFrequencySteps, [&](double f) {
            return 2.0 * pi * f * 2.0 * pi * sigma_deg * sigma_deg * gauss_spectrum(f, sigma_deg) *
                   contrast_sensitivity(f) * ::j0(2.0 * pi * f * r);
        });
    };
    const double sum = integral(4.0 * kApertureDeg, kPlaceSteps, [&](double r) {
        return 2.0 * pi * r * std::pow(std::abs(seen(r) * aperture(r)), kBeta);
    });
    return std::abs(contrast) * std::pow(sum, 1.0 / kBeta);
}

double jnd_of_band(double contrast, double sigma_deg) {
    const double top = highest_frequency(sigma_deg);
    const auto seen = [&](double x) {
        return integral(top, kFrequencySteps, [&](double f) {
            return 2.0 * sigma_deg * std::sqrt(2.0 * pi) * gauss_spectrum(f, sigma_deg) *
                   contrast_sensitivity(f) * std::cos(2.0 * pi * f * x);
        });
    };
    const double across = integral(4.0 * kApertureDeg, kPlaceSteps, [&](double x) {
        return 2.0 * std::pow(std::abs(seen(x) * aperture(x)), kBeta);
    });
    const double along = kApertureDeg * std::sqrt(2.0 * pi / kBeta);
    return std::abs(contrast) * std::pow(across * along, 1.0 / kBeta);
}

}  // namespace waferglow::module
