// SPDX-License-Identifier: GPL-3.0-or-later
// What dies lie on: a round wafer with flats or a notch, or a rectangle (panel, module). Where its edge runs,
// what of it is usable, and how far from its middle a point lies.
#pragma once

#include "libinspect/geometry/die_grid.h"
#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/wafer.h"

#include <variant>
#include <vector>

namespace waferglow {

/// A rectangular substrate, its middle at the origin, its sides along the axes. Lengths in mm.
struct Panel {
    double width_mm = 0.0;
    double height_mm = 0.0;
    double edge_exclusion_mm = 0.0;
    friend bool operator==(const Panel&, const Panel&) = default;
};

/// Checks lengths and ranges; throws Error(input) that names the field and the value.
void validate(const Panel& panel);

/// The one place that knows shapes. Immutable value; made from either kind without further ado.
class Substrate {
  public:
    Substrate(const Wafer& wafer);  // NOLINT(google-explicit-constructor): a wafer is a substrate
    Substrate(const Panel& panel);  // NOLINT(google-explicit-constructor)

    /// Whether a whole rectangle lies where dies may lie. Round: inside of diameter/2 - edge exclusion and of
    /// every flat by the flat exclusion, and outside of the notch: a V of 90 degrees as deep as the notch
    /// and the edge exclusion. Panel: inside of its sides by the edge exclusion.
    [[nodiscard]] bool usable(const WaferRect& rect) const { return inside_edge(rect) && !in_notch(rect); }
    /// The same without the notch: what is left is convex.
    [[nodiscard]] bool inside_edge(const WaferRect& rect) const;
    /// Whether a part of the rectangle lies in the notch, or below it.
    [[nodiscard]] bool in_notch(const WaferRect& rect) const;

    /// Distance from the middle relative to that of the usable edge: 0 in the middle, 1 there, more outside.
    /// Flats and notch don't count: zones of one wafer are those of another.
    [[nodiscard]] double eccentricity(WaferPoint p) const;
    /// Zone of a point: rings of equal width (frames on a panel), 0 in the middle; the outermost holds all
    /// that lies farther out.
    [[nodiscard]] int zone(WaferPoint p, int zones) const;

    /// Half of the width and of the height of what is usable, um: no die reaches farther.
    [[nodiscard]] double usable_half_width_um() const { return usable_half_x_um_; }
    [[nodiscard]] double usable_half_height_um() const { return usable_half_y_um_; }

    /// The edge as a closed polygon, counter-clockwise; `segments` for the arcs of a round one.
    [[nodiscard]] std::vector<WaferPoint> outline_um(int segments = 720) const;
    /// The edge of what is usable, likewise: inside of the outline by the edge and the flat exclusion.
    [[nodiscard]] std::vector<WaferPoint> usable_outline_um(int segments = 720) const;

  private:
    std::variant<Wafer, Panel> shape_;
    double usable_half_x_um_ = 0.0;
    double usable_half_y_um_ = 0.0;
    // Of a round one; infinite where there is none.
    double primary_um_ = 0.0;    // nothing is usable below -primary
    double secondary_um_ = 0.0;  // nor right of this
    double notch_tip_um_ = 0.0;  // nor where -y > tip + |x|
};

}  // namespace waferglow
