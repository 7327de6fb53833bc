// SPDX-License-Identifier: GPL-3.0-or-later
// The golden die as the camera's pixels see it at one phase of the raster: what dies are compared with.
#pragma once

#include "libinspect/appearance/golden_die.h"
#include "libinspect/appearance/region_map.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <boost/align/aligned_allocator.hpp>

namespace waferglow::appearance {

using Floats = std::vector<float, boost::alignment::aligned_allocator<float, 64>>;
using Shorts = std::vector<std::int16_t, boost::alignment::aligned_allocator<std::int16_t, 64>>;

/// What may differ from die to die without being a defect, as columns of the fit of a die. The terms of the
/// metal's parts follow.
enum class Term : std::uint8_t {
    shift_x,  ///< of the die to the right, px
    shift_y,  ///< down, px
    turn,     ///< counter-clockwise, rad
    defocus,  ///< half of the variance that the blur gains, px2
    body,     ///< gain less 1. Likewise below
    street,
    first_part,
};
inline constexpr std::size_t kFirstPart = static_cast<std::size_t>(Term::first_part);
inline constexpr std::size_t kMostTerms = kFirstPart + kMostParts;

/// Numbers of light 1. Light of 8 and more is cut.
inline constexpr float kLightUnits = 4096.0F;

/// Where findings have a tail of their own.
enum class TailGroup : std::uint8_t { body, metal, rim, none };
inline constexpr std::size_t kTailGroups = 3;

/// One phase. Arrays over the window.
struct PhasePlanes {
    Floats light;               ///< golden die
    Floats inverse;             ///< 1 / spread; 0: not judged
    Shorts light_numbers;       ///< `light` in units of 1 / kLightUnits
    Shorts inverse_numbers;     ///< `inverse` in units of `inverse_unit`
    float inverse_unit = 0.0F;  ///< the largest inverse has the largest number
    Floats basis;               ///< term after term, in units of the spread
    Shorts columns;             ///< the same as whole numbers: what the fit of a die goes over, half as large
    std::array<double, kMostTerms> column_scale{};  ///< of a term: columns over basis
    std::array<double, kMostTerms> column_unit{};   ///< its inverse; 0: the term has no column
    std::vector<TailGroup> group;                   ///< of each pixel
    Shorts group_bytes;   ///< the bytes of its group in a table of 16-bit numbers, one a group
    Shorts column_bytes;  ///< likewise of every second column (DieWindow::every_second_column)
    std::vector<RegionKind> kind;
    std::vector<std::uint8_t> part;
    std::vector<float> sensitivity;  ///< empty: 1 everywhere
    /// Inverse of the normal matrix of the fit, with priors that hold terms which this die doesn't tell.
    std::array<double, kMostTerms * kMostTerms> solve{};
};

/// All phases. Immutable, thread-safe.
struct PhaseSet {
    DieWindow window;
    std::size_t terms = 0;
    std::array<PhasePlanes, kPhaseCells> phases;
};

/// Fills all that is whole numbers from `light`, `inverse`, `basis` and `group`.
void make_whole_numbers(PhasePlanes& planes, std::size_t terms, const DieWindow& window);

[[nodiscard]] PhaseSet make_phases(const GoldenDie& golden, const RegionMap& regions);

/// Limits of each term: beyond, it isn't a nuisance any more.
[[nodiscard]] double limit_of(std::size_t term);

}  // namespace waferglow::appearance
