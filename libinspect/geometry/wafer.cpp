// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/geometry/wafer.h"

#include "libinspect/base/error.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

struct StandardSize {
    int inches;
    double diameter_mm;
    double primary_flat_mm;
    double secondary_flat_mm;
    double notch_depth_mm;
};

// SEMI M1: diameters, flats and notch of polished wafers.
constexpr std::array<StandardSize, 7> kSizes{{
    {2, 50.8, 15.88, 8.0, 0.0},
    {3, 76.2, 22.22, 11.18, 0.0},
    {4, 100.0, 32.5, 18.0, 0.0},
    {5, 125.0, 42.5, 27.5, 0.0},
    {6, 150.0, 57.5, 37.5, 0.0},
    {8, 200.0, 0.0, 0.0, 1.0},
    {12, 300.0, 0.0, 0.0, 1.0},
}};
constexpr double kDiameterTolerance = 0.01;

Wafer make(const StandardSize& size) {
    return {.id = {},
            .diameter_mm = size.diameter_mm,
            .edge_exclusion_mm = 0.0,
            .primary_flat_mm = size.primary_flat_mm,
            .secondary_flat_mm = size.secondary_flat_mm,
            .notch_depth_mm = size.notch_depth_mm,
            .flat_exclusion_mm = {}};
}

}  // namespace

Wafer standard_wafer(int inches) {
    for (const StandardSize& size : kSizes) {
        if (size.inches == inches) return make(size);
    }
    throw Error(ErrorKind::input,
                fmt::format("there is no {} inch wafer; sizes are 2, 3, 4, 5, 6, 8 and 12 inch", inches));
}

Wafer standard_wafer_of_diameter(double diameter_mm) {
    for (const StandardSize& size : kSizes) {
        if (std::abs(diameter_mm - size.diameter_mm) <= kDiameterTolerance * size.diameter_mm) {
            Wafer wafer = make(size);
            wafer.diameter_mm = diameter_mm;
            return wafer;
        }
    }
    throw Error(
        ErrorKind::input,
        fmt::format("wafer diameter {} mm ({:.1f} inch) is not a standard size; "
                    "known are 50.8, 76.2, 100, 125, 150, 200 and 300 mm (2, 3, 4, 5, 6, 8 and 12 inch)",
                    diameter_mm, diameter_mm / 25.4));
}

double flat_distance_mm(double diameter_mm, double flat_mm) {
    return std::sqrt(0.25 * diameter_mm * diameter_mm - 0.25 * flat_mm * flat_mm);
}

void validate(const Wafer& wafer) {
    const auto check = [&wafer](bool good, const char* field, double value, const char* rule) {
        if (!good) {
            throw Error(ErrorKind::input,
                        fmt::format("wafer '{}': {} = {} must be {}", wafer.id, field, value, rule));
        }
    };
    const double d = wafer.diameter_mm;
    check(std::isfinite(d) && d > 0.0, "diameter_mm", d, "a positive length");
    const auto check_part = [&](const char* field, double value, double limit) {
        check(std::isfinite(value) && value >= 0.0 && value < limit, field, value,
              "zero or more and fit the wafer");
    };
    check_part("edge_exclusion_mm", wafer.edge_exclusion_mm, 0.5 * d);
    check_part("primary_flat_mm", wafer.primary_flat_mm, d);
    check_part("secondary_flat_mm", wafer.secondary_flat_mm, d);
    check_part("notch_depth_mm", wafer.notch_depth_mm, 0.1 * d);
    if (wafer.flat_exclusion_mm) check_part("flat_exclusion_mm", *wafer.flat_exclusion_mm, 0.5 * d);
}

}  // namespace waferglow
