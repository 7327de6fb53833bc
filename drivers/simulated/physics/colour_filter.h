// SPDX-License-Identifier: GPL-3.0-or-later
// An interference filter whose transmission slopes over the emission line, as a camera sees it: the further
// from the middle of the field, the more slanted the light and the bluer the filter.
#pragma once

#include "drivers/simulated/physics/sloped_filter.h"

#include <vector>

namespace waferglow::simulated {

struct FilterSettings {
    SlopedFilter curve{.centre_nm = 455.0, .width_nm = 11.3, .low = 0.02, .high = 0.92, .n_eff = 1.9};
    double corner_angle_deg = 6.0;  ///< of the light from the corners of the field; grows with the distance
    double tilt_deg = 0.7;          ///< of the filter, along the rows of the image
    friend bool operator==(const FilterSettings&, const FilterSettings&) = default;
};

/// Of an emission line of two half Gaussians.
struct LineWidths {
    double short_sigma_nm = 7.3;
    double long_sigma_nm = 8.5;
};

/// Immutable, thread-safe.
class ColourFilter {
  public:
    /// Throws Error(input) on settings that make no sense.
    ColourFilter(const FilterSettings& settings, const LineWidths& line);

    /// At normal incidence.
    [[nodiscard]] double transmission(double nm) const { return settings_.curve.transmission(nm, 0.0); }
    /// Where the edge lies for light that comes from (u, v) of the field, each -1 to 1 from border to border.
    [[nodiscard]] double edge_nm(double u, double v) const;
    /// Share of the light of a line with that peak that passes there; `stretch` multiplies its widths.
    [[nodiscard]] double passed(double peak_nm, double stretch, double u, double v) const;

  private:
    /// By the peak's distance from the edge and the stretch.
    [[nodiscard]] double integrate(double from_edge_nm, double stretch) const;
    [[nodiscard]] double interpolated(const std::vector<double>& table, double from_edge_nm) const;

    FilterSettings settings_;
    LineWidths line_;
    std::vector<double> narrow_;  // passed light by distance from the edge, for three widths of lines
    std::vector<double> usual_;
    std::vector<double> wide_;
};

}  // namespace waferglow::simulated
