// SPDX-License-Identifier: GPL-3.0-or-later
// Which peak of a spectrum is which line of a lamp, when the axis is known roughly.
#pragma once

#include "calibration/lamp_lines.h"

#include <cstddef>
#include <vector>

namespace waferglow::calibration {

/// Correction of the coarse axis: offset + stretch u + bend (u^2 - 1/3), u from -1 to 1 over the pixels.
struct Correction {
    double offset = 0.0;
    double stretch = 0.0;
    double bend = 0.0;
    [[nodiscard]] double at(double u) const { return offset + stretch * u + bend * (u * u - 1.0 / 3.0); }
};

/// A peak as the search sees it.
struct Sighting {
    double u = 0.0;
    double nm = 0.0;  // by the coarse axis
    double weight = 0.0;
};

/// How far a correction may go, in nm, and how far a peak may lie from its line.
struct CorrectionLimits {
    Correction reach;
    double range_nm = 0.0;  ///< of the axis
    double tolerance_nm = 0.0;
};

/// Index of the line of `lines` (ascending, not empty) that lies nearest to `nm`.
[[nodiscard]] std::size_t nearest_line(const std::vector<LampLine>& lines, double nm);

/// The correction under which most peaks meet a line: over a grid; then over finer ones about each of its
/// best, since with lines so many the best of a coarse look is often a chance. `lines` ascending, not empty.
[[nodiscard]] Correction search_correction(const std::vector<Sighting>& peaks,
                                           const std::vector<LampLine>& lines,
                                           const CorrectionLimits& limits);

}  // namespace waferglow::calibration
