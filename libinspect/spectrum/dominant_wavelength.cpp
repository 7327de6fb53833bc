// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/spectrum/dominant_wavelength.h"

#include "libinspect/spectrum/cie1931.h"
#include "libinspect/spectrum/internal/noisy_line.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

namespace waferglow {
namespace {

constexpr double kWhite = 1.0 / 3.0;
constexpr double kLocusFrom_nm = 380.0;
constexpr double kLocusTo_nm = 700.0;  // beyond it the chromaticity stays where it is
constexpr double kStep_nm = 0.25;
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

SpectralColor color_of(const Tristimulus& c) {
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
    // The locus is a chain of chords here, and noise may carry a colour a little beyond it.
    color.purity = std::min(1.0, distance / (a.distance + part * (after->distance - a.distance)));
    return color;
}

}  // namespace

SpectralColor monochromatic_color(double wavelength_nm) {
    const Tristimulus c = cie1931_matching(wavelength_nm);
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
        const Tristimulus c = cie1931_matching(wavelengths_nm[i]);
        x_bar_.push_back(c.x * width_nm);
        y_bar_.push_back(c.y * width_nm);
        z_bar_.push_back(c.z * width_nm);
    }
}

Tristimulus ColorAnalyser::sum(std::span<const float> counts, double dark_counts, double least) const {
    constexpr std::size_t kGroup = 8;
    Tristimulus c;
    for (std::size_t begin = 0; begin < x_bar_.size(); begin += kGroup) {
        const std::size_t end = std::min(begin + kGroup, x_bar_.size());
        Tristimulus group;
        double total = 0.0;
        for (std::size_t i = begin; i < end; ++i) {
            const double light = static_cast<double>(counts[i]) - dark_counts;
            total += light;
            group.x += light * x_bar_[i];
            group.y += light * y_bar_[i];
            group.z += light * z_bar_[i];
        }
        if (total < least * std::sqrt(static_cast<double>(end - begin))) continue;
        c.x += group.x;
        c.y += group.y;
        c.z += group.z;
    }
    return c;
}

SpectralColor ColorAnalyser::analyse(std::span<const float> counts, double dark_counts) const {
    // The eye hardly sees deep red and violet: there the noise of a wide axis, blue and green, would outweigh
    // the line. So only what stands out of the noise takes part.
    constexpr double kSigmas = 2.0;
    const SpectralColor lit =
        color_of(sum(counts, dark_counts, kSigmas * static_cast<double>(pixel_noise(counts))));
    if (!std::isnan(lit.x)) return lit;
    return color_of(sum(counts, dark_counts, -std::numeric_limits<double>::infinity()));
}

}  // namespace waferglow
