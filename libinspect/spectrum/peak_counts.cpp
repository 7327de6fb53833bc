// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/spectrum/peak_counts.h"

#include "libinspect/spectrum/spectrum.h"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace waferglow {

PeakCounts count_peaks(std::span<const float> flags) {
    constexpr std::array<std::pair<std::uint32_t, std::int64_t PeakCounts::*>, 5> kReasons{{
        {kSpectrumInvalid, &PeakCounts::invalid},
        {kSpectrumEmpty, &PeakCounts::empty},
        {kSpectrumSaturated, &PeakCounts::saturated},
        {kSpectrumPoorFit, &PeakCounts::misshapen},
        {kSpectrumUncertain, &PeakCounts::uncertain},
    }};
    PeakCounts counts;
    for (const float stored : flags) {
        ++counts.spectra;
        const auto bits = stored >= 0.0F ? static_cast<std::uint32_t>(stored) : 0U;
        for (const auto& [flag, counter] : kReasons) {
            if ((bits & flag) == 0) continue;
            ++(counts.*counter);
            break;
        }
    }
    return counts;
}

std::string describe_missing_peaks(const PeakCounts& counts) {
    if (counts.without_peak() == 0) return {};
    std::string reasons;
    const auto add = [&reasons](std::int64_t count, const char* one, const char* more) {
        if (count == 0) return;
        reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", count, count == 1 ? one : more);
    };
    add(counts.empty, "has no line above the noise", "have no line above the noise");
    add(counts.uncertain, "is too noisy to place the peak", "are too noisy to place the peak");
    add(counts.misshapen, "has a line that is no Gaussian near its top",
        "have a line that is no Gaussian near its top");
    add(counts.saturated, "is saturated", "are saturated");
    add(counts.invalid, "has counts that are no numbers", "have counts that are no numbers");
    return fmt::format("{} of {} spectra give no peak wavelength: {}", counts.without_peak(), counts.spectra,
                       reasons);
}

}  // namespace waferglow
