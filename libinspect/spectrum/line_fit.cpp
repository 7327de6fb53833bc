// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/spectrum/internal/line_fit.h"

#include "libinspect/spectrum/internal/lanes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace waferglow {
namespace {

/// Calls `add` for the pixels, eight at a time; in the last group the pixels that don't exist have `real` 0.
template <class Add>
inline __attribute__((always_inline)) void over_pixels(const LinePixels& pixels, const Add& add) {
    const std::size_t n = pixels.counts.size();
    const Lanes ones = lanes_of(1.0F);
    std::size_t i = 0;
    for (; i + kLanes <= n; i += kLanes) {
        add(load_lanes(pixels.wavelength_nm.data() + i), load_lanes(pixels.counts.data() + i), ones);
    }
    if (i == n) return;
    std::array<float, kLanes> wavelength{};
    std::array<float, kLanes> counts{};
    std::array<float, kLanes> real{};
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const std::size_t from = std::min(i + lane, n - 1);
        wavelength[lane] = pixels.wavelength_nm[from];
        counts[lane] = pixels.counts[from];
        real[lane] = i + lane < n ? 1.0F : 0.0F;
    }
    add(load_lanes(wavelength.data()), load_lanes(counts.data()), load_lanes(real.data()));
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

/// Share of the counts' variance that a Gaussian explains.
WAFERGLOW_VECTOR_CLONES
float explained(const LinePixels& pixels, const LineFit& fit) {
    const Lanes factor = lanes_of(-0.5F / (fit.sigma * fit.sigma));
    const Lanes center = lanes_of(static_cast<float>(fit.center));
    const Lanes dark = lanes_of(pixels.dark);
    const Lanes height = lanes_of(fit.height);
    Lanes sum{};
    Lanes squares{};
    Lanes residuals{};
    over_pixels(pixels, [&](const Lanes& wavelength, const Lanes& counts, const Lanes& real) {
        const Lanes y = (counts - dark) * real;
        const Lanes d = wavelength - center;
        const Lanes residual = y - height * real * exp_lanes(factor * d * d);
        sum += y;
        squares += y * y;
        residuals += residual * residual;
    });
    const auto n = static_cast<double>(pixels.counts.size());
    const double total = total_of(sum);
    const double variance = total_of(squares) - total * total / n;
    return variance > 0.0 ? static_cast<float>(1.0 - total_of(residuals) / variance) : 0.0F;
}

}  // namespace

WAFERGLOW_VECTOR_CLONES
LineFit fit_log_parabola(const LinePixels& pixels, float floor) {
    LineFit fit;
    if (pixels.counts.size() < 3) return fit;
    // Centred and scaled axis keeps the sums of powers well conditioned in float.
    const float middle = 0.5F * (pixels.wavelength_nm.front() + pixels.wavelength_nm.back());
    const float scale = 0.5F * (pixels.wavelength_nm.back() - pixels.wavelength_nm.front());
    const Lanes origin = lanes_of(middle);
    const Lanes inverse_scale = lanes_of(1.0F / scale);
    const Lanes dark = lanes_of(pixels.dark);
    const Lanes least = lanes_of(floor);
    Lanes w0{};
    Lanes w1{};
    Lanes w2{};
    Lanes w3{};
    Lanes w4{};
    Lanes z0{};
    Lanes z1{};
    Lanes z2{};
    over_pixels(pixels, [&](const Lanes& wavelength, const Lanes& counts, const Lanes& real) {
        const Lanes above = counts - dark;
        const Lanes y = above > least ? above : least;
        const Lanes x = (wavelength - origin) * inverse_scale;
        const Lanes log_y = log_lanes(y);
        const Lanes w = y * real;
        const Lanes wx = w * x;
        const Lanes wx2 = wx * x;
        const Lanes wx3 = wx2 * x;
        w0 += w;
        w1 += wx;
        w2 += wx2;
        w3 += wx3;
        w4 += wx3 * x;
        z0 += w * log_y;
        z1 += wx * log_y;
        z2 += wx2 * log_y;
    });
    std::array<double, 3> c{};
    const bool solved =
        solve3({total_of(w0), total_of(w1), total_of(w2), total_of(w2), total_of(w3), total_of(w4)},
               {total_of(z0), total_of(z1), total_of(z2)}, c);
    if (!solved || !(c[2] < 0.0)) return fit;
    const double x_center = -0.5 * c[1] / c[2];
    if (!(std::abs(x_center) <= 1.5)) return fit;
    fit.valid = true;
    fit.center = static_cast<double>(middle) + x_center * static_cast<double>(scale);
    fit.sigma = static_cast<float>(static_cast<double>(scale) * std::sqrt(-0.5 / c[2]));
    fit.height = static_cast<float>(std::exp(c[0] - 0.25 * c[1] * c[1] / c[2]));
    fit.r2 = explained(pixels, fit);
    return fit;
}

