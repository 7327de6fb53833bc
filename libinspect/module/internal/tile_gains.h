// SPDX-License-Identifier: GPL-3.0-or-later
// By what factor each image tells too much or too little light, and what the flat frame left uncorrected:
// both from the emitters that several images show.
#pragma once

#include "libinspect/module/measure_tile.h"
#include "libinspect/module/module_geometry.h"
#include "libinspect/module/module_job.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace waferglow::module {

/// Log of the factor that depends on the place in the image, (u, v) from -1 to 1 across it: products of
/// Legendre polynomials, degrees 2 to 4. A slope is not among them: it can't be told from gains that rise
/// from tile to tile.
struct FlatResidual {
    static constexpr std::size_t kTerms = 12;
    std::array<double, kTerms> coefficient{};

    [[nodiscard]] static std::array<double, kTerms> terms(double u, double v);
    [[nodiscard]] double log_factor(double u, double v) const;
};

struct TileGains {
    std::vector<double> log_gain;  ///< of each tile given; 0 where nothing tells it
    FlatResidual flat;
    std::optional<double> stitch_rms;  ///< what is left of the steps; none: no images overlap
};

/// `tiles` in rising order of TileLight::tile, those that count.
[[nodiscard]] TileGains fit_gains(const ModuleJob& job, const ModuleGeometry& geometry,
                                  std::span<const TileLight* const> tiles);

}  // namespace waferglow::module
