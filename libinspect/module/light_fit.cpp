// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/light_fit.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace waferglow::module {

namespace {

constexpr int kSteps = 25;  // of conjugate gradients; well set lattices take about ten
constexpr int kStepsAgain = 6;
constexpr int kWeightedSteps = 4;        // from the unweighted answer, which is near
constexpr int kRounds = 5;               // of undriven emitters that join
constexpr double kGlowSigmas = 8.0;      // by which an undriven site must stand out to join
constexpr double kGlowShare = 0.04;      // and this of the driven ones' light: footprints are that exact
constexpr double kLeastVariance = 0.25;  // of a pixel, DN^2: values are whole numbers
constexpr float kLeastInside = 0.03F;    // emitters of which less is seen can't be told

struct FitState {
    const LightImage& image;
    const Emitters& emitters;
    const PixelNoise& noise;
    std::vector<bool> free;                            // sub-pixels that are fitted throughout
    std::vector<bool> rest;                            // all others
    std::unique_ptr<const NormalEquations> equations;  // of `free`
    std::unique_ptr<const NormalEquations> alone;      // of `rest`
    EmitterMask mask;
    Planes right_side;
    FittedLight result;
    Planes weighted_squares{};  // of the footprints over the noise; empty: not weighted
};

bool any_of(const std::vector<bool>& which) {
    return std::ranges::any_of(which, [](bool one) { return one; });
}

EmitterMask mask_of(const NormalEquations& equations, const std::vector<bool>& which) {
    EmitterMask mask(which.size());
    for (std::size_t sub = 0; sub < which.size(); ++sub) {
        if (!which[sub]) continue;
        const auto& covered = equations.covered()[sub];
        mask[sub].resize(covered.size());
        for (std::size_t cell = 0; cell < covered.size(); ++cell) {
            mask[sub][cell] = covered[cell] > kLeastInside ? 1 : 0;
        }
    }
    return mask;
}

void find_residual(FitState& fit) {
    LightImage& left = fit.result.residual;
    LightImage model = empty_like(fit.image);
    fit.emitters.render(fit.result.light, std::vector<bool>(fit.free.size(), true), Rendering::light, model);
    left = std::move(model);
    parallel_blocks(left.px.size(), 1U << 16U, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) left.px[i] = fit.image.px[i] - left.px[i];
    });
    clear_left_out(fit.image.left_out, left);
}

// The light that driven emitters typically have.
double typical_light(const FitState& fit) {
    std::vector<float> lights;
    for (std::size_t sub = 0; sub < fit.free.size(); ++sub) {
        if (!fit.free[sub]) continue;
        for (std::size_t cell = 0; cell < fit.mask[sub].size(); ++cell) {
            if (fit.mask[sub][cell] != 0) lights.push_back(fit.result.light[sub][cell]);
        }
    }
    return lights.empty() ? 0.0 : static_cast<double>(upper_median(lights));
}

// What the residual says of emitters that are not fitted, as if each were alone.
Planes matched_light(const FitState& fit) {
    Planes light(fit.rest.size());
    fit.emitters.project(fit.result.residual, fit.rest, light);
    for (std::size_t sub = 0; sub < light.size(); ++sub) {
        for (std::size_t cell = 0; cell < light[sub].size(); ++cell) {
            const float squares = fit.alone->diagonal()[sub][cell];
            const bool told = fit.alone->covered()[sub][cell] > kLeastInside;
            light[sub][cell] = told ? light[sub][cell] / squares : 0.0F;
        }
    }
    return light;
}

// The brightest of its neighbourhood: what its neighbours show is then mostly its own light.
bool stands_out(const FitState& fit, const Planes& light, std::size_t sub, std::int32_t row,
                std::int32_t col) {
    const std::int32_t cols = fit.emitters.cols();
    const float own = std::abs(light[sub][static_cast<std::size_t>(row * cols + col)]);
    for (std::int32_t r = std::max(row - 1, 0); r <= std::min(row + 1, fit.emitters.rows() - 1); ++r) {
        for (std::int32_t c = std::max(col - 1, 0); c <= std::min(col + 1, cols - 1); ++c) {
            for (std::size_t other = 0; other < light.size(); ++other) {
                if (!fit.rest[other] || (other == sub && r == row && c == col)) continue;
                if (std::abs(light[other][static_cast<std::size_t>(r * cols + c)]) > own) return false;
            }
        }
    }
    return true;
}

