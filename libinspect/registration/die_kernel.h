// SPDX-License-Identifier: GPL-3.0-or-later
// How far each die of a row lies from where a lattice expects it.
//
// Two methods, each gives per die and axis a pair (r, q): r grows with the die's light, q with light times
// displacement.
//   period: first Fourier harmonic m = r + i q of the window of exactly one pitch around the expected centre,
//   the
//           image taken as constant over each pixel and integrated exactly. Phase = 2 pi displacement /
//           pitch, for any displacement up to half a pitch; a constant background gives exactly 0, and so do
//           a grid's own neighbours, for whatever leaves the window at one side comes in at the other.
//   edges:  for displacements below 2 px. q is the light gained within `half_width` of the far edge over the
//           mean of the levels beside it, minus the same of the near edge; r is the sum of both steps;
//           displacement = q / r. Light that is uneven inside the die hardly matters.
// One pass over the pixels: three weighted sums over the rows of the strip, then sums over columns a die.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/die_grid.h"
#include "libinspect/geometry/image.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/registration/column_sums.h"
#include "libinspect/registration/shading.h"

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

enum class DieMethod { period, edges };

/// Expected centre of the first die of a row and the step to the next, in pixels.
struct DieRowLine {
    PixelPoint first;
    PixelPoint step;
    [[nodiscard]] PixelPoint at(std::int32_t col) const {
        return {first.x + col * step.x, first.y + col * step.y};
    }
};

/// Measures dies of lattices of one pitch and tilt (of any origin). Immutable, thread-safe.
class DieKernel {
  public:
    struct Scratch {
        std::vector<RowWeights> weights;
        std::vector<float> a, b, c;               // column sums
        std::vector<double> sum_a, sum_b, sum_c;  // running sums of them
    };

    DieKernel(const TileLattice& lattice, const CameraInfo& camera, DieMethod method);

    /// True where dies are large and far enough apart for the edge method.
    [[nodiscard]] static bool edges_possible(const TileLattice& lattice);

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
    /// Pixels of a die's window.
    [[nodiscard]] double window_px() const { return 4.0 * x_.reach_px * y_.reach_px; }

  private:
    struct Axis {
        double pitch_px = 0.0;
        double die_px = 0.0;
        double reach_px = 0.0;  // half the window
        double unit_px = 0.0;
        double per_slope_px2 = 0.0;  // displacement faked by a relative slope of 1/px
        double half_width_px = 0.0;  // edges: of the integral over the edge
        double beside_px = 0.0;      // edges: of the level beside it
    };
    struct Group;

    [[nodiscard]] static Axis make_axis(double pitch_px, double die_px, DieMethod method);
    void period_weights(double y, Scratch& scratch, int& first_row) const;
    void edge_weights(double y, Scratch& scratch, int& first_row) const;
    void measure_periods(const Group& group, DieCells& out, Scratch& scratch) const;
    void measure_edges(const Group& group, DieCells& out, Scratch& scratch) const;

    CameraInfo camera_;
    DieMethod method_;
    Axis x_, y_;
    std::vector<float> re_, im_;             // integral of exp(ikx) over each pixel column
    std::vector<double> edge_re_, edge_im_;  // its antiderivative at the left border of each column
};

}  // namespace waferglow
