// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/filter_transmission.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace waferglow::calibration {
namespace {

constexpr double kRatioSmoothNm = 1.5;     // half width of the window: edges of colour filters are far wider
constexpr double kVarianceSmoothNm = 5.0;  // likewise of the variance, which few places tell
constexpr double kLeastOverNoise = 20.0;
constexpr double kLeastOfPeak = 0.005;
constexpr double kMostError = 0.02;  // of a transmission that is told
constexpr double kOpaque = 0.005;
constexpr double kSureErrors = 5.0;  // above that, to be no chance of one wavelength among many

/// Sums over all places.
struct Pooled {
    std::vector<double> out;
    std::vector<double> ratio;
    std::vector<double> variance;  ///< of the ratio
};

template <class Visit>
void within(std::span<const double> nm, std::size_t i, double reach_nm, const Visit& visit) {
    for (std::size_t j = i; j < nm.size() && nm[j] - nm[i] <= reach_nm; ++j) visit(j);
    for (std::size_t j = i; j > 0 && nm[i] - nm[j - 1] <= reach_nm; --j) visit(j - 1);
}

std::vector<double> mean_within(std::span<const double> nm, const std::vector<double>& values,
                                double reach_nm) {
    std::vector<double> means(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        double sum = 0.0;
        double n = 0.0;
        within(nm, i, reach_nm, [&](std::size_t j) {
            sum += values[j];
            n += 1.0;
        });
        means[i] = sum / n;
    }
    return means;
}

/// Of a sum of spectra: how neighbouring pixels differ, which a smooth spectrum does not make them.
double noise_of(const std::vector<double>& counts) {
    constexpr double kSigmaOverMedian = 1.4826;
    std::vector<double> steps;
    for (std::size_t i = 1; i < counts.size(); ++i) steps.push_back(std::abs(counts[i] - counts[i - 1]));
    return kSigmaOverMedian / std::sqrt(2.0) * upper_median(steps);
}

Pooled pool(std::span<const FilterPair> places) {
    const std::size_t pixels = places.front().out.size();
    const auto n = static_cast<double>(places.size());
    Pooled pooled{.out = std::vector<double>(pixels),
                  .ratio = std::vector<double>(pixels),
                  .variance = std::vector<double>(pixels)};
    for (std::size_t i = 0; i < pixels; ++i) {
        double in = 0.0;
        for (const FilterPair& place : places) {
            pooled.out[i] += place.out[i];
            in += place.in[i];
        }
        if (!(pooled.out[i] > 0.0)) continue;
        pooled.ratio[i] = in / pooled.out[i];
        // A ratio of sums: W. G. Cochran, "Sampling Techniques", 3rd ed., section 6.3.
        double squares = 0.0;
        for (const FilterPair& place : places)
            squares += std::pow(place.in[i] - pooled.ratio[i] * place.out[i], 2.0);
        pooled.variance[i] = n / (n - 1.0) * squares / (pooled.out[i] * pooled.out[i]);
    }
    return pooled;
}

/// Straight line through the ratios around pixel i, at i: value, slope and variance of the value.
struct RatioLine {
    double value = 0.0;
    double slope = 0.0;
    double variance = 0.0;
};
RatioLine line_at(std::span<const double> nm, const Pooled& pooled, const std::vector<double>& variance,
                  std::size_t i) {
    double w = 0.0;
    double x = 0.0;
    double y = 0.0;
    double xx = 0.0;
    double xy = 0.0;
    bool own = false;
    within(nm, i, kRatioSmoothNm, [&](std::size_t j) {
        if (j == i && std::exchange(own, true)) return;
        if (!(pooled.out[j] > 0.0)) return;
        const double weight = 1.0 / std::max(variance[j], 1e-12);
        const double d = nm[j] - nm[i];
        w += weight;
        x += weight * d;
        y += weight * pooled.ratio[j];
        xx += weight * d * d;
        xy += weight * d * pooled.ratio[j];
    });
    const double det = w * xx - x * x;
    if (!(det > 0.0)) return {w > 0.0 ? y / w : 0.0, 0.0, w > 0.0 ? 1.0 / w : 1.0};
    return {(xx * y - x * xy) / det, (w * xy - x * y) / det, xx / det};
}

}  // namespace

FilterTransmission measure_transmission(std::span<const double> wavelength_nm,
                                        std::span<const FilterPair> places) {
    const auto fits = [&](const FilterPair& place) {
        return place.out.size() == wavelength_nm.size() && place.in.size() == wavelength_nm.size();
    };
    if (places.size() < 2 || wavelength_nm.size() < 3 || !std::ranges::all_of(places, fits))
        throw Error(ErrorKind::job,
                    "colour: a transmission needs spectra of two places or more, as long as the wavelengths");
    const Pooled pooled = pool(places);
    const std::vector<double> light = mean_within(wavelength_nm, pooled.out, kRatioSmoothNm);
    const std::vector<double> variance = mean_within(wavelength_nm, pooled.variance, kVarianceSmoothNm);
    const auto brightest = static_cast<std::size_t>(std::ranges::max_element(light) - light.begin());
    const double least_light =
        std::max(kLeastOverNoise * noise_of(pooled.out), kLeastOfPeak * light[brightest]);
    if (!(light[brightest] > least_light))
        throw Error(ErrorKind::job,
                    "colour: the spectrometer sees no light without the filter; is a wafer with living dies "
                    "in view?");
    const auto told = [&](std::size_t i) {
        return light[i] >= least_light &&
               std::sqrt(line_at(wavelength_nm, pooled, variance, i).variance) <= kMostError;
    };
    std::size_t first = brightest;
    std::size_t last = brightest;
    while (first > 0 && told(first - 1)) --first;
    while (last + 1 < wavelength_nm.size() && told(last + 1)) ++last;

    FilterTransmission result;
    result.brightest_nm = wavelength_nm[brightest];
    result.slope_per_nm = line_at(wavelength_nm, pooled, variance, brightest).slope;
    for (std::size_t i = first; i <= last; ++i) {
        const RatioLine line = line_at(wavelength_nm, pooled, variance, i);
        result.wavelength_nm.push_back(wavelength_nm[i]);
        result.transmission.push_back(line.value);
        result.error.push_back(std::sqrt(line.variance));
    }
    result.least = *std::ranges::min_element(result.transmission);
    result.most = *std::ranges::max_element(result.transmission);
    bool passes = false;
    for (std::size_t i = 0; i < result.transmission.size(); ++i)
        passes = passes || result.transmission[i] > kOpaque + kSureErrors * result.error[i];
    if (!passes)
        throw Error(
            ErrorKind::job,
            fmt::format("colour: no light comes through the filter from {:.0f} to {:.0f} nm, where the "
                        "dies shine; is it the right one, and is the wheel's position free?",
                        result.wavelength_nm.front(), result.wavelength_nm.back()));
    return result;
}

std::string transmission_csv(std::span<const double> wavelength_nm, std::span<const double> transmission) {
    std::string text = "wavelength_nm,transmission\n";
    for (std::size_t i = 0; i < wavelength_nm.size(); ++i)
        text += fmt::format("{:.4f},{:.6f}\n", wavelength_nm[i], std::clamp(transmission[i], 0.0, 1.0));
    return text;
}

}  // namespace waferglow::calibration
