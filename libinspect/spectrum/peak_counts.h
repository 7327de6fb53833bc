// SPDX-License-Identifier: GPL-3.0-or-later
// How many spectra of a wafer gave a peak wavelength, and why the others did not.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace waferglow {

/// Each spectrum counts once; the reason is the first that holds, in this order.
struct PeakCounts {
    std::int64_t spectra = 0;
    std::int64_t invalid = 0;    ///< a count is not a finite number
    std::int64_t empty = 0;      ///< no line above the noise
    std::int64_t saturated = 0;  ///< a pixel of the line is
    std::int64_t misshapen = 0;  ///< the line is no Gaussian near its top
    std::int64_t uncertain = 0;  ///< noise hides where the peak is
    [[nodiscard]] std::int64_t without_peak() const {
        return invalid + empty + saturated + misshapen + uncertain;
    }
};

/// `flags`: SpectrumFlag of each spectrum, as stored beside the spectra of a wafer.
[[nodiscard]] PeakCounts count_peaks(std::span<const float> flags);

/// "7 of 60 spectra give no peak wavelength: 5 have no line above the noise, 2 are saturated"; empty where
/// all give one.
[[nodiscard]] std::string describe_missing_peaks(const PeakCounts& counts);

}  // namespace waferglow