bool join_glowing(FitState& fit, const Planes& light, double least_light) {
    const std::int32_t cols = fit.emitters.cols();
    bool joined = false;
    for (std::size_t sub = 0; sub < light.size(); ++sub) {
        for (std::size_t cell = 0; cell < light[sub].size(); ++cell) {
            if (fit.mask[sub][cell] != 0) {
                fit.result.light[sub][cell] += light[sub][cell];
                continue;
            }
            const auto squares = static_cast<double>(fit.alone->diagonal()[sub][cell]);
            const auto seen = static_cast<double>(light[sub][cell]);
            if (!(seen > least_light) || !(squares > 0.0)) continue;
            const double sigma = std::sqrt(fit.noise.variance(seen * squares) / squares);
            if (seen < kGlowSigmas * sigma) continue;
            const auto row = static_cast<std::int32_t>(cell) / cols;
            if (!stands_out(fit, light, sub, row, static_cast<std::int32_t>(cell) % cols)) continue;
            fit.mask[sub][cell] = 1;
            fit.result.light[sub][cell] = light[sub][cell];
            joined = true;
        }
    }
    return joined;
}

// Solves for the driven ones with the light of those that joined taken off.
void solve_again(FitState& fit) {
    if (!any_of(fit.free)) return;
    LightImage without = empty_like(fit.image);
    fit.emitters.render(fit.result.light, fit.rest, Rendering::light, without);
    for (std::size_t i = 0; i < without.px.size(); ++i) without.px[i] = fit.image.px[i] - without.px[i];
    clear_left_out(fit.image.left_out, without);
    fit.emitters.project(without, fit.free, fit.right_side);
    fit.equations->solve(fit.right_side, fit.mask, kStepsAgain, fit.result.light);
}

void find_glowing(FitState& fit) {
    const double least_light = kGlowShare * typical_light(fit);
    bool any = false;
    for (int round = 0; round < kRounds; ++round) {
        const Planes light = matched_light(fit);
        if (!join_glowing(fit, light, least_light) && !any) break;
        any = true;
        solve_again(fit);
        find_residual(fit);
    }
    const Planes light = matched_light(fit);
    for (std::size_t sub = 0; sub < light.size(); ++sub) {
        for (std::size_t cell = 0; cell < light[sub].size(); ++cell) {
            fit.result.light[sub][cell] += light[sub][cell];
        }
    }
}

// One over the variance of each pixel, as the fit has its light; 0 where it does not count.
LightImage weights_of(const FitState& fit) {
    LightImage weight = empty_like(fit.image);
    parallel_blocks(weight.px.size(), 1U << 16U, [&](std::size_t begin, std::size_t end) {
        const auto gain = static_cast<float>(fit.noise.dn_per_electron);
        const auto constant = static_cast<float>(std::max(fit.noise.variance(0.0), kLeastVariance));
        for (std::size_t i = begin; i < end; ++i) {
            const float model = fit.image.px[i] - fit.result.residual.px[i];
            weight.px[i] = 1.0F / (constant + gain * std::max(model, 0.0F));
        }
    });
    clear_left_out(fit.image.left_out, weight);
    return weight;
}

void multiply_pixels(LightImage& image, const LightImage& by) {
    parallel_blocks(image.px.size(), 1U << 16U, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) image.px[i] *= by.px[i];
    });
}

double product_of(const FitState& fit, const Planes& a, const Planes& b) {
    double sum = 0.0;
    for (std::size_t sub = 0; sub < a.size(); ++sub) {
        if (!fit.free[sub]) continue;
        for (std::size_t cell = 0; cell < a[sub].size(); ++cell) {
            if (fit.mask[sub][cell] != 0)
                sum += static_cast<double>(a[sub][cell]) * static_cast<double>(b[sub][cell]);
        }
    }
    return sum;
}

// From the unweighted answer to the one with pixels weighted by their noise, by conjugate gradients in the
// image: weights differ from pixel to pixel, so that there are no simple normal equations.
void weigh_by_noise(FitState& fit) {
    const LightImage weight = weights_of(fit);
    Planes squares(fit.free.size());
    fit.emitters.project_squares(weight, fit.free, squares);
    Planes residual(fit.free.size());
    LightImage left = fit.result.residual;
    multiply_pixels(left, weight);
    fit.emitters.project(left, fit.free, residual);
    Planes scaled = residual;
    Planes product(fit.free.size());
    const auto each = [&](auto&& change) {
        for (std::size_t sub = 0; sub < fit.free.size(); ++sub) {
            if (!fit.free[sub]) continue;
            for (std::size_t cell = 0; cell < fit.mask[sub].size(); ++cell)
                change(sub, cell, fit.mask[sub][cell] != 0 && squares[sub][cell] > 0.0F);
        }
    };
    each([&](std::size_t sub, std::size_t cell, bool fitted) {
        if (!fitted) residual[sub][cell] = 0.0F;
        scaled[sub][cell] = fitted ? residual[sub][cell] / squares[sub][cell] : 0.0F;
    });
    Planes direction = scaled;
    double energy = product_of(fit, residual, scaled);
    for (int step = 0; step < kWeightedSteps; ++step) {
        LightImage seen = empty_like(fit.image);
        fit.emitters.render(direction, fit.free, Rendering::light, seen);
        multiply_pixels(seen, weight);
        fit.emitters.project(seen, fit.free, product);
        const double bend = product_of(fit, direction, product);
        if (!(bend > 0.0)) break;
        const auto along = static_cast<float>(energy / bend);
        each([&](std::size_t sub, std::size_t cell, bool fitted) {
            if (!fitted) return;
            fit.result.light[sub][cell] += along * direction[sub][cell];
            residual[sub][cell] -= along * product[sub][cell];
            scaled[sub][cell] = residual[sub][cell] / squares[sub][cell];
        });
        const double next = product_of(fit, residual, scaled);
        const auto turn = static_cast<float>(next / energy);
        energy = next;
        each([&](std::size_t sub, std::size_t cell, bool) {
            direction[sub][cell] = scaled[sub][cell] + turn * direction[sub][cell];
        });
    }
    for (std::size_t sub = 0; sub < fit.free.size(); ++sub) {
        if (fit.free[sub])
            fit.weighted_squares.push_back(std::move(squares[sub]));
        else
            fit.weighted_squares.emplace_back();
    }
}

