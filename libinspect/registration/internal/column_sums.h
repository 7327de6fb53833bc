// SPDX-License-Identifier: GPL-3.0-or-later
// Weighted sums over the rows of a strip, column by column: the part of registration that touches pixels.
#pragma once

#include "libinspect/geometry/image.h"

#include <numbers>
#include <span>

namespace waferglow {

/// A full turn of a harmonic's phase.
inline constexpr double kTwoPi = 2.0 * std::numbers::pi;

/// Weights of one image row for three sums at once.
struct RowWeights {
    float a = 0.0F;
    float b = 0.0F;
    float c = 0.0F;
};

/// The three sums of each column; sums of column i of the strip at [i].
struct ColumnSums {
    float* a = nullptr;
    float* b = nullptr;
    float* c = nullptr;
};

/// For each of the `columns` columns from `first_column` on: the sum over rows first_row + k of weights[k] *
/// (image - dark). `dark` may be without data (nothing is subtracted). Rows and columns must lie in the
/// images. Highway code for the processor at hand; the same sums in the same order for any number of threads.
void weighted_column_sums(const ImageView& image, const ImageView& dark, int first_row,
                          std::span<const RowWeights> weights, int first_column, int columns,
                          const ColumnSums& sums);

}  // namespace waferglow
