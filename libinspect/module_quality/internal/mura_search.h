// SPDX-License-Identifier: GPL-3.0-or-later
// Bands and spots in the joined field, by band-passes at several scales.
#pragma once

#include "libinspect/module_quality/internal/joined_field.h"

#include <array>
#include <span>
#include <vector>

namespace waferglow::module {

inline constexpr std::array<double, 5> kMuraScalesPx{4.0, 7.0, 12.0, 20.0, 40.0};
/// The band-pass at a scale: a Gaussian of that sigma less one so many times as wide.
inline constexpr double kOuterScale = 2.5;

struct FoundShape {
    GaussShape shape{};
    double snr = 0.0;  ///< of the band-pass that shows it best
};

/// Bands along `axis` (row: they vary over rows), strongest first; takes them off `residual`. A band is one
/// only where it goes through the whole module. `noise`: spread of single pixels.
[[nodiscard]] std::vector<FoundShape> take_bands(std::vector<float>& residual, const DieGrid& grid, Axis axis,
                                                 double noise, double least_snr);

/// Spots, likewise.
[[nodiscard]] std::vector<FoundShape> take_spots(std::vector<float>& residual, const DieGrid& grid,
                                                 double noise, double least_snr);

/// Takes a shape off a layer.
void take_off(const GaussShape& shape, const DieGrid& grid, std::vector<float>& layer);

}  // namespace waferglow::module
