// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/pilot_pattern.h"

#include "libinspect/base/parallel.h"

#include <optional>

namespace waferglow {
namespace {

PatternFit fit_pattern(const PilotTile& pilot, const RegistrationSetup& setup, const GridPose& pose,
                       const ShadingSlopes& slopes) {
    TileLattice lattice = lattice_in_tile(setup.grid, pose, setup.camera, pilot.reported);
    lattice.steps = {};
    const DieKernel kernel(lattice, setup.camera, DieMethod::period);
    DieCells cells;
    DieKernel::Scratch scratch;
    const ColumnSpan rows = kernel.rows(lattice);
    for (std::int32_t row = rows.begin; row < rows.end; ++row)
        kernel.measure_row(pilot.image, setup.dark, lattice, row, kernel.columns(lattice, row), slopes, cells,
                           scratch);
    return {cells, setup.grid};
}

}  // namespace

PilotPattern find_pattern(std::span<const PilotTile> pilots, const RegistrationSetup& setup,
                          const GridPose& pose, const ShadingSlopes& slopes, bool together) {
    std::vector<std::optional<PatternFit>> found(pilots.size());
    parallel_blocks(pilots.size(), 1, [&](std::size_t i, std::size_t) {
        found[i] = fit_pattern(pilots[i], setup, pose, slopes);
    });
    std::vector<PatternFit> fits;
    fits.reserve(found.size());
    for (std::optional<PatternFit>& fit : found) fits.push_back(std::move(*fit));
    PilotPattern pattern{.lags = {}, .agreement = agree(fits)};
    const auto m = pose.transform();
    for (const PatternFit& fit : fits) {
        const PatternShift about = together ? pattern.agreement.shift : agree(std::span(&fit, 1)).shift;
        const PatternShift shift = fit.best_near(about);
        const double x = shift.right * setup.grid.pitch_x_um;
        const double y = -shift.down * setup.grid.pitch_y_um;
        pattern.lags.push_back({m.xx() * x + m.xy() * y, m.yx() * x + m.yy() * y});
    }
    return pattern;
}

}  // namespace waferglow
