// SPDX-License-Identifier: GPL-3.0-or-later
// The outline of a wafer: SEMI M1 sizes, flats and notch, all overridable because real wafers differ.
#pragma once

#include <optional>
#include <string>

namespace waferglow {

/// Wafer outline. The primary flat or the notch points down (towards -y). Lengths in mm as wafers are named
/// so.
struct Wafer {
    std::string id;
    double diameter_mm = 0.0;
    double edge_exclusion_mm = 0.0;
    double primary_flat_mm = 0.0;               ///< length of the flat; 0: none
    double secondary_flat_mm = 0.0;             ///< length of the flat, at the right (+x) side; 0: none
    double notch_depth_mm = 0.0;                ///< 90 degree V; 0: none
    std::optional<double> flat_exclusion_mm{};  ///< inside of every flat; not given: edge_exclusion_mm

    [[nodiscard]] double radius_um() const { return 500.0 * diameter_mm; }
    /// Radius inside which a die must lie to exist: diameter/2 minus edge exclusion.
    [[nodiscard]] double usable_radius_um() const { return 500.0 * diameter_mm - 1000.0 * edge_exclusion_mm; }
    /// How far inside of every flat a die must lie to exist.
    [[nodiscard]] double flat_exclusion_um() const {
        return 1000.0 * flat_exclusion_mm.value_or(edge_exclusion_mm);
    }
    friend bool operator==(const Wafer&, const Wafer&) = default;
};

/// The SEMI M1 wafer of 2, 3, 4, 5, 6, 8 or 12 inch; throws Error(input) for any other size.
[[nodiscard]] Wafer standard_wafer(int inches);

/// The SEMI M1 wafer whose diameter lies within 1 % of `diameter_mm` (50.8, 76.2, 100, 125, 150, 200 or
/// 300 mm), with exactly that diameter. Throws Error(input) that lists the sizes where there is none.
[[nodiscard]] Wafer standard_wafer_of_diameter(double diameter_mm);

/// Distance from the wafer's centre to the middle of a flat of length `flat_mm`: sqrt(R^2 - L^2/4).
[[nodiscard]] double flat_distance_mm(double diameter_mm, double flat_mm);

/// Checks lengths and ranges; throws Error(input) that names the field and the value.
void validate(const Wafer& wafer);

}  // namespace waferglow
