// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/module/inspect_scene.h"

#include <algorithm>
#include <cmath>

namespace waferglow::module_test {

Inspected inspect(const Scene& scene) {
    std::vector<Image> images;
    for (std::size_t tile = 0; tile < scene.job.tiles.size(); ++tile) images.push_back(scene.render(tile));
    const module::TileLoader load = [&](std::size_t tile, Image&) -> const Image& { return images[tile]; };
    Inspected all{locate_module(scene.job, load), {}, {}};
    for (std::size_t tile = 0; tile < images.size(); ++tile) {
        all.tiles.push_back(measure_tile(scene.job, all.geometry, tile, images[tile]));
    }
    all.light = join_tiles(scene.job, all.geometry, all.tiles);
    return all;
}

double light_error(const Scene& scene, const module::ModuleLight& light, std::size_t pattern,
                   std::size_t sub) {
    const module::LightPlane& plane = light.plane(pattern, sub);
    const std::vector<double>& truth = scene.of(pattern, sub);
    std::vector<double> ratios;
    for (std::size_t cell = 0; cell < truth.size(); ++cell) {
        if (truth[cell] <= 0.0 || plane.state[cell] != module::LightState::measured) continue;
        ratios.push_back(static_cast<double>(plane.light[cell]) / truth[cell]);
    }
    if (ratios.empty()) return 1.0;
    std::ranges::sort(ratios);
    const double typical = ratios[ratios.size() / 2];
    double sum = 0.0;
    for (const double ratio : ratios) sum += (ratio / typical - 1.0) * (ratio / typical - 1.0);
    return std::sqrt(sum / static_cast<double>(ratios.size()));
}

}  // namespace waferglow::module_test
