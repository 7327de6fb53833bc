// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/measure_tile.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/module/internal/lattice_start.h"
#include "libinspect/module/internal/refine_sights.h"
#include "libinspect/module/internal/tail.h"
#include "libinspect/module/internal/tile_shift.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

#include <fmt/format.h>

namespace waferglow::module {

namespace {

constexpr int kShiftPatches = 3;        // across and down, by which the shift is found
constexpr float kWholeInView = 0.97F;   // of an emitter's light within the image
constexpr float kLeastCounting = 0.5F;  // of its light on pixels that count
constexpr double kNear_px = 0.25;       // farther shifts are checked by the lattice,
constexpr double kAgree_px = 0.1;       // which is right within this
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

// Where the content of an image of one colour lies against the geometry, by the phases of its lattice: within
// half a pitch, and less exact than the fit.
std::optional<PixelPoint> shift_by_lattice(const ModuleJob& job, const LightImage& light, const ImageMap& map,
                                           std::size_t pattern) {
    constexpr std::size_t kLeastBlocks = 4;
    if (job.patterns[pattern].lights.size() != 1) return std::nullopt;
    const std::vector<PlacedSight> sights =
        refine_sights(light, map, job.module, cut_to_module(rect_in_view(map, job.camera, 0), job.module),
                      middle_of_light(job, pattern), true);
    if (sights.size() < kLeastBlocks) return std::nullopt;
    std::vector<double> x;
    std::vector<double> y;
    for (const PlacedSight& sight : sights) {
        const PixelPoint there = map.place(sight.nominal, sight.panel);
        x.push_back(sight.at.x - there.x);
        y.push_back(sight.at.y - there.y);
    }
    return PixelPoint{upper_median(x), upper_median(y)};
}

struct Measuring {
    const ModuleJob& job;
    const ModuleGeometry& geometry;
    std::size_t pattern;
    StagePoint middle;
    std::vector<bool> driven;
    std::vector<Footprint> footprints;
    PixelNoise noise;

    [[nodiscard]] ImageMap map(PixelPoint shift) const {
        return {geometry.registration, job.module, job.camera, middle, shift};
    }
};

TileShift find_shift(const Measuring& m, const LightImage& light) {
    const auto fit_from = [&](PixelPoint start) {
        TileShift shift =
            fit_shift(sample_patches(light, m.map(start), m.job.module, m.job.camera, kShiftPatches),
                      m.footprints, m.driven, m.noise);
        if (shift.found) {
            shift.shift_px.x += start.x;
            shift.shift_px.y += start.y;
        }
        return shift;
    };
    const TileShift near = fit_from({});
    if (near.found && std::hypot(near.shift_px.x, near.shift_px.y) < kNear_px) return near;
    const std::optional<PixelPoint> start = shift_by_lattice(m.job, light, m.map({}), m.pattern);
    if (!start || std::hypot(start->x - near.shift_px.x, start->y - near.shift_px.y) < kAgree_px) return near;
    const TileShift far = fit_from(*start);
    return far.found ? far : near;
}

// Light of emitters that saturate the camera is thrown wide, too, but the image does not hold it: what the
// fit tells of it takes the place of the saturated pixels, and the tail is taken off anew.
LightImage with_saturated_filled(const LightImage& seen, const LightImage& light, const FittedLight& fit,
                                 const Emitters& emitters, std::span<const TailTerm> tail) {
    LightImage model = empty_like(light);
    emitters.render(fit.light, std::vector<bool>(fit.light.size(), true), Rendering::light, model);
    LightImage filled = seen;
    for (int y = 0; y < seen.height; ++y) {
        for (const std::int32_t x : seen.left_out[static_cast<std::size_t>(y)]) {
            const float tail_dn = seen.row(y)[x] - light.row(y)[x];
            filled.row(y)[x] = std::max(filled.row(y)[x], model.row(y)[x] + tail_dn);
        }
    }
    take_off_tail(tail, filled);
    return filled;
}

}  // namespace

TileLight measure_tile(const ModuleJob& job, const ModuleGeometry& geometry, std::size_t tile,
                       const Image& image) {
    TileLight result;
    result.tile = tile;
    const LightImage seen = light_of(image, *geometry.correction, geometry.dark_level_dn);
    LightImage light = seen;
    take_off_tail(geometry.tail, light);
    result.saturated_px = light.saturated;
    const PositionShift& position = geometry.positions[geometry.position_of[tile]];
    const std::size_t subs = job.module.sub_pixels.size();
    const std::size_t shown = job.tiles[tile].pattern;
    const LitPattern& pattern = job.patterns[shown];
    Measuring m{
        job,
        geometry,
        shown,
        {position.reported.x + position.shift_x_um, position.reported.y + position.shift_y_um},
        driven_by(pattern, subs),
        {},
        {geometry.dn_per_electron, geometry.read_noise_dn, share_of(geometry.tail) * mean_light(seen)}};
    m.footprints = footprints_of(job.module, m.map({}).px_per_um(), geometry.blur_px);
    const TileShift shift = find_shift(m, light);
    result.shift_x_px = shift.shift_px.x;
    result.shift_y_px = shift.shift_px.y;
    result.shift_sigma_px = shift.sigma_px;
    result.source = shift.found ? ShiftSource::own : ShiftSource::borrowed;
    const ImageMap map = m.map(shift.shift_px);
    const GridRect rect = cut_to_module(rect_in_view(map, job.camera, 1), job.module);
    if (rect.empty()) return result;
    result.first_row = rect.first_row;
    result.first_col = rect.first_col;
    result.rows = rect.rows();
    result.cols = rect.cols();
    const Emitters emitters(emitters_of(map, job.module, rect), m.footprints, light.width, light.height);
    FittedLight fit = fit_light(light, emitters, m.driven, m.noise);
    if (seen.saturated > 0 && !geometry.tail.empty()) {
        light = with_saturated_filled(seen, light, fit, emitters, geometry.tail);
        fit = fit_light(light, emitters, m.driven, m.noise);
    }
    const Unexplained left = unexplained_in(light, fit.residual, m.noise);
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
