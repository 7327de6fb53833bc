// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/join_tiles.h"

#include "libinspect/base/parallel.h"
#include "libinspect/module/internal/image_map.h"
#include "libinspect/module/internal/tile_gains.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow::module {

namespace {

constexpr double kFeather_px = 60.0;  // from the image's border, over which an image gains weight
constexpr double kLeastFeather = 0.05;
constexpr std::size_t kRowsOfModule = 16;  // worked on at once

// One image as it goes into a plane.
struct Part {
    const TileLight* tile = nullptr;
    ImageMap map;
    double log_gain = 0.0;
};

// Sums over the images that show a sub-pixel.
struct Sums {
    double weight = 0.0;
    double light = 0.0;
    double variance = 0.0;
    double brightest_clipped = -1.0;
    double clipped_sigma = 0.0;
};

void add(const ModuleJob& job, const FlatResidual& flat, const Part& part, std::size_t at, std::int32_t row,
         std::int32_t col, Sums& sums) {
    const TileLight& tile = *part.tile;
    const LightState state = tile.state[at];
    if (state == LightState::none) return;
    const PixelPoint place = part.map.place(row, col);
    const double last_x = job.camera.width_px - 1;
    const double last_y = job.camera.height_px - 1;
    const double factor = std::exp(
        -part.log_gain - flat.log_factor(2.0 * place.x / last_x - 1.0, 2.0 * place.y / last_y - 1.0));
    const double light = factor * static_cast<double>(tile.light[at]);
    const double sigma = factor * static_cast<double>(tile.sigma[at]);
    if (state == LightState::saturated) {
        if (light > sums.brightest_clipped) sums.clipped_sigma = sigma;
        sums.brightest_clipped = std::max(sums.brightest_clipped, light);
        return;
    }
    const double edge = std::min({place.x, place.y, last_x - place.x, last_y - place.y});
    const double weight = std::clamp(edge / kFeather_px, kLeastFeather, 1.0);
    sums.weight += weight;
    sums.light += weight * light;
    sums.variance += weight * weight * sigma * sigma;
}

void join_plane(const ModuleJob& job, const FlatResidual& flat, const std::vector<Part>& parts,
                std::size_t sub, LightPlane& plane) {
    const DieGrid& grid = job.module.grid;
    constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();
    plane.light.assign(grid.cells(), kNothing);
    plane.sigma.assign(grid.cells(), kNothing);
    plane.state.assign(grid.cells(), LightState::none);
    parallel_blocks(
        static_cast<std::size_t>(grid.rows), kRowsOfModule, [&](std::size_t begin, std::size_t end) {
            for (auto row = static_cast<std::int32_t>(begin); row < static_cast<std::int32_t>(end); ++row) {
                for (std::int32_t col = 0; col < grid.cols; ++col) {
                    Sums sums;
                    for (const Part& part : parts) {
                        if (!part.tile->holds(row, col)) continue;
                        add(job, flat, part, part.tile->at(sub, row, col), row, col, sums);
                    }
                    const std::size_t cell = grid.cell({row, col});
                    if (sums.weight > 0.0) {
                        plane.light[cell] = static_cast<float>(sums.light / sums.weight);
                        plane.sigma[cell] = static_cast<float>(std::sqrt(sums.variance) / sums.weight);
                        plane.state[cell] = LightState::measured;
                    } else if (sums.brightest_clipped >= 0.0) {
                        plane.light[cell] = static_cast<float>(sums.brightest_clipped);
                        plane.sigma[cell] = static_cast<float>(sums.clipped_sigma);
                        plane.state[cell] = LightState::saturated;
                    }
                }
            }
        });
}

}  // namespace

ModuleLight join_tiles(const ModuleJob& job, const ModuleGeometry& geometry,
                       std::span<const TileLight> tiles) {
    ModuleLight light{job.module, job.patterns, {}, geometry.registration, {}, geometry.notes};
    std::vector<const TileLight*> sorted;
    for (const TileLight& tile : tiles) sorted.push_back(&tile);
    std::ranges::sort(sorted, {}, [](const TileLight* tile) { return tile->tile; });
    std::vector<const TileLight*> counting;
    for (const TileLight* tile : sorted) {
        if (tile->left_out.empty()) {
            if (tile->rows > 0) counting.push_back(tile);
            continue;
        }
        light.notes.push_back(fmt::format("image {} does not count: {}",
                                          job.tiles[static_cast<std::size_t>(tile->tile)].name,
                                          tile->left_out));
    }
    const TileGains gains = fit_gains(job, geometry, counting);
    light.stitch_rms = gains.stitch_rms;
    const std::size_t subs = job.module.sub_pixels.size();
    light.planes.resize(job.patterns.size() * subs);
    for (std::size_t pattern = 0; pattern < job.patterns.size(); ++pattern) {
        std::vector<Part> parts;
        for (std::size_t i = 0; i < counting.size(); ++i) {
            const auto tile = static_cast<std::size_t>(counting[i]->tile);
            if (job.tiles[tile].pattern != pattern) continue;
            const PositionShift& position = geometry.positions[geometry.position_of[tile]];
            parts.push_back({counting[i],
                             ImageMap(geometry.registration, job.module, job.camera,
                                      {position.reported.x + position.shift_x_um,
                                       position.reported.y + position.shift_y_um},
                                      {counting[i]->shift_x_px, counting[i]->shift_y_px}),
                             gains.log_gain[i]});
        }
        for (std::size_t sub = 0; sub < subs; ++sub) {
            join_plane(job, gains.flat, parts, sub, light.plane(pattern, sub));
        }
    }
    return light;
}

}  // namespace waferglow::module
