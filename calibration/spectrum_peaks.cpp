// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/spectrum_peaks.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include <Eigen/Dense>

namespace waferglow::calibration {
namespace {

constexpr double kSigmas = 6.0;
constexpr double kLeastShare = 0.005;  // of the highest
constexpr std::size_t kBaseHalfPx = 30;
constexpr double kBaseQuantile = 0.25;

double quantile(std::vector<double> values, double q) {
    return value_of_rank(values, static_cast<std::size_t>(q * static_cast<double>(values.size() - 1)));
}

/// Counts over a base that follows a slow background: a low quantile of the surroundings.
std::vector<double> over_base(std::span<const double> counts) {
    std::vector<double> result;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const std::size_t begin = i > kBaseHalfPx ? i - kBaseHalfPx : 0;
        const std::size_t end = std::min(counts.size(), i + kBaseHalfPx + 1);
        result.push_back(counts[i] - quantile({counts.begin() + static_cast<std::ptrdiff_t>(begin),
                                               counts.begin() + static_cast<std::ptrdiff_t>(end)},
                                              kBaseQuantile));
    }
    return result;
}

/// From differences of neighbours, most of which see no line.
double noise_of(std::span<const double> counts) {
    std::vector<double> steps;
    for (std::size_t i = 1; i < counts.size(); ++i) steps.push_back(std::abs(counts[i] - counts[i - 1]));
    constexpr double kSigmaPerStep = kMadToSigma / std::numbers::sqrt2;
    return kSigmaPerStep * quantile(std::move(steps), 0.4);
}

/// Gaussian through the samples from `begin` to `end`.
SpectrumPeak fit_peak(std::span<const double> y, std::size_t top, std::size_t begin, std::size_t end) {
    SpectrumPeak peak{.pixel = static_cast<double>(top), .height = y[top]};
    peak.fwhm_px = static_cast<double>(end - begin);
    Eigen::Matrix3d a = Eigen::Matrix3d::Zero();
    Eigen::Vector3d b = Eigen::Vector3d::Zero();
    for (std::size_t i = begin; i < end; ++i) {
        if (!(y[i] > 0.0)) continue;
        const double x = static_cast<double>(i) - static_cast<double>(top);
        const Eigen::Vector3d terms(1.0, x, x * x);
        a += y[i] * y[i] * terms * terms.transpose();
        b += y[i] * y[i] * std::log(y[i]) * terms;
    }
    const Eigen::Vector3d c = a.colPivHouseholderQr().solve(b);
    if (!(c(2) < 0.0)) return peak;
    const double offset = -c(1) / (2.0 * c(2));
    if (std::abs(offset) > static_cast<double>(end - begin)) return peak;
    peak.pixel += offset;
    peak.height = std::exp(c(0) + 0.5 * c(1) * offset);
    peak.fwhm_px = 2.0 * std::sqrt(std::log(2.0) / -c(2));
    return peak;
}

}  // namespace

std::vector<SpectrumPeak> find_peaks(std::span<const double> counts, double saturation) {
    std::vector<SpectrumPeak> peaks;
    if (counts.size() < 8) return peaks;
    const std::vector<double> y = over_base(counts);
    const double highest = *std::ranges::max_element(y);
    const double least = std::max(kSigmas * noise_of(counts), kLeastShare * highest);
    if (!(highest > 0.0)) return peaks;
    for (std::size_t i = 1; i + 1 < y.size(); ++i) {
        if (!(y[i] >= least && y[i] > y[i - 1] && y[i] >= y[i + 1])) continue;
        std::size_t begin = i;
        std::size_t end = i + 1;
        while (begin > 0 && y[begin - 1] > 0.5 * y[i] && y[begin - 1] <= y[begin]) --begin;
        while (end < y.size() && y[end] > 0.5 * y[i] && y[end] <= y[end - 1]) ++end;
        if (end - begin < 3) {  // narrower than the pixels tell: the neighbours take part
            begin = i - 1;
            end = i + 2;
        }
        SpectrumPeak peak = fit_peak(y, i, begin, end);
        peak.clipped = saturation > 0.0 && counts[i] >= saturation;
        peaks.push_back(peak);
    }
    return peaks;
}

}  // namespace waferglow::calibration
