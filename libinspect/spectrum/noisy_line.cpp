// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/spectrum/internal/noisy_line.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

#include <Eigen/Dense>

namespace waferglow {
namespace {

/// Pixels [begin, end).
struct Window {
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] std::size_t size() const { return end - begin; }
    bool operator==(const Window&) const = default;
};

/// Sums of the counts above dark up to each pixel, single hot pixels taken out by a median of three.
std::vector<double> running_sums(const LinePixels& pixels) {
    const std::span<const float> c = pixels.counts;
    std::vector<double> sums{0.0};
    sums.reserve(c.size() + 1);
    for (std::size_t i = 0; i < c.size(); ++i) {
        const float before = c[i == 0 ? 1 : i - 1];
        const float after = c[i + 1 == c.size() ? i - 1 : i + 1];
        const float middle = std::max(std::min(before, after), std::min(std::max(before, after), c[i]));
        sums.push_back(sums.back() + static_cast<double>(middle - pixels.dark));
    }
    return sums;
}

struct Start {
    Window line;
    double height = 0.0;  // of the smoothed maximum above dark
};

/// The pixels above half of the maximum, after as much smoothing as makes the maximum stand out.
Start find_line(const LinePixels& pixels, double noise) {
    constexpr double kStandsOut = 10.0;  // in standard deviations of the smoothed counts
    const std::vector<double> sums = running_sums(pixels);
    const std::size_t n = pixels.counts.size();
    for (std::size_t half = 1;; half *= 2) {
        const auto smooth = [&](std::size_t i) {
            const std::size_t begin = i > half ? i - half : 0;
            const std::size_t end = std::min(n, i + half + 1);
            return (sums[end] - sums[begin]) / static_cast<double>(end - begin);
        };
        std::size_t top = half;
        double height = smooth(half);
        for (std::size_t i = half + 1; i + half < n; ++i) {
            if (const double one = smooth(i); one > height) {
                height = one;
                top = i;
            }
        }
        const double noise_left = noise / std::sqrt(static_cast<double>(2 * half + 1));
        const bool widest = (4 * half + 1) * 6 > n;
        if (height < kStandsOut * noise_left && !widest) continue;
        Window line{top, top + 1};
        while (line.begin > 0 && smooth(line.begin - 1) > 0.5 * height) --line.begin;
        while (line.end < n && smooth(line.end) > 0.5 * height) ++line.end;
        return {line, height};
    }
}

/// One Gaussian in the pixels of a window: least squares of equal weights, by Gauss-Newton steps.
class GaussianInWindow {
  public:
    GaussianInWindow(const LinePixels& pixels, const Window& window) : pixels_(pixels), window_(window) {}

    /// One step; false where there is none to make.
    bool improve(LineFit& fit) {
        sum_up(fit);
        const Eigen::Vector3d change = normal_.ldlt().solve(gradient_) / static_cast<double>(fit.height);
        if (!change.allFinite()) return false;
        // Half a width at most: from a start in the noise a full step may leave the axis.
        const double shorter = std::min(1.0, 0.5 / std::max(change.cwiseAbs().maxCoeff(), 1e-12));
        fit.height = static_cast<float>(static_cast<double>(fit.height) * std::exp(shorter * change(0)));
        fit.center += shorter * change(1) * static_cast<double>(fit.sigma);
        fit.sigma = static_cast<float>(static_cast<double>(fit.sigma) * std::exp(shorter * change(2)));
        return change.cwiseAbs().maxCoeff() > 1e-3;
    }

    void sum_up(const LineFit& fit) {
        normal_.setZero();
        gradient_.setZero();
        residuals_ = 0.0;
        double sum = 0.0;
        double squares = 0.0;
        const double height = static_cast<double>(fit.height);
        for (std::size_t i = window_.begin; i < window_.end; ++i) {
            const double u =
                (static_cast<double>(pixels_.wavelength_nm[i]) - fit.center) / static_cast<double>(fit.sigma);
            const double g = std::exp(-0.5 * u * u);
            const double y = static_cast<double>(pixels_.counts[i] - pixels_.dark);
            const double residual = y - height * g;
            // Derivatives by ln height, centre / sigma and ln sigma, over the height.
            const Eigen::Vector3d by(g, g * u, g * u * u);
            normal_.noalias() += by * by.transpose();
            gradient_ += residual * by;
            residuals_ += residual * residual;
            sum += y;
            squares += y * y;
        }
        variance_ = squares - sum * sum / static_cast<double>(window_.size());
    }

    [[nodiscard]] double residuals() const { return residuals_; }
    [[nodiscard]] double variance() const { return variance_; }
    [[nodiscard]] double degrees() const { return static_cast<double>(window_.size()) - 3.0; }
    /// Variances of ln height, centre / sigma and ln sigma, for noise of one count and a height of one.
    [[nodiscard]] Eigen::Vector3d variances() const { return normal_.inverse().diagonal(); }

