// SPDX-License-Identifier: GPL-3.0-or-later
// How far a grid with stepper fields or staggers lies from where it is expected, beyond the pitch.
//
// Cells of the uniform lattice (fields and staggers left out) are measured by the period method. A
// displacement foretells the phase of each cell: that of the nearest die of the true pattern. The sum over
// cells of the moments against the phases foretold is greatest where fields and staggers fall into place;
// where a tile shows no street between fields it is the same for every whole pitch.
#pragma once

#include "libinspect/geometry/die_grid.h"
#include "libinspect/registration/internal/die_kernel.h"

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

/// A displacement of the dies, to the right and down, in pitches.
struct PatternShift {
    double right = 0.0;
    double down = 0.0;
};

/// How well each of the displacements looked at fits one tile. Immutable.
class PatternFit {
  public:
    /// `cells`: of a tile, on the uniform lattice whose cell (0, 0) is where die (0, 0) would be expected
    /// without its steps.
    PatternFit(const DieCells& cells, const DieGrid& grid);

    /// Displacements looked at: `side_x` by `side_y` steps of 1/kSteps pitch around none, over half a period
    /// of the pattern or `kMostPitches` either way.
    static constexpr int kSteps = 8;
    static constexpr double kMostPitches = 32.0;
    [[nodiscard]] int side_x() const { return side_x_; }
    [[nodiscard]] int side_y() const { return side_y_; }
    [[nodiscard]] PatternShift shift(int x, int y) const;
    [[nodiscard]] double score(int x, int y) const;

    /// The best of this tile near `about`, within half a pitch on both axes.
    [[nodiscard]] PatternShift best_near(PatternShift about) const;
    /// Its score, less where it lies farther from `about`.
    [[nodiscard]] double score_near(PatternShift about) const;

  private:
    struct Near {
        int x = 0;
        int y = 0;
        double score = 0.0;
    };
    [[nodiscard]] Near near(PatternShift about) const;

    int side_x_ = 1;
    int side_y_ = 1;
    // Either one line or, where staggers tie the axes together, one for each step along the other axis.
    std::vector<double> score_x_, score_y_;
    bool x_by_y_ = false;
    bool y_by_x_ = false;
};

/// The displacement that all tiles agree on, of equals the smallest; each may lie half a pitch off it.
struct PatternAgreement {
    PatternShift shift;
    bool tells_cols = true;  ///< false: no tile shows where along a row fields begin
    bool tells_rows = true;
};
[[nodiscard]] PatternAgreement agree(std::span<const PatternFit> tiles);

}  // namespace waferglow
