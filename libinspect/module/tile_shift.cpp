// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/tile_shift.h"

#include "libinspect/base/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace waferglow::module {

namespace {

constexpr int kShiftRounds = 4;
constexpr int kSolveSteps = 15;
constexpr double kExpected_px = 0.15;  // images of one place of the stage lie like this against each other
constexpr double kOwnSigma_px = 0.05;  // less exact shifts are not used
constexpr double kEnough_px = 0.002;
constexpr double kHeldBack = 5.0;  // residuals beyond these sigmas count as that much

// Sums for two unknowns; slopes as far as no change of the light explains them.
struct ShiftSums {
    double xx = 0.0, xy = 0.0, yy = 0.0;  // slopes over the noise
    double xr = 0.0, yr = 0.0;
};

LightImage free_of_light(const Emitters& emitters, const NormalEquations& equations,
                         const std::vector<bool>& driven, const EmitterMask& mask, const FittedLight& fit,
                         Rendering kind, const LightImage& image) {
    LightImage slope = empty_like(image);
    emitters.render(fit.light, driven, kind, slope);
    clear_left_out(image.left_out, slope);
    Planes right(driven.size());
    emitters.project(slope, driven, right);
    Planes light = fit.light;
    for (auto& plane : light) std::ranges::fill(plane, 0.0F);
    equations.solve(right, mask, kSolveSteps, light);
    LightImage explained = empty_like(image);
    emitters.render(light, driven, Rendering::light, explained);
    for (std::size_t i = 0; i < slope.px.size(); ++i) slope.px[i] -= explained.px[i];
    clear_left_out(image.left_out, slope);
    return slope;
}

ShiftSums sums_of(const SamplePatch& patch, const std::vector<Footprint>& footprints,
                  const std::vector<bool>& driven, const PixelNoise& noise) {
    const Emitters emitters(patch.grid, footprints, patch.image.width, patch.image.height);
    const FittedLight fit = fit_light(patch.image, emitters, driven, noise);
    const NormalEquations equations(emitters, driven, patch.image.left_out);
    EmitterMask mask(driven.size());
    for (std::size_t sub = 0; sub < driven.size(); ++sub) {
        if (!driven[sub]) continue;
        for (const float covered : equations.covered()[sub]) mask[sub].push_back(covered > 0.1F ? 1 : 0);
    }
    const LightImage slope_x =
        free_of_light(emitters, equations, driven, mask, fit, Rendering::slope_x, patch.image);
    const LightImage slope_y =
        free_of_light(emitters, equations, driven, mask, fit, Rendering::slope_y, patch.image);
    ShiftSums sums;
    for (int y = patch.top; y <= patch.bottom; ++y) {
        for (int x = patch.left; x <= patch.right; ++x) {
            const double variance = noise.variance(static_cast<double>(patch.image.row(y)[x]));
            const double limit = kHeldBack * std::sqrt(variance);
            const double rest = std::clamp(static_cast<double>(fit.residual.row(y)[x]), -limit, limit);
            const auto dx = static_cast<double>(slope_x.row(y)[x]);
            const auto dy = static_cast<double>(slope_y.row(y)[x]);
            const double weight = 1.0 / std::max(variance, 1e-6);
            sums.xx += weight * dx * dx;
            sums.xy += weight * dx * dy;
            sums.yy += weight * dy * dy;
            sums.xr += weight * dx * rest;
            sums.yr += weight * dy * rest;
        }
    }
    return sums;
}

void move(std::vector<SamplePatch>& patches, double dx, double dy) {
    for (SamplePatch& patch : patches) {
        for (auto& plane : patch.grid.x) {
            for (float& x : plane) x += static_cast<float>(dx);
        }
        for (auto& plane : patch.grid.y) {
            for (float& y : plane) y += static_cast<float>(dy);
        }
    }
}

}  // namespace

TileShift fit_shift(std::vector<SamplePatch> patches, const std::vector<Footprint>& footprints,
                    const std::vector<bool>& driven, const PixelNoise& noise) {
    TileShift result;
    if (patches.empty() || std::ranges::none_of(driven, [](bool one) { return one; })) return result;
    const double pull = 1.0 / (kExpected_px * kExpected_px);
    for (int round = 0; round < kShiftRounds; ++round) {
        std::vector<ShiftSums> parts(patches.size());
        parallel_blocks(patches.size(), 1, [&](std::size_t i, std::size_t) {
            parts[i] = sums_of(patches[i], footprints, driven, noise);
        });
        ShiftSums sums;
        for (const ShiftSums& part : parts) {
            sums.xx += part.xx;
            sums.xy += part.xy;
            sums.yy += part.yy;
            sums.xr += part.xr;
            sums.yr += part.yr;
        }
        const double xx = sums.xx + pull;
        const double yy = sums.yy + pull;
        const double det = xx * yy - sums.xy * sums.xy;
        const double xr = sums.xr - pull * result.shift_px.x;
        const double yr = sums.yr - pull * result.shift_px.y;
        const double dx = (yy * xr - sums.xy * yr) / det;
        const double dy = (xx * yr - sums.xy * xr) / det;
        if (!std::isfinite(dx) || !std::isfinite(dy)) return {};
        result.shift_px.x += dx;
        result.shift_px.y += dy;
        result.sigma_px = std::sqrt(std::max(xx, yy) / det);
        move(patches, dx, dy);
        if (std::max(std::abs(dx), std::abs(dy)) < kEnough_px) break;
    }
    result.found = result.sigma_px < kOwnSigma_px;
    constexpr double kMostShift_px = 1.0;  // farther it is no shift but another content
    if (!result.found || std::hypot(result.shift_px.x, result.shift_px.y) > kMostShift_px) {
        return {{}, result.sigma_px, false};
    }
    return result;
}

}  // namespace waferglow::module
