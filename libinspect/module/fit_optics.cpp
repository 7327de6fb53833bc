// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/fit_optics.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace waferglow::module {

namespace {

constexpr std::array<double, 8> kBlurs_px{0.25, 0.4, 0.6, 0.8, 1.05, 1.4, 1.8, 2.4};
constexpr double kBlurExact_px = 0.004;
constexpr double kGolden = 0.6180339887498949;

struct Misfit {
    double squares = 0.0;  // of what is left
    double light = 0.0;    // of what is explained
    double emitters = 0.0;
    double pixels = 0.0;
};

Misfit misfit_in(const SamplePatch& patch, const std::vector<Footprint>& footprints,
                 const std::vector<bool>& driven) {
    const Emitters emitters(patch.grid, footprints, patch.image.width, patch.image.height);
    const FittedLight fit = fit_light(patch.image, emitters, driven, {});
    Misfit misfit;
    for (int y = patch.top; y <= patch.bottom; ++y) {
        const float* left = fit.residual.row(y);
        const float* seen = patch.image.row(y);
        for (int x = patch.left; x <= patch.right; ++x) {
            const auto rest = static_cast<double>(left[x]);
            misfit.squares += rest * rest;
            misfit.light += static_cast<double>(seen[x]);
            misfit.pixels += 1.0;
        }
    }
    const auto all = static_cast<double>(patch.image.width) * patch.image.height;
    misfit.emitters = static_cast<double>(patch.grid.cells()) * misfit.pixels / all;
    return misfit;
}

// Of the patches one by one, each in units of its light, so that none outweighs the others; a patch with a
// line or a dead block can't decide alone.
std::vector<Misfit> misfits_of(const std::vector<SamplePatch>& patches,
                               const std::vector<Footprint>& footprints, const std::vector<bool>& driven) {
    std::vector<Misfit> misfits(patches.size());
    parallel_blocks(patches.size(), 1, [&](std::size_t i, std::size_t) {
        misfits[i] = misfit_in(patches[i], footprints, driven);
    });
    return misfits;
}

double total_squares(const std::vector<Misfit>& misfits) {
    double sum = 0.0;
    for (const Misfit& misfit : misfits) sum += misfit.squares;
    return sum;
}

}  // namespace

double fit_blur_of(const std::vector<SamplePatch>& patches, const Module& module, double px_per_um,
                   const std::vector<bool>& driven) {
    const auto left_by = [&](double blur_px) {
        const auto footprints =
            footprints_of(module, px_per_um, std::vector<double>(module.sub_pixels.size(), blur_px));
        return total_squares(misfits_of(patches, footprints, driven));
    };
    std::array<double, kBlurs_px.size()> squares{};
    for (std::size_t i = 0; i < squares.size(); ++i) squares.at(i) = left_by(kBlurs_px.at(i));
    const auto best = static_cast<std::size_t>(std::ranges::min_element(squares) - squares.begin());
    double low = kBlurs_px.at(best == 0 ? 0 : best - 1);
    double high = kBlurs_px.at(std::min(best + 1, kBlurs_px.size() - 1));
    double first = high - kGolden * (high - low);
    double last = low + kGolden * (high - low);
    double at_first = left_by(first);
    double at_last = left_by(last);
    while (high - low > kBlurExact_px) {
        if (at_first < at_last) {
            high = last;
            last = first;
            at_last = at_first;
            first = high - kGolden * (high - low);
            at_first = left_by(first);
        } else {
            low = first;
            first = last;
            at_first = at_last;
            last = low + kGolden * (high - low);
            at_last = left_by(last);
        }
    }
    return 0.5 * (low + high);
}

PixelNoise fit_noise(const std::vector<SamplePatch>& patches, const Module& module, double px_per_um,
                     const std::vector<double>& blur_px, const std::vector<bool>& driven) {
    const std::vector<Misfit> misfits =
        misfits_of(patches, footprints_of(module, px_per_um, blur_px), driven);
    std::vector<double> ratios;
    for (const Misfit& misfit : misfits) {
        const double degrees = misfit.pixels - misfit.emitters;
        if (misfit.light > 0.0 && degrees > 0.0) {
            ratios.push_back(misfit.squares / degrees / (misfit.light / misfit.pixels));
        }
    }
    PixelNoise noise;
    if (!ratios.empty()) noise.dn_per_electron = upper_median(ratios);
    return noise;
}

}  // namespace waferglow::module
