// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/spectrum/spectrum.h"

#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/spectrum/internal/line_fit.h"
#include "libinspect/spectrum/internal/noisy_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kBlockSpectra = 256;
constexpr float kFitAbove =
    0.5F;  // of the maximum: the top of the line, where neighbours and pedestals matter least
constexpr float kLineAbove = 0.1F;  // of the maximum: what counts as the line
constexpr float kMinR2 = 0.9F;
constexpr float kPlain = 50.0F;  // times the counting noise: no other noise is expected to reach so high

/// Means of consecutive groups of pixels: noise is averaged before anything is decided by a maximum.
struct Groups {
    static constexpr std::size_t kMost = 256;
    std::size_t width = 1;  // pixels in a group
    std::size_t count = 0;
    std::array<float, kMost> mean{};
    float sum = 0.0F;  // of all counts; not finite where one of them is not
    /// Groups at each end that tell the dark level.
    [[nodiscard]] std::size_t ends() const { return std::max<std::size_t>(1, count / 20); }
};

float sum_of(const float* values, std::size_t count) {
    std::array<float, 8> lanes{};
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        for (std::size_t lane = 0; lane < 8; ++lane) lanes[lane] += values[i + lane];
    }
    float sum =
        ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
    for (; i < count; ++i) sum += values[i];
    return sum;
}

Groups group(std::span<const float> counts) {
    Groups groups;
    groups.width = std::max<std::size_t>(counts.size() < 128 ? 2 : 8,
                                         (counts.size() + Groups::kMost - 1) / Groups::kMost);
    groups.count = counts.size() / groups.width;
    for (std::size_t g = 0; g < groups.count; ++g) {
        const float sum = sum_of(counts.data() + g * groups.width, groups.width);
        groups.mean[g] = sum / static_cast<float>(groups.width);
        groups.sum += sum;
    }
    const std::size_t grouped = groups.count * groups.width;
    groups.sum += sum_of(counts.data() + grouped, counts.size() - grouped);  // what fills no group
    return groups;
}

/// Dark level from the darker end: the mean of its outer twentieth.
float dark_of(const Groups& groups) {
    const std::size_t ends = groups.ends();
    const float left = sum_of(groups.mean.data(), ends);
    const float right = sum_of(groups.mean.data() + groups.count - ends, ends);
    return std::min(left, right) / static_cast<float>(ends);
}

/// Noise of a group over the dark level, by the noise that the spectrum shows.
float height_noise(std::span<const float> counts, const Groups& groups) {
    const float of_both = 1.0F + 1.0F / static_cast<float>(groups.ends());
    return pixel_noise(counts) * std::sqrt(of_both / static_cast<float>(groups.width));
}

/// Pixels [begin, end) around the top whose groups lie above `level`.
struct Range {
    std::size_t begin;
    std::size_t end;
    bool cut;  ///< reaches an end of the axis
};

Range range_above(const Groups& groups, std::size_t top, float level, std::size_t pixels) {
    std::size_t first = top;
    while (first > 0 && groups.mean[first - 1] > level) --first;
    std::size_t last = top;
    while (last + 1 < groups.count && groups.mean[last + 1] > level) ++last;
    const bool cut = first == 0 || last + 1 == groups.count;
    const std::size_t end = last + 1 == groups.count ? pixels : (last + 1) * groups.width;
    return {first * groups.width, end, cut};
}

/// `cut`: the half width is not all on the axis.
void take(const LineFit& fit, double origin_nm, bool cut, SpectrumResult& result) {
    if (!fit.valid) return;
    result.peak_nm = static_cast<float>(origin_nm + fit.center);
    result.peak_counts = fit.height;
    result.fit_r2 = fit.r2;
    if (!cut) result.fwhm_nm = static_cast<float>(kFwhmPerSigma) * fit.sigma;
}

}  // namespace

