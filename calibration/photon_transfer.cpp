// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/photon_transfer.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

namespace waferglow::calibration {
namespace {

constexpr double kHotDn = 50.0;  // over the median of the dark frame
constexpr double kFitBelow = 0.7;
constexpr double kFullBelow = 0.2;  // of the greatest variance: hardly a pixel still counts
constexpr double kLinearFrom = 0.05;
constexpr double kLinearTo = 0.95;
constexpr double kRoundingDn2 = 1.0 / 12.0;
constexpr std::size_t kLeastPairs = 6;
constexpr std::ptrdiff_t kLeastLinear = 3;

/// y = a + b x by weighted least squares.
struct Line {
    double a = 0.0;
    double b = 0.0;
    double b_error = 0.0;  // from the scatter
};

template <class Points, class X, class Y, class Weight>
Line fit_line(const Points& points, X x_of, Y y_of, Weight w_of) {
    double w = 0.0;
    double x = 0.0;
    double y = 0.0;
    double xx = 0.0;
    double xy = 0.0;
    for (const auto& p : points) {
        const double wi = w_of(p);
        w += wi;
        x += wi * x_of(p);
        y += wi * y_of(p);
        xx += wi * x_of(p) * x_of(p);
        xy += wi * x_of(p) * y_of(p);
    }
    const double det = w * xx - x * x;
    Line line{(xx * y - x * xy) / det, (w * xy - x * y) / det};
    double chi = 0.0;
    int n = 0;
    for (const auto& p : points) {
        if (w_of(p) == 0.0) continue;
        const double r = y_of(p) - line.a - line.b * x_of(p);
        chi += w_of(p) * r * r;
        ++n;
    }
    if (n > 2) line.b_error = std::sqrt(chi / (n - 2) * w / det);
    return line;
}

}  // namespace

PairStatistics pair_statistics(const Image& first, const Image& second, const Image& dark,
                               double exposure_ms) {
    if (first.width() != second.width() || first.height() != second.height() ||
        first.width() != dark.width() || first.height() != dark.height())
        throw Error(ErrorKind::job, "photon transfer: the frames of a pair are of different size");
    Image::Pixels levels = dark.pixels();
    const double hot_dn = upper_median(levels) + kHotDn;
    double n = 0.0;
    double sum = 0.0;
    double difference = 0.0;
    double squares = 0.0;
    for (int y = first.height() / 4; y < first.height() - first.height() / 4; ++y) {
        for (int x = first.width() / 4; x < first.width() - first.width() / 4; ++x) {
            if (dark.row(y)[x] > hot_dn) continue;
            const double a = first.row(y)[x];
            const double b = second.row(y)[x];
            n += 1.0;
            sum += a + b;
            difference += a - b;
            squares += (a - b) * (a - b);
        }
    }
    const double offset = difference / n;  // light that changed between the frames is no noise of the sensor
    return {.exposure_ms = exposure_ms,
            .mean_dn = 0.5 * sum / n,
            .variance_dn2 = 0.5 * (squares / n - offset * offset)};
}

PhotonTransferResult fit_photon_transfer(const PairStatistics& dark, std::vector<PairStatistics> lit) {
    if (lit.size() < kLeastPairs)
        throw Error(ErrorKind::job, fmt::format("photon transfer: {} exposures are too few, take {} or more",
                                                lit.size(), kLeastPairs));
    std::ranges::sort(lit, {}, &PairStatistics::exposure_ms);
    PhotonTransferResult result;
    result.dark_dn = dark.mean_dn;
    for (const PairStatistics& pair : lit)
        result.points.push_back({.exposure_ms = pair.exposure_ms,
                                 .signal_dn = pair.mean_dn - dark.mean_dn,
                                 .variance_dn2 = pair.variance_dn2});
    const auto saturated = std::ranges::max_element(result.points, {}, &PhotonTransferPoint::variance_dn2);
    const double full_dn = saturated->signal_dn;
    result.full_well_reached = saturated + 1 != result.points.end();
    for (PhotonTransferPoint& p : result.points) {
        p.fitted = p.signal_dn > 0.0 && p.signal_dn <= kFitBelow * full_dn;
        p.linear = p.signal_dn >= kLinearFrom * full_dn && p.signal_dn <= kLinearTo * full_dn;
    }
    if (std::ranges::count_if(result.points, &PhotonTransferPoint::fitted) < 3)
        throw Error(
            ErrorKind::job,
            "photon transfer: fewer than three exposures lie in the camera's range; is the light far too "
            "strong or too weak?");

    // The error of a variance is in proportion to it.
    const double floor_dn2 = std::max(dark.variance_dn2, kRoundingDn2);
    const Line gain = fit_line(
        result.points, [](const auto& p) { return p.signal_dn; },
        [](const auto& p) { return p.variance_dn2; },
        [&](const auto& p) {
            const double sd = std::max(p.variance_dn2, floor_dn2);
            return p.fitted ? 1.0 / (sd * sd) : 0.0;
        });
    if (!(gain.b > 0.0))
        throw Error(
            ErrorKind::job,
            "photon transfer: the noise does not grow with the light; the frames are not of a steady light, "
            "or the camera smooths them");
    result.gain_e_per_dn = 1.0 / gain.b;
    result.gain_error = gain.b_error / gain.b;
    result.read_noise_e = std::sqrt(std::max(0.0, dark.variance_dn2 - kRoundingDn2)) * result.gain_e_per_dn;
    // The brightest pixels fill first, so the mean at the greatest variance is a little low; where exposures
    // go on until all pixels are full, what they stay at is the better answer.
    const PhotonTransferPoint& last = result.points.back();
    const bool all_full = last.variance_dn2 < kFullBelow * saturated->variance_dn2;
    result.full_well_e = (all_full ? last.signal_dn : full_dn) * result.gain_e_per_dn;

    // Relative deviations count, EMVA 1288 section 7.
    const Line linear = fit_line(
        result.points, [](const auto& p) { return p.exposure_ms; }, [](const auto& p) { return p.signal_dn; },
        [](const auto& p) { return p.linear ? 1.0 / (p.signal_dn * p.signal_dn) : 0.0; });
    const auto counted = std::ranges::count_if(result.points, &PhotonTransferPoint::linear);
    if (counted < kLeastLinear) return result;  // two points are always on a line
    result.linearity_error = 0.0;
    for (PhotonTransferPoint& p : result.points) {
        if (!p.linear) continue;
        p.linearity_error = p.signal_dn / (linear.a + linear.b * p.exposure_ms) - 1.0;
        result.linearity_error += std::abs(p.linearity_error);
    }
    result.linearity_error /= static_cast<double>(counted);
    return result;
}

}  // namespace waferglow::calibration
