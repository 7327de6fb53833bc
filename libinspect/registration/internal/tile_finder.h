// SPDX-License-Identifier: GPL-3.0-or-later
// The displacement of one tile against a pose, from as few of its die rows as will do.
#pragma once

#include "libinspect/registration/internal/die_kernel.h"
#include "libinspect/registration/internal/motion_fit.h"
#include "libinspect/registration/tile_registration.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace waferglow {

/// Buffers of TileFinder, reused from tile to tile. Confined.
struct FinderScratch {
    DieCells cells;
    DieKernel::Scratch kernel;
    MotionScratch motion;
    std::vector<std::int32_t> rows;  // with dies to measure, in reading order
};

/// Finds tiles' displacements under one pose. Immutable, thread-safe with a scratch each.
class TileFinder {
  public:
    TileFinder(const RegistrationSetup& setup, const PoseEstimate& estimate);

    /// Displacement (right, down) of the dies in a tile whose middle the stage reported at `reported`, modulo
    /// the pitch nearest to zero. `expected`: what another channel found at this position, if any: where the
    /// contrast of dies is not known, a grid half a pitch off it in both directions is one of dark dies on
    /// bright streets (reflected light) and taken as such.
    [[nodiscard]] TileMotion find(const ImageView& image, StagePoint reported,
                                  const std::optional<PixelPoint>& expected, FinderScratch& scratch) const;

  private:
    /// How much of a tile to read: at first, and until which standard error.
    struct Effort {
        std::size_t dies = 0;
        std::size_t rows = 0;
        double wanted_sigma_px = 0.0;
    };

    [[nodiscard]] TileLattice lattice_at(StagePoint reported, PixelPoint lag) const;
    [[nodiscard]] ColumnSpan dies_of_row(const DieKernel& kernel, const TileLattice& lattice,
                                         std::int32_t row) const;
    [[nodiscard]] TileMotion measure(const DieKernel& kernel, const ImageView& image, StagePoint reported,
                                     PixelPoint lag, const Effort& effort, bool dark_dies,
                                     FinderScratch& scratch) const;
    [[nodiscard]] TileMotion find_by_period(const ImageView& image, StagePoint reported, const Effort& effort,
                                            const std::optional<PixelPoint>& expected, bool& dark_dies,
                                            FinderScratch& scratch) const;
    [[nodiscard]] TileMotion find_by_edges(const ImageView& image, StagePoint reported, TileMotion start,
                                           bool dark_dies, FinderScratch& scratch) const;

    RegistrationSetup setup_;
    GridPose pose_;
    double jitter_px_ = 0.0;
    ShadingSlopes slopes_;
    std::vector<DieKernel> kernels_;  // the period method, then the edge methods from wide to narrow
    bool edges_if_uneven_ = false;
};

}  // namespace waferglow