SpectrumAnalyser::SpectrumAnalyser(std::span<const double> wavelengths_nm, const SpectrumOptions& options)
    : options_(options) {
    const std::size_t n = wavelengths_nm.size();
    if (n < kMinPixels) {
        throw Error(ErrorKind::input,
                    fmt::format("a spectrum of {} pixels is too short, {} are needed", n, kMinPixels));
    }
    origin_nm_ = wavelengths_nm[n / 2];
    for (std::size_t i = 0; i < n; ++i) {
        if (!std::isfinite(wavelengths_nm[i]) || (i > 0 && wavelengths_nm[i] <= wavelengths_nm[i - 1])) {
            throw Error(ErrorKind::input,
                        fmt::format("wavelengths must rise: {} nm at pixel {}", wavelengths_nm[i], i));
        }
        wavelength_nm_.push_back(static_cast<float>(wavelengths_nm[i] - origin_nm_));
        const std::size_t before = i == 0 ? 0 : i - 1;
        const std::size_t after = std::min(i + 1, n - 1);
        step_nm_.push_back(static_cast<float>((wavelengths_nm[after] - wavelengths_nm[before]) /
                                              static_cast<double>(after - before)));
    }
}

SpectrumResult SpectrumAnalyser::analyse(std::span<const float> counts) const {
    SpectrumResult result;
    const Groups groups = group(counts);
    if (!std::isfinite(groups.sum)) {
        result.flags = kSpectrumInvalid;
        return result;
    }
    const float dark =
        std::isnan(options_.dark_counts) ? dark_of(groups) : static_cast<float>(options_.dark_counts);
    result.dark_counts = dark;
    const auto top_at = std::max_element(groups.mean.begin(),
                                         groups.mean.begin() + static_cast<std::ptrdiff_t>(groups.count));
    const auto top = static_cast<std::size_t>(top_at - groups.mean.begin());
    const float height = *top_at - dark;
    // Counting noise of the top group, at least one count.
    const float noise = std::sqrt(std::max(*top_at, 1.0F) / static_cast<float>(groups.width));
    const auto least = static_cast<float>(options_.min_signal_to_noise);
    if (!(height > least * noise) ||
        (height < kPlain * noise && !(height > least * height_noise(counts, groups)))) {
        result.flags = kSpectrumEmpty;
        return result;
    }
    const Range core = range_above(groups, top, dark + kFitAbove * height, counts.size());
    const Range line = range_above(groups, top, dark + kLineAbove * height, counts.size());
    const auto saturation = static_cast<float>(options_.saturation_counts);
    for (std::size_t i = core.begin; i < core.end; ++i) {
        if (counts[i] >= saturation) result.flags |= kSpectrumSaturated;
    }

    const LinePixels pixels{std::span(wavelength_nm_).subspan(core.begin, core.end - core.begin),
                            counts.subspan(core.begin, core.end - core.begin), dark};
    LineFit fit = fit_log_parabola(pixels, 0.25F * height);
    if (fit.valid && options_.method == PeakMethod::gaussian) fit = fit_gaussian(pixels, fit);
    const float narrowest =
        static_cast<float>(kLeastWidthPx) * step_nm_[top * groups.width] / static_cast<float>(kFwhmPerSigma);
    if (fit.valid && fit.r2 >= kMinR2 && fit.sigma >= narrowest) {
        take(fit, origin_nm_, core.cut, result);
    } else {
        const NoisyFit noisy = fit_noisy_line({wavelength_nm_, counts, dark}, pixel_noise(counts));
        take(noisy.fit, origin_nm_, noisy.cut, result);
        if (noisy.verdict == NoisyVerdict::misshapen) result.flags |= kSpectrumPoorFit;
        if (noisy.verdict == NoisyVerdict::uncertain) result.flags |= kSpectrumUncertain;
    }
    if (line.cut) result.flags |= kSpectrumTruncated;

    float area = 0.0F;
    float moment = 0.0F;
    for (std::size_t i = line.begin; i < line.end; ++i) {
        const float part = (counts[i] - dark) * step_nm_[i];
        area += part;
        moment += part * wavelength_nm_[i];
    }
    result.integrated = area;
    if (!line.cut) result.centroid_nm = static_cast<float>(origin_nm_ + static_cast<double>(moment / area));
    return result;
}

void SpectrumAnalyser::analyse(std::span<const float> counts, std::span<SpectrumResult> results) const {
    if (counts.size() != results.size() * pixels()) {
        throw Error(ErrorKind::usage, fmt::format("{} counts are not {} spectra of {} pixels", counts.size(),
                                                  results.size(), pixels()));
    }
    parallel_blocks(results.size(), kBlockSpectra, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            results[i] = analyse(counts.subspan(i * pixels(), pixels()));
    });
}

}  // namespace waferglow
