// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/measure_tile.h"

#include "libinspect/base/parallel.h"
#include "libinspect/module/internal/tail.h"
#include "libinspect/module/internal/tile_shift.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow::module {

namespace {

constexpr int kShiftPatches = 4;        // across and down, by which the shift is found
constexpr float kWholeInView = 0.97F;   // of an emitter's light within the image
constexpr float kLeastCounting = 0.5F;  // of its light on pixels that count
constexpr double kForeignShare = 0.25;  // of the light's power left unexplained: not this pattern, not here

std::vector<bool> driven_by(const LitPattern& pattern, std::size_t subs) {
    std::vector<bool> driven;
    for (std::size_t sub = 0; sub < subs; ++sub) driven.push_back(pattern.drives(sub));
    return driven;
}

double mean_light(const LightImage& image) {
    double sum = 0.0;
    for (int y = 0; y < image.height; ++y) {
        const float* line = image.row(y);
        for (int x = 0; x < image.width; ++x) sum += static_cast<double>(line[x]);
    }
    return std::max(sum, 0.0) / (static_cast<double>(image.width) * image.height);
}

struct Unexplained {
    double squares = 0.0;
    double light_squares = 0.0;
    double variance = 0.0;
};

Unexplained unexplained_in(const LightImage& image, const LightImage& residual, const PixelNoise& noise) {
    std::vector<Unexplained> rows(static_cast<std::size_t>(image.height));
    parallel_blocks(rows.size(), 64, [&](std::size_t begin, std::size_t end) {
        for (std::size_t y = begin; y < end; ++y) {
            const float* seen = image.row(static_cast<int>(y));
            const float* left = residual.row(static_cast<int>(y));
            for (int x = 0; x < image.width; ++x) {
                const auto light = static_cast<double>(seen[x]);
                const auto rest = static_cast<double>(left[x]);
                rows[y].squares += rest * rest;
                rows[y].light_squares += light * light;
                rows[y].variance += noise.variance(light);
            }
        }
    });
    Unexplained sum;
    for (const Unexplained& row : rows) {
        sum.squares += row.squares;
        sum.light_squares += row.light_squares;
        sum.variance += row.variance;
    }
    return sum;
}

void store(const FittedLight& fit, double kept, TileLight& result) {
    const float factor = static_cast<float>(1.0 / kept);
    const std::size_t cells = fit.light.empty() ? 0 : fit.light[0].size();
    const std::size_t count = fit.light.size() * cells;
    result.light.resize(count);
    result.sigma.resize(count);
    result.state.assign(count, LightState::none);
    for (std::size_t sub = 0; sub < fit.light.size(); ++sub) {
        for (std::size_t cell = 0; cell < cells; ++cell) {
            const std::size_t at = sub * cells + cell;
            const float inside = fit.inside[sub][cell];
            if (inside < kWholeInView) {
                result.light[at] = result.sigma[at] = std::numeric_limits<float>::quiet_NaN();
                continue;
            }
            result.light[at] = factor * fit.light[sub][cell];
            result.sigma[at] = factor * fit.sigma[sub][cell];
            result.state[at] = fit.covered[sub][cell] < kLeastCounting * inside ? LightState::saturated
                                                                                : LightState::measured;
        }
    }
}

}  // namespace

TileLight measure_tile(const ModuleJob& job, const ModuleGeometry& geometry, std::size_t tile,
                       const Image& image) {
    TileLight result;
    result.tile = tile;
    LightImage light = light_of(image, *geometry.correction, geometry.dark_level_dn);
    const double tail_dn = share_of(geometry.tail) * mean_light(light);
    take_off_tail(geometry.tail, light);
    result.saturated_px = light.saturated;
    const PositionShift& position = geometry.positions[geometry.position_of[tile]];
    const StagePoint middle{position.reported.x + position.shift_x_um,
                            position.reported.y + position.shift_y_um};
    const std::size_t subs = job.module.sub_pixels.size();
    const LitPattern& pattern = job.patterns[job.tiles[tile].pattern];
    const std::vector<bool> driven = driven_by(pattern, subs);
    const PixelNoise noise{geometry.dn_per_electron, geometry.read_noise_dn, tail_dn};
    const ImageMap start(geometry.registration, job.module, job.camera, middle);
    const std::vector<Footprint> footprints = footprints_of(job.module, start.px_per_um(), geometry.blur_px);
    const TileShift shift = fit_shift(sample_patches(light, start, job.module, job.camera, kShiftPatches),
                                      footprints, driven, noise);
    result.shift_x_px = shift.shift_px.x;
    result.shift_y_px = shift.shift_px.y;
    result.shift_sigma_px = shift.sigma_px;
    result.source = shift.found ? ShiftSource::own : ShiftSource::borrowed;
    const ImageMap map(geometry.registration, job.module, job.camera, middle, shift.shift_px);
    const GridRect rect = cut_to_module(rect_in_view(map, job.camera, 1), job.module);
    if (rect.empty()) return result;
    result.first_row = rect.first_row;
    result.first_col = rect.first_col;
    result.rows = rect.rows();
    result.cols = rect.cols();
    const EmitterGrid grid = emitters_of(map, job.module, rect);
    const Emitters emitters(grid, footprints, light.width, light.height);
    const FittedLight fit = fit_light(light, emitters, driven, noise);
    const Unexplained left = unexplained_in(light, fit.residual, noise);
    result.residual = left.variance > 0.0 ? std::sqrt(left.squares / left.variance) : 0.0;
    if (!pattern.black() && result.source == ShiftSource::own &&
        left.squares > kForeignShare * left.light_squares) {
        result.left_out = fmt::format("{:.0f} % of its light is not where the pattern '{}' has pixels",
                                      100.0 * std::sqrt(left.squares / left.light_squares), pattern.name);
    }
    store(fit, 1.0 - share_of(geometry.tail), result);
    return result;
}

}  // namespace waferglow::module
