// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/pilot.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace waferglow {

void measure_cells(Pilot& pilot, const DieKernel& kernel, const TileLattice& lattice,
                   const RegistrationSetup& setup, const ShadingSlopes& slopes, std::int32_t enough) {
    pilot.cells.clear();
    const ColumnSpan rows = kernel.rows(lattice);
    const std::int32_t middle = rows.begin + rows.size() / 2;
    const std::int32_t cells = rows.size() * kernel.columns(lattice, middle).size();
    std::int32_t step = std::max(1, cells / enough);
    if (lattice.steps.staggered() && step % 2 == 0) ++step;  // rows of both kinds
    for (std::int32_t row = rows.begin; row < rows.end; row += step) {
        kernel.measure_row(pilot.tile.image, setup.dark, lattice, row, kernel.columns(lattice, row), slopes,
                           pilot.cells, pilot.kernel_scratch);
    }
}

TileLattice untilted(const TileLattice& lattice, const DieGrid& grid, const CameraInfo& camera) {
    const DieIndex middle = lattice.nearest({0.5 * camera.width_px, 0.5 * camera.height_px});
    const PixelPoint kept = lattice.center(middle);
    TileLattice straight = lattice;
    straight.origin = {};
    straight.along_col = {grid.pitch_x_um / camera.pixel_um, 0.0};
    straight.along_row = {0.0, grid.pitch_y_um / camera.pixel_um};
    const PixelPoint from_origin = straight.center(middle);
    straight.origin = {kept.x - from_origin.x, kept.y - from_origin.y};
    return straight;
}

void measure_rectangle(Pilot& pilot, const DieKernel& kernel, const TileLattice& lattice,
                       const RegistrationSetup& setup, const ShadingSlopes& slopes) {
    if (lattice.steps.uniform()) {
        measure_cells(pilot, kernel, lattice, setup, slopes);
        return;
    }
    pilot.cells.clear();
    const ColumnSpan rows = kernel.rows(lattice);
    ColumnSpan shared{std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
    for (std::int32_t row = rows.begin; row < rows.end; ++row) {
        const ColumnSpan cols = kernel.columns(lattice, row);
        if (cols.size() > 0) shared = common(shared, cols);
    }
    for (std::int32_t row = rows.begin; row < rows.end; ++row) {
        if (kernel.columns(lattice, row).size() == 0) continue;
        kernel.measure_row(pilot.tile.image, setup.dark, lattice, row, shared, slopes, pilot.cells,
                           pilot.kernel_scratch);
    }
}

Shading shading_of_dies(std::span<const Pilot> pilots, const CameraInfo& camera) {
    std::vector<std::vector<ShadingSample>> groups;
    for (const Pilot& pilot : pilots) {
        std::vector<ShadingSample> samples;
        for (std::size_t i = 0; pilot.motion.found && i < pilot.cells.size(); ++i) {
            const double light = static_cast<double>(pilot.motion_scratch.light[i]);
            if (light < 0.6 || light > 1.6) continue;  // defects, and a fall-off never is that steep
            samples.push_back({.x_px = static_cast<double>(pilot.cells.x_px[i]),
                               .y_px = static_cast<double>(pilot.cells.y_px[i]),
                               .ln_light = std::log(light)});
        }
        if (pilot.motion.dies_distinct) groups.push_back(std::move(samples));
    }
    return fit_shading(groups, camera, 2);
}

}  // namespace waferglow