void tell_noise(FitState& fit) {
    FittedLight& result = fit.result;
    LightImage seen = fit.image;
    clear_left_out(fit.image.left_out, seen);
    Planes mean;
    fit.emitters.project(seen, std::vector<bool>(fit.free.size(), true), mean);
    for (std::size_t sub = 0; sub < fit.free.size(); ++sub) {
        const NormalEquations& equations = fit.free[sub] ? *fit.equations : *fit.alone;
        const double crowding = fit.free[sub] ? fit.equations->crowding(sub) : 1.0;
        result.inside[sub] = equations.inside()[sub];
        result.covered[sub] = equations.covered()[sub];
        for (std::size_t cell = 0; cell < mean[sub].size(); ++cell) {
            const auto squares = static_cast<double>(equations.diagonal()[sub][cell]);
            const auto covered = static_cast<double>(equations.covered()[sub][cell]);
            if (!(covered > static_cast<double>(kLeastInside)) || !(squares > 0.0)) {
                result.sigma[sub][cell] = std::numeric_limits<float>::infinity();
                continue;
            }
            if (fit.free[sub] && !fit.weighted_squares.empty()) {
                const auto weighted = static_cast<double>(fit.weighted_squares[sub][cell]);
                result.sigma[sub][cell] = static_cast<float>(std::sqrt(crowding / std::max(weighted, 1e-30)));
                continue;
            }
            const double variance = fit.noise.variance(static_cast<double>(mean[sub][cell]) / covered);
            result.sigma[sub][cell] = static_cast<float>(std::sqrt(variance * crowding / squares));
        }
    }
}

}  // namespace

FittedLight fit_light(const LightImage& image, const Emitters& emitters, const std::vector<bool>& driven,
                      const PixelNoise& noise) {
    const std::size_t subs = driven.size();
    const auto cells = static_cast<std::size_t>(emitters.rows()) * static_cast<std::size_t>(emitters.cols());
    // A colour alone in its pixel has no crowding that would be worth being left out for.
    FitState fit{image, emitters, noise, subs == 1 ? std::vector<bool>{true} : driven, {}, {}, {},
                 {},    {},       {}};
    for (const bool one : fit.free) fit.rest.push_back(!one);
    fit.result.light.assign(subs, std::vector<float>(cells, 0.0F));
    fit.result.sigma = fit.result.light;
    fit.result.inside = fit.result.light;
    fit.result.covered = fit.result.light;
    fit.mask.resize(subs);
    for (auto& plane : fit.mask) plane.assign(cells, 0);
    if (any_of(fit.free)) {
        fit.equations = std::make_unique<const NormalEquations>(emitters, fit.free, image.left_out);
        const EmitterMask mask = mask_of(*fit.equations, fit.free);
        for (std::size_t sub = 0; sub < subs; ++sub) {
            if (fit.free[sub]) fit.mask[sub] = mask[sub];
        }
        LightImage counted = image;
        clear_left_out(image.left_out, counted);
        emitters.project(counted, fit.free, fit.right_side);
        for (std::size_t sub = 0; sub < subs; ++sub) {
            for (std::size_t cell = 0; fit.free[sub] && cell < cells; ++cell) {
                if (fit.mask[sub][cell] == 0) continue;
                fit.result.light[sub][cell] = fit.right_side[sub][cell] /
                                              fit.equations->diagonal()[sub][cell] *
                                              static_cast<float>(1.0 / fit.equations->crowding(sub));
            }
        }
        fit.equations->solve(fit.right_side, fit.mask, kSteps, fit.result.light);
    }
    find_residual(fit);
    if (any_of(fit.rest)) {
        fit.alone = std::make_unique<const NormalEquations>(emitters, fit.rest, image.left_out, false);
        find_glowing(fit);
    }
    if (noise.known() && any_of(fit.free)) weigh_by_noise(fit);
    tell_noise(fit);
    return std::move(fit.result);
}

}  // namespace waferglow::module
