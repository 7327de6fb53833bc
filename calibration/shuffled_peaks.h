// SPDX-License-Identifier: GPL-3.0-or-later
// Peaks of a spectrum at places that mean nothing: what a fit finds in them, it finds by chance.
#pragma once

#include "calibration/spectrum_peaks.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow::calibration {

/// The same peaks, ascending, with their heights and the gaps between them dealt out anew over an axis of
/// `pixels`. Of less than a dozen peaks the places are drawn instead: so few gaps would too often come back
/// in their old order. The same `seed` gives the same peaks.
[[nodiscard]] std::vector<SpectrumPeak> shuffle_peaks(std::span<const SpectrumPeak> peaks, std::size_t pixels,
                                                      std::uint64_t seed);

}  // namespace waferglow::calibration
