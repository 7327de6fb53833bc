// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/spectrum/line_fit.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace waferglow {
namespace {

constexpr std::size_t kLanes =
    8;  // independent sums, so that loops vectorise with a fixed order of additions
using Lanes = std::array<float, kLanes>;

float total(const Lanes& lanes) {
    return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

/// Natural logarithm of a normal positive float, error below 2e-7 (polynomial atanh series on [sqrt(1/2),
/// sqrt(2)]). Branch-free, so that a loop over it vectorises.
inline float quick_log(float x) {
    const auto bits = std::bit_cast<std::int32_t>(x);
    const std::int32_t exponent = (bits - 0x3f3504f3) >> 23;  // 0x3f3504f3: sqrt(1/2)
    const float m = std::bit_cast<float>(bits - exponent * (1 << 23));
    const float s = (m - 1.0F) / (m + 1.0F);
    const float s2 = s * s;
    const float series =
        s * (2.0F + s2 * (0.66666667F + s2 * (0.4F + s2 * (0.28571429F + s2 * 0.22222222F))));
    return static_cast<float>(exponent) * 0.69314718F + series;
}

/// e^x for -80 < x < 80, relative error below 3e-7.
inline float quick_exp(float x) {
    const float scaled = x * 1.44269504F;
    const float whole =
        static_cast<float>(static_cast<std::int32_t>(scaled + (scaled >= 0.0F ? 0.5F : -0.5F)));
    const float r = (x - whole * 0.693359375F) + whole * 2.12194440e-4F;
    const float p =
        1.0F + r * (1.0F + r * (0.5F + r * (0.16666667F +
                                            r * (0.041666667F + r * (0.0083333333F + r * 0.0013888889F)))));
    return p * std::bit_cast<float>((static_cast<std::int32_t>(whole) + 127) << 23);
}

/// Solves the symmetric 3 x 3 system m x = b by Cramer's rule; false where it is singular.
bool solve3(const std::array<double, 6>& m, const std::array<double, 3>& b, std::array<double, 3>& x) {
    const auto [a00, a01, a02, a11, a12, a22] = m;
    const double c00 = a11 * a22 - a12 * a12;
    const double c01 = a02 * a12 - a01 * a22;
    const double c02 = a01 * a12 - a02 * a11;
    const double det = a00 * c00 + a01 * c01 + a02 * c02;
    if (!(std::abs(det) > 1e-30)) return false;
    const double c11 = a00 * a22 - a02 * a02;
    const double c12 = a01 * a02 - a00 * a12;
    const double c22 = a00 * a11 - a01 * a01;
    x = {(c00 * b[0] + c01 * b[1] + c02 * b[2]) / det, (c01 * b[0] + c11 * b[1] + c12 * b[2]) / det,
         (c02 * b[0] + c12 * b[1] + c22 * b[2]) / det};
    return true;
}

/// R^2 of a Gaussian over the pixels.
float explained(const LinePixels& pixels, const LineFit& fit) {
    double sum = 0.0;
    double sum2 = 0.0;
    double residual2 = 0.0;
    const float factor = -0.5F / (fit.sigma * fit.sigma);
    const auto center = static_cast<float>(fit.center);
    Lanes s{};
    Lanes s2{};
    Lanes r2{};
    const std::size_t n = pixels.counts.size();
    const auto add = [&](std::size_t i, std::size_t lane) {
        const float y = pixels.counts[i] - pixels.dark;
        const float d = pixels.wavelength_nm[i] - center;
        const float residual = y - fit.height * quick_exp(std::max(factor * d * d, -60.0F));
        s[lane] += y;
        s2[lane] += y * y;
        r2[lane] += residual * residual;
    };
    std::size_t i = 0;
    for (; i + kLanes <= n; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) add(i + lane, lane);
    }
    for (; i < n; ++i) add(i, 0);
    sum = total(s);
    sum2 = total(s2);
    residual2 = total(r2);
    const double variance = sum2 - sum * sum / static_cast<double>(n);
    return variance > 0.0 ? static_cast<float>(1.0 - residual2 / variance) : 0.0F;
}

}  // namespace

