// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/spectrum/dominant_wavelength.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace waferglow {
namespace {

struct Xyz {
    double x = 0.0;
    double y = 0.0;
    double z = 0.0;
};

/// A bell with different widths on its two sides.
double lobe(double wavelength_nm, double middle_nm, double short_sigma_nm, double long_sigma_nm) {
    const double t =
        (wavelength_nm - middle_nm) / (wavelength_nm < middle_nm ? short_sigma_nm : long_sigma_nm);
    return std::exp(-0.5 * t * t);
}

Xyz matching(double nm) {
    return {1.056 * lobe(nm, 599.8, 37.9, 31.0) + 0.362 * lobe(nm, 442.0, 16.0, 26.7) -
                0.065 * lobe(nm, 501.1, 20.4, 26.2),
            0.821 * lobe(nm, 568.8, 46.9, 40.5) + 0.286 * lobe(nm, 530.9, 16.3, 31.1),
            1.217 * lobe(nm, 437.0, 11.8, 36.0) + 0.681 * lobe(nm, 459.0, 26.0, 13.8)};
}

constexpr double kWhite = 1.0 / 3.0;
constexpr double kLocusFrom_nm = 400.0;
constexpr double kLocusTo_nm = 655.0;  // further into the red the fit leaves the locus, which hardly moves
constexpr double kStep_nm = 0.5;
constexpr double kWhiteRadius = 1e-4;  // nearer to E a colour has no hue

struct LocusPoint {
    double nm;
    double angle;  // about E, falling from violet over green to red
    double distance;
};

/// From violet to red. The violet end turns back on itself: of wavelengths with the same hue the longest is
/// kept.
std::vector<LocusPoint> make_locus() {
    std::vector<LocusPoint> locus;
    constexpr int kSteps = static_cast<int>((kLocusTo_nm - kLocusFrom_nm) / kStep_nm);
    for (int step = 0; step <= kSteps; ++step) {
        const double nm = kLocusTo_nm - step * kStep_nm;
        const SpectralColor color = monochromatic_color(nm);
        const double dx = color.x - kWhite;
        const double dy = color.y - kWhite;
        double angle = std::atan2(dy, dx);
        // Unwrap: from red over green to violet the angle about E rises all the way.
        while (!locus.empty() && angle < locus.back().angle - std::numbers::pi)
            angle += 2.0 * std::numbers::pi;
        if (locus.empty() || angle > locus.back().angle) locus.push_back({nm, angle, std::hypot(dx, dy)});
    }
    std::ranges::reverse(locus);
    return locus;
}

}  // namespace

SpectralColor monochromatic_color(double wavelength_nm) {
    const Xyz c = matching(wavelength_nm);
    const double sum = c.x + c.y + c.z;
    return {c.x / sum, c.y / sum, wavelength_nm, 1.0};
}

ColorAnalyser::ColorAnalyser(std::span<const double> wavelengths_nm) {
    const std::size_t n = wavelengths_nm.size();
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t before = i == 0 ? 0 : i - 1;
        const std::size_t after = std::min(i + 1, n - 1);
        const double width_nm = after > before ? (wavelengths_nm[after] - wavelengths_nm[before]) /
                                                     static_cast<double>(after - before)
                                               : 1.0;
        const Xyz c = matching(wavelengths_nm[i]);
        x_bar_.push_back(c.x * width_nm);
        y_bar_.push_back(c.y * width_nm);
        z_bar_.push_back(c.z * width_nm);
    }
}

SpectralColor ColorAnalyser::analyse(std::span<const float> counts, double dark_counts) const {
    Xyz c;
    for (std::size_t i = 0; i < x_bar_.size(); ++i) {
        const double light = static_cast<double>(counts[i]) - dark_counts;
        c.x += light * x_bar_[i];
        c.y += light * y_bar_[i];
        c.z += light * z_bar_[i];
    }
    SpectralColor color;
    const double sum = c.x + c.y + c.z;
    if (!(sum > 0.0) || !(c.y > 0.0)) return color;
    color.x = c.x / sum;
    color.y = c.y / sum;
    const double dx = color.x - kWhite;
    const double dy = color.y - kWhite;
    const double distance = std::hypot(dx, dy);
    if (distance < kWhiteRadius) return color;

    static const std::vector<LocusPoint> locus = make_locus();
    double angle = std::atan2(dy, dx);
    while (angle > locus.front().angle) angle -= 2.0 * std::numbers::pi;
    while (angle <= locus.front().angle - 2.0 * std::numbers::pi) angle += 2.0 * std::numbers::pi;
    const auto after = std::ranges::find_if(locus, [angle](const LocusPoint& p) { return p.angle <= angle; });
    if (after == locus.end() || after == locus.begin()) return color;  // on the purple side
    const LocusPoint& a = *(after - 1);
    const double part = (a.angle - angle) / (a.angle - after->angle);
    color.dominant_nm = a.nm + part * (after->nm - a.nm);
    color.purity = distance / (a.distance + part * (after->distance - a.distance));
    return color;
}

}  // namespace waferglow
