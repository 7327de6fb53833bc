// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/tile_locator.h"

#include "libinspect/registration/internal/lattice_locator.h"
#include "libinspect/registration/internal/stage_locator.h"

namespace waferglow {

std::unique_ptr<TileLocator> make_locator(GridSight sight, const RegistrationSetup& setup,
                                          const PoseEstimate& estimate) {
    if (sight == GridSight::stage) return std::make_unique<StageLocator>(setup.camera, estimate);
    return std::make_unique<LatticeLocator>(setup, estimate);
}

}  // namespace waferglow
