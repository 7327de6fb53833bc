// SPDX-License-Identifier: GPL-3.0-or-later
// How far each die of a row lies from where a lattice expects it.
//
// Each method gives a pair (r, q) per die and axis: r grows with the die's light, q with light times
// displacement.
//
// period: first Fourier harmonic m = r + i q of the window of exactly one pitch around the expected centre,
// the image taken as constant over each pixel and integrated exactly. Phase = 2 pi displacement / pitch, for
// any displacement up to half a pitch. A constant background gives exactly 0, and neighbours don't matter:
// what leaves the window on one side comes in on the other. Where rows and columns are staggered it does not;
// what equally bright dies around would add to the phase is taken off (phase_lean.h).
//
// edges (wide_edges: a larger reach): q is the light gained close to the far edge over the mean of the levels
// beside it, minus the same of the near edge; r is how q answers to a small displacement, for sharp edges the
// sum of both steps; displacement = q / r. Light that is uneven inside the die hardly matters.
//
// One pass over the pixels: three weighted sums over the rows of the strip, then sums over columns for each
// die.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/die_grid.h"
#include "libinspect/geometry/image.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/registration/internal/column_sums.h"
#include "libinspect/registration/internal/phase_lean.h"
#include "libinspect/registration/shading.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace waferglow {

/// Measured dies, one an index, row by row with ascending columns.
struct DieCells {
    std::vector<std::int32_t> row, col;
    std::vector<float> x_px, y_px;  ///< expected centre, from the image's middle
    std::vector<float> x_r, x_q, y_r, y_q;

    [[nodiscard]] std::size_t size() const { return row.size(); }
    void clear();
    void resize(std::size_t count);
};

enum class DieMethod { period, wide_edges, edges };

/// The methods to use one after another, each bringing dies within reach of the next: `period`, and where
/// dies are large and apart enough the edge methods.
struct DieMethods {
    std::vector<DieMethod> order;
    /// Streets are so narrow that edges disturb each other: edges only where uneven dies spoil the period
    /// method.
    bool edges_if_uneven = false;
};

[[nodiscard]] DieMethods die_methods(const TileLattice& lattice);

/// Error of a tile's displacement by the period method from which on dies count as uneven.
inline constexpr double kUnevenSigmaPx = 0.02;

/// Expected centre of the first die of a row and the step to the next, in pixels.
struct DieRowLine {
    PixelPoint first;
    PixelPoint step;
    [[nodiscard]] PixelPoint at(std::int32_t col) const {
        return {first.x + col * step.x, first.y + col * step.y};
    }
};

/// The pixel that holds a position: pixel i covers [i - 1/2, i + 1/2).
[[nodiscard]] inline int pixel_of(double position) {
    return static_cast<int>(std::floor(position + 0.5));
}

/// Measures dies of lattices of one pitch and tilt (of any origin). Immutable, thread-safe.
class DieKernel {
  public:
    struct Scratch {
        std::vector<RowWeights> weights;
        std::vector<float> a, b, c;               // column sums
        std::vector<double> sum_a, sum_b, sum_c;  // running sums of them
    };

    DieKernel(const TileLattice& lattice, const CameraInfo& camera, DieMethod method);

    /// Rows [begin, end) of the lattice, negative ones included, that may have a die wholly measurable.
    [[nodiscard]] ColumnSpan rows(const TileLattice& lattice) const;
    /// Columns of `row`, negative ones included, whose window lies in the image.
    [[nodiscard]] ColumnSpan columns(const TileLattice& lattice, std::int32_t row) const;

    /// Appends the dies `cols` of `row`, which must be among columns(lattice, row).
    void measure_row(const ImageView& image, const ImageView& dark, const TileLattice& lattice,
                     std::int32_t row, ColumnSpan cols, const ShadingSlopes& slopes, DieCells& out,
                     Scratch& scratch) const;

    [[nodiscard]] DieMethod method() const { return method_; }
    /// Displacement in pixels per radian (period) or per q / r (edges).
    [[nodiscard]] double unit_x_px() const { return x_.unit_px; }
    [[nodiscard]] double unit_y_px() const { return y_.unit_px; }
    /// Free space between a die and the window's end, px: displacements up to it cut no die.
    [[nodiscard]] double slack_px() const;
    /// Common error of a die's position, px: dies don't glow evenly.
    [[nodiscard]] double unevenness_px() const;
    /// Pixels of a die's window.
    [[nodiscard]] double window_px() const { return 4.0 * x_.window_px * y_.window_px; }

  private:
    struct Axis {
        double pitch_px = 0.0;
        double die_px = 0.0;
        double window_px = 0.0;  // half the window
        double reach_px = 0.0;   // half of what must lie in the image
        double unit_px = 0.0;
        double per_slope_px2 = 0.0;  // displacement faked by a relative slope of 1/px
        double half_width_px = 0.0;  // edges: of the integral over the edge
        double beside_px = 0.0;      // edges: of the level beside it

        /// How much of both fits between a die and the image's border, at most 1.
        [[nodiscard]] double room_share(double center, double image_px) const;
    };
    /// Neighbouring dies of one row that share a strip of pixel rows.
    struct Group {
        DieRowLine line;
        std::int32_t begin = 0;  // die columns
        std::int32_t end = 0;
        double y = 0.0;  // the strip's centre; each die's own is within half a pixel
        int first_column = 0;
        std::size_t out = 0;  // index of the first die in the result
    };

    [[nodiscard]] ColumnSpan uneven_columns(const TileLattice& lattice, std::int32_t row) const;
    [[nodiscard]] static Axis make_axis(double pitch_px, double die_px, double image_px, DieMethod method);
    void period_weights(double y, Scratch& scratch, int& first_row) const;
    void edge_weights(double y, Scratch& scratch, int& first_row) const;
    void measure_periods(const Group& group, DieCells& out, Scratch& scratch) const;
    void measure_edges(const Group& group, DieCells& out, Scratch& scratch) const;

    CameraInfo camera_;
    DieMethod method_;
    Axis x_, y_;
    std::vector<PhaseLean> leans_;           // by lean_number; empty: none
    std::vector<float> re_, im_;             // integral of exp(ikx) over each pixel column
    std::vector<double> edge_re_, edge_im_;  // its antiderivative at the left border of each column
};

}  // namespace waferglow
