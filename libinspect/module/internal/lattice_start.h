// SPDX-License-Identifier: GPL-3.0-or-later
// The start of locating a module: the images that show its lattice best, and a geometry in which whole pixels
// are still open.
#pragma once

#include "libinspect/module/internal/fit_registration.h"
#include "libinspect/module/internal/light_image.h"
#include "libinspect/module/module_geometry.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace waferglow::module {

/// Images taken at one place of the stage.
struct StagePosition {
    StagePoint reported;
    std::vector<std::size_t> tiles;   ///< of the job, one a pattern
    std::optional<std::size_t> tile;  ///< the one by which it was located; none: no image shows the lattice
    std::vector<PlacedSight> sights;  ///< of it
    RegistrationFit alone;            ///< by this image alone
};

/// Places of the stage in the order of their first tile.
[[nodiscard]] std::vector<StagePosition> stage_positions(const ModuleJob& job);

/// Where in a pixel the light of a pattern comes from, um from its middle.
[[nodiscard]] WaferPoint middle_of_light(const ModuleJob& job, std::size_t pattern);

/// Loads and corrects images.
class ModuleImages {
  public:
    ModuleImages(const ModuleJob& job, const TileLoader& load, const PixelCorrection& correction,
                 double dark_level_dn)
        : job_(job), load_(load), correction_(correction), dark_level_dn_(dark_level_dn) {}
    [[nodiscard]] LightImage light(std::size_t tile) const {
        Image scratch;
        return light_of(load_(tile, scratch), correction_, dark_level_dn_);
    }
    [[nodiscard]] const ModuleJob& job() const { return job_; }

  private:
    const ModuleJob& job_;
    const TileLoader& load_;
    const PixelCorrection& correction_;
    double dark_level_dn_;
};

/// Patterns of one colour that show the lattice, the brightest first. Throws Error(job) where none does.
[[nodiscard]] std::vector<std::size_t> rank_patterns(const ModuleImages& images,
                                                     std::span<const StagePosition> positions);

/// Finds the lattice in an image of each position, of the first pattern that shows it there, and joins them:
/// the stage is taken to be right within half a pitch.
[[nodiscard]] RegistrationFit start_lattice(const ModuleImages& images, std::span<const std::size_t> patterns,
                                            std::vector<StagePosition>& positions);

}  // namespace waferglow::module
