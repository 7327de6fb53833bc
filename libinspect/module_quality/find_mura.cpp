// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/internal/find_mura.h"

#include "libinspect/module_quality/internal/mura_search.h"
#include "libinspect/module_quality/internal/smooth_light.h"
#include "libinspect/module_quality/visibility.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace waferglow::module {
namespace {

using std::numbers::pi;

constexpr double kFieldSigmaPx = 8.0;
constexpr double kLeastGradient = 0.01;  // from edge to edge
// A band adds up over hundreds of pixels: one as visible as a spot has twice its signal, and what
// the wide shape leaves of itself has less.
constexpr double kBandSigmas = 1.4;     // times those of spots
constexpr double kHalfWidth = 1.17741;  // sigmas at half of the height

/// What is seen without the wide shape: that is fitted to what the found shapes leave.
struct MuraPass {
    std::vector<FoundShape> shapes{};
    WideBackground background;
};

MuraPass search(const JoinedField& field, const DieGrid& grid, const QualitySettings& settings,
                const std::vector<FoundShape>& known) {
    std::vector<float> residual = field.value;
    for (const FoundShape& shape : known) take_off(shape.shape, grid, residual);
    MuraPass pass{.background = fit_background(residual, grid)};
    residual = field.value;
    for (std::int32_t r = 0; r < grid.rows; ++r) {
        for (std::int32_t c = 0; c < grid.cols; ++c)
            residual[grid.cell({r, c})] -= static_cast<float>(pass.background.at(r, c));
    }
    for (const Axis axis : {Axis::row, Axis::col}) {
        const auto bands = take_bands(residual, grid, axis, field.noise, kBandSigmas * settings.mura_sigmas);
        pass.shapes.insert(pass.shapes.end(), bands.begin(), bands.end());
    }
    const auto spots = take_spots(residual, grid, field.noise, settings.mura_sigmas);
    pass.shapes.insert(pass.shapes.end(), spots.begin(), spots.end());
    return pass;
}

MuraObject as_object(const FoundShape& found, const DieGrid& grid, const QualitySettings& settings) {
    const GaussShape& shape = found.shape;
    MuraObject object{.kind = shape.kind,
                      .row = shape.row,
                      .col = shape.col,
                      .sigma_px = shape.sigma_px,
                      .contrast = std::expm1(shape.height),
                      .snr = std::abs(found.snr)};
    const double half = kHalfWidth * shape.sigma_px;
    const double sigma_deg = shape.sigma_px / settings.viewing_ppd;
    if (shape.kind == MuraKind::spot) {
        object.area_px = pi * half * half;
        object.jnd = jnd_of_spot(object.contrast, sigma_deg);
    } else {
        object.area_px = 2.0 * half * (shape.kind == MuraKind::band_row ? grid.cols : grid.rows);
        object.jnd = jnd_of_band(object.contrast, sigma_deg);
    }
    return object;
}

/// Light that rises from one end of the module to the other.
void take_gradient(const WideBackground& background, const JoinedField& field, const DieGrid& grid,
                   std::vector<MuraObject>& objects) {
    const auto [per_row, per_col] = background.slope();
    const double half = 0.5 * (std::abs(per_row) * grid.rows + std::abs(per_col) * grid.cols);
    const double contrast = std::expm1(2.0 * half);
    const auto measured = static_cast<double>(
        std::ranges::count_if(field.value, [](float value) { return !std::isnan(value); }));
    if (contrast < kLeastGradient || !(field.noise > 0.0)) return;
    const double steepness = std::hypot(per_row, per_col);
    objects.push_back({.kind = MuraKind::gradient,
                       .row = 0.5 * (grid.rows - 1),
                       .col = 0.5 * (grid.cols - 1),
                       .sigma_px = half / steepness,
                       .contrast = contrast,
                       .area_px = measured,
                       .snr = half / std::sqrt(3.0) * std::sqrt(measured) / field.noise});
}

std::vector<float> smooth_field(const JoinedField& field, const Module& module,
                                const std::vector<double>& panel_level) {
    const std::vector<PixelRect> panels = panels_of(module);
    std::vector<float> smooth = smooth_light(field.value, there_of(field.value), module.grid.cols,
                                             {{0, module.grid.rows, 0, module.grid.cols}}, kFieldSigmaPx);
    double sum = 0.0;
    std::int64_t count = 0;
    for (std::size_t p = 0; p < panels.size(); ++p) {
        for (std::int32_t r = panels[p].top; r < panels[p].bottom; ++r) {
            for (std::int32_t c = panels[p].left; c < panels[p].right; ++c) {
                float& value = smooth[module.grid.cell({r, c})];
                if (std::isnan(value)) continue;
                value = std::exp(value + static_cast<float>(panel_level[p]));
                sum += static_cast<double>(value);
                ++count;
            }
        }
    }
    if (count == 0) return smooth;
    const auto mean = static_cast<float>(sum / static_cast<double>(count));
    for (float& value : smooth) value /= mean;
    return smooth;
}

}  // namespace

std::string_view name_of(MuraKind kind) {
    switch (kind) {
        case MuraKind::spot:
            return "spot";
        case MuraKind::band_row:
            return "band_row";
        case MuraKind::band_col:
            return "band_col";
        case MuraKind::gradient:
            return "gradient";
    }
    return {};
}

Mura find_mura(const std::vector<FieldLayer>& colours, const Module& module, const QualitySettings& settings,
               const std::vector<double>& panel_level) {
    Mura mura;
    if (colours.empty()) return mura;
    const JoinedField field = join_colours(colours, module, panel_level);
    mura.noise = field.noise;
    MuraPass pass;
    // The wide shape takes some of large spots with it, until it is fitted to what they leave.
    for (int round = 0; round < 3; ++round) pass = search(field, module.grid, settings, pass.shapes);
    // One whose middle lies beyond the module is what the wide shape leaves at its edge.
    const auto inside = [&grid = module.grid](const GaussShape& shape) {
        return shape.row > -0.5 && shape.row < grid.rows - 0.5 && shape.col > -0.5 &&
               shape.col < grid.cols - 0.5;
    };
    for (const FoundShape& found : pass.shapes) {
        if (inside(found.shape)) mura.objects.push_back(as_object(found, module.grid, settings));
    }
    take_gradient(pass.background, field, module.grid, mura.objects);
    const double pixel_mm = seen_pixel_mm(settings.viewing_ppd);
    for (MuraObject& object : mura.objects)
        object.semu = semu(object.contrast, object.area_px * pixel_mm * pixel_mm);
    std::ranges::stable_sort(mura.objects,
                             [](const MuraObject& a, const MuraObject& b) { return a.semu > b.semu; });
    mura.field = smooth_field(field, module, panel_level);
    return mura;
}

}  // namespace waferglow::module