  private:
    const LinePixels& pixels_;
    Window window_;
    Eigen::Matrix3d normal_;
    Eigen::Vector3d gradient_;
    double residuals_ = 0.0;
    double variance_ = 0.0;
};

/// The pixels that the fit asks for; `cut` where the axis has not all of its half width.
Window top_of(const LinePixels& pixels, const LineFit& fit, bool& cut) {
    constexpr double kReach = 0.6;
    const double fwhm = kFwhmPerSigma * static_cast<double>(fit.sigma);
    const auto at = [&](double nm) {
        return static_cast<std::size_t>(
            std::ranges::lower_bound(pixels.wavelength_nm, static_cast<float>(nm)) -
            pixels.wavelength_nm.begin());
    };
    cut = fit.center - 0.5 * fwhm < static_cast<double>(pixels.wavelength_nm.front()) ||
          fit.center + 0.5 * fwhm > static_cast<double>(pixels.wavelength_nm.back());
    return {at(fit.center - kReach * fwhm), at(fit.center + kReach * fwhm)};
}

/// Noise of a pixel in the window, which photons make larger than elsewhere; never less than that of the
/// whole.
double noise_about(std::span<const float> counts, const Window& window, float noise) {
    constexpr std::size_t kEnough = 32;  // pixels to tell it from
    const std::size_t more = window.size() < kEnough ? (kEnough - window.size()) / 2 : 0;
    const std::size_t begin = window.begin > more ? window.begin - more : 0;
    const std::size_t end = std::min(counts.size(), window.end + more);
    return static_cast<double>(std::max(noise, pixel_noise(counts.subspan(begin, end - begin))));
}

NoisyVerdict judge(const GaussianInWindow& sums, const LineFit& fit, double noise) {
    constexpr double kMostMisfit = 0.1;  // of the line's own variance
    constexpr double kSigmas = 2.5;
    constexpr double kCentre = 0.1;   // of the FWHM
    constexpr double kWidth = 0.33;   // of itself
    constexpr double kHeight = 0.15;  // of itself: noise alone makes lines of five or six deviations
    const double variance = noise * noise;
    const Eigen::Vector3d errors =
        (sums.variances() * variance).cwiseSqrt() / static_cast<double>(fit.height);
    if (!(errors(1) < kCentre * kFwhmPerSigma) || !(errors(2) < kWidth) || !(errors(0) < kHeight))
        return NoisyVerdict::uncertain;
    const double n = sums.degrees();
    const double misfit = sums.residuals() - n * variance;
    const double line = std::max(0.0, sums.variance() - n * variance);
    // Scatter of the residuals' sum, 2 n, and of the noise estimated from the median of n differences, 5 n.
    const double scatter = std::sqrt(7.0 * n) * variance;
    return misfit > kMostMisfit * line + kSigmas * scatter ? NoisyVerdict::misshapen : NoisyVerdict::good;
}

}  // namespace

float pixel_noise(std::span<const float> counts) {
    if (counts.size() < kMinPixels) return 0.0F;
    std::vector<float> bends;
    bends.reserve(counts.size());
    for (std::size_t i = 1; i + 1 < counts.size(); ++i)
        bends.push_back(std::abs(counts[i - 1] - 2.0F * counts[i] + counts[i + 1]));
    // The variance of a second difference is 1 + 4 + 1 times that of a pixel.
    return static_cast<float>(kMadToSigma / std::sqrt(6.0)) * upper_median(bends);
}

NoisyFit fit_noisy_line(const LinePixels& pixels, float noise) {
    constexpr int kWindows = 6;
    constexpr int kSteps = 12;
    NoisyFit result;
    LineFit& fit = result.fit;
    const Start start = find_line(pixels, static_cast<double>(noise));
    Window window = start.line;
    const double from = static_cast<double>(pixels.wavelength_nm[window.begin]);
    const double to = static_cast<double>(pixels.wavelength_nm[window.end - 1]);
    const double pixel_nm = (to - from) / std::max(1.0, static_cast<double>(window.size()) - 1.0);
    // The dark level comes from a twentieth of the pixels: what is lower than its error may be nothing but
    // that.
    const double least_height =
        5.0 * static_cast<double>(noise) / std::sqrt(static_cast<double>(pixels.counts.size()) / 20.0);
    fit.center = 0.5 * (from + to);
    fit.sigma = static_cast<float>((to - from) / kFwhmPerSigma);
    fit.height = static_cast<float>(start.height);
    for (int round = 0; round < kWindows; ++round) {
        result.verdict = NoisyVerdict::uncertain;
        if (window.size() < 5 || !(fit.height > 0.0F) || !(fit.sigma > 0.0F)) return result;
        GaussianInWindow gaussian(pixels, window);
        for (int step = 0; step < kSteps && gaussian.improve(fit); ++step) {
        }
        gaussian.sum_up(fit);
        fit.valid = true;
        const double variance = gaussian.variance();
        fit.r2 = variance > 0.0 ? static_cast<float>(1.0 - gaussian.residuals() / variance) : 0.0F;
        result.verdict = judge(gaussian, fit, noise_about(pixels.counts, window, noise));
        const double width_px = kFwhmPerSigma * static_cast<double>(fit.sigma) / pixel_nm;
        if (static_cast<double>(fit.height) < least_height || width_px < kLeastWidthPx)
            result.verdict = NoisyVerdict::uncertain;
        const Window next = top_of(pixels, fit, result.cut);
        if (next == window) break;
        window = next;
    }
    return result;
}

}  // namespace waferglow