WAFERGLOW_VECTOR_CLONES
LineFit fit_gaussian(const LinePixels& pixels, const LineFit& start) {
    // A step this small, in heights and sigmas, leaves an error of its square and of the noise's share of it:
    // a tenth of what the photons of a good line allow. The parabola starts so near that most lines need one.
    constexpr double kSettled = 0.01;
    constexpr int kMostSteps = 5;
    LineFit fit = start;
    const Lanes dark = lanes_of(pixels.dark);
    const Lanes one = lanes_of(1.0F);
    for (int step = 0; step < kMostSteps; ++step) {
        const Lanes center = lanes_of(static_cast<float>(fit.center));
        const Lanes inverse_sigma = lanes_of(1.0F / fit.sigma);
        const Lanes height = lanes_of(fit.height);
        Lanes gg{};
        Lanes gu{};
        Lanes gv{};
        Lanes uu{};
        Lanes uv{};
        Lanes vv{};
        Lanes rg{};
        Lanes ru{};
        Lanes rv{};
        over_pixels(pixels, [&](const Lanes& wavelength, const Lanes& counts, const Lanes& real) {
            const Lanes u = (wavelength - center) * inverse_sigma;
            const Lanes g = exp_lanes(-0.5F * u * u);
            const Lanes residual = counts - dark - height * g;
            const Lanes weight = real / (counts > one ? counts : one);
            // Derivatives by ln height, centre / sigma and ln sigma, over the height.
            const Lanes by_center = g * u;
            const Lanes by_sigma = by_center * u;
            const Lanes wg = weight * g;
            const Lanes wu = weight * by_center;
            const Lanes wv = weight * by_sigma;
            gg += wg * g;
            gu += wg * by_center;
            gv += wg * by_sigma;
            uu += wu * by_center;
            uv += wu * by_sigma;
            vv += wv * by_sigma;
            rg += wg * residual;
            ru += wu * residual;
            rv += wv * residual;
        });
        std::array<double, 3> change{};
        if (!solve3({total_of(gg), total_of(gu), total_of(gv), total_of(uu), total_of(uv), total_of(vv)},
                    {total_of(rg), total_of(ru), total_of(rv)}, change)) {
            return start;
        }
        for (double& part : change) part /= static_cast<double>(fit.height);
        if (std::ranges::any_of(change, [](double part) { return !(std::abs(part) < 1.0); })) return start;
        fit.center += change[1] * static_cast<double>(fit.sigma);
        fit.sigma = static_cast<float>(static_cast<double>(fit.sigma) * std::exp(change[2]));
        fit.height = static_cast<float>(static_cast<double>(fit.height) * std::exp(change[0]));
        const auto settled = [](double part) { return std::abs(part) < kSettled; };
        if (std::ranges::all_of(change, settled)) break;
    }
    fit.r2 = explained(pixels, fit);
    return fit;
}

}  // namespace waferglow