LineFit fit_log_parabola(const LinePixels& pixels, float floor) {
    LineFit fit;
    const std::size_t n = pixels.counts.size();
    if (n < 3) return fit;
    // Centred and scaled axis keeps the sums of powers well conditioned in float.
    const float middle = 0.5F * (pixels.wavelength_nm.front() + pixels.wavelength_nm.back());
    const float scale = 0.5F * (pixels.wavelength_nm.back() - pixels.wavelength_nm.front());
    const float inverse_scale = 1.0F / scale;
    Lanes w0{};
    Lanes w1{};
    Lanes w2{};
    Lanes w3{};
    Lanes w4{};
    Lanes z0{};
    Lanes z1{};
    Lanes z2{};
    const auto add = [&](std::size_t i, std::size_t lane) {
        const float y = std::max(pixels.counts[i] - pixels.dark, floor);
        const float x = (pixels.wavelength_nm[i] - middle) * inverse_scale;
        const float log_y = quick_log(y);
        const float wx = y * x;
        const float wx2 = wx * x;
        w0[lane] += y;
        w1[lane] += wx;
        w2[lane] += wx2;
        w3[lane] += wx2 * x;
        w4[lane] += wx2 * x * x;
        z0[lane] += y * log_y;
        z1[lane] += wx * log_y;
        z2[lane] += wx2 * log_y;
    };
    std::size_t i = 0;
    for (; i + kLanes <= n; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) add(i + lane, lane);
    }
    for (; i < n; ++i) add(i, 0);
    std::array<double, 3> c{};
    const bool solved = solve3({total(w0), total(w1), total(w2), total(w2), total(w3), total(w4)},
                               {total(z0), total(z1), total(z2)}, c);
    if (!solved || !(c[2] < 0.0)) return fit;
    const double x_center = -0.5 * c[1] / c[2];
    if (!(std::abs(x_center) <= 1.5)) return fit;
    fit.valid = true;
    fit.center = middle + x_center * scale;
    fit.sigma = static_cast<float>(scale * std::sqrt(-0.5 / c[2]));
    fit.height = static_cast<float>(std::exp(c[0] - 0.25 * c[1] * c[1] / c[2]));
    fit.r2 = explained(pixels, fit);
    return fit;
}

LineFit fit_gaussian(const LinePixels& pixels, const LineFit& start) {
    constexpr int kSteps =
        3;  // from the parabola's result the second step already changes nothing that matters
    LineFit fit = start;
    const std::size_t n = pixels.counts.size();
    for (int step = 0; step < kSteps; ++step) {
        const auto center = static_cast<float>(fit.center);
        const float inverse_sigma = 1.0F / fit.sigma;
        std::array<Lanes, 9> sums{};
        const auto add = [&](std::size_t i, std::size_t lane) {
            const float u = (pixels.wavelength_nm[i] - center) * inverse_sigma;
            const float g = quick_exp(std::max(-0.5F * u * u, -60.0F));
            const float residual = pixels.counts[i] - pixels.dark - fit.height * g;
            const float weight = 1.0F / std::max(pixels.counts[i], 1.0F);
            // Derivatives by ln height, centre / sigma and ln sigma, over the height.
            const float gu = g * u;
            const float gu2 = gu * u;
            sums[0][lane] += weight * g * g;
            sums[1][lane] += weight * g * gu;
            sums[2][lane] += weight * g * gu2;
            sums[3][lane] += weight * gu * gu;
            sums[4][lane] += weight * gu * gu2;
            sums[5][lane] += weight * gu2 * gu2;
            sums[6][lane] += weight * residual * g;
            sums[7][lane] += weight * residual * gu;
            sums[8][lane] += weight * residual * gu2;
        };
        std::size_t i = 0;
        for (; i + kLanes <= n; i += kLanes) {
            for (std::size_t lane = 0; lane < kLanes; ++lane) add(i + lane, lane);
        }
        for (; i < n; ++i) add(i, 0);
        std::array<double, 3> change{};
        if (!solve3({total(sums[0]), total(sums[1]), total(sums[2]), total(sums[3]), total(sums[4]),
                     total(sums[5])},
                    {total(sums[6]), total(sums[7]), total(sums[8])}, change)) {
            return start;
        }
        for (double& part : change) part /= fit.height;
        if (std::ranges::any_of(change, [](double part) { return !(std::abs(part) < 1.0); })) return start;
        fit.center += change[1] * fit.sigma;
        fit.sigma = static_cast<float>(fit.sigma * std::exp(change[2]));
        fit.height = static_cast<float>(fit.height * std::exp(change[0]));
    }
    fit.r2 = explained(pixels, fit);
    return fit;
}

}  // namespace waferglow
