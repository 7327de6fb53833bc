// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/tile_locator.h"

#include "libinspect/registration/internal/lattice_locator.h"
#include "libinspect/registration/internal/stage_locator.h"

#include <cmath>
#include <cstdint>

namespace waferglow {

std::unique_ptr<TileLocator> make_locator(GridSight sight, const RegistrationSetup& setup,
                                          const PoseEstimate& estimate) {
    if (sight == GridSight::stage) return std::make_unique<StageLocator>(setup.camera, estimate);
    return std::make_unique<LatticeLocator>(setup, estimate);
}

DieContrast contrast_of(std::span<const TileRegistration> tiles, const DieGrid& grid) {
    constexpr std::int64_t kFewest = 6;
    std::int64_t told = 0;
    std::int64_t between = 0;
    for (const TileRegistration& tile : tiles) {
        if (tile.source != RegistrationSource::own) continue;
        ++told;
        const double x = std::abs(std::remainder(tile.shift_x_um, grid.pitch_x_um));
        const double y = std::abs(std::remainder(tile.shift_y_um, grid.pitch_y_um));
        if (x > 0.25 * grid.pitch_x_um && y > 0.25 * grid.pitch_y_um) ++between;
    }
    if (told < kFewest) return DieContrast::unknown;
    return 2 * between > told ? DieContrast::dark : DieContrast::bright;
}

}  // namespace waferglow
