// SPDX-License-Identifier: GPL-3.0-or-later
// How well a tool repeats itself, from wafer files of repeated scans of one wafer.
#pragma once

#include "libinspect/correlation/gauge.h"
#include "libinspect/store/wafer_content.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

struct RepeatOptions {
    int loads = 1;                    ///< times the wafer was loaded: the files of one load follow each other
    std::vector<std::string> layers;  ///< names; empty: relative intensities and wavelengths
    double tolerance = 0.0;           ///< width of the specification in the layers' unit; 0: none
    bool passed_only = true;          ///< dies that pass in every scan; dead ones would flatter the tool
    std::size_t most_dies = 1'000'000;  ///< more are thinned evenly
    int threads = 0;                    ///< for reading; 0: all cores
};

struct LayerRepeat {
    std::string layer;
    std::string unit;
    GaugeStudy gauge;
};

struct RepeatStudy {
    std::vector<std::string> wafer_ids;                ///< one a file
    std::vector<std::vector<PassedOver>> passed_over;  ///< of each file
    std::int64_t dies = 0;                             ///< that `layers` were studied on
    std::vector<LayerRepeat> layers;
    AttributeAgreement bins;      ///< bins are the same where their names are
    AttributeAgreement verdicts;  ///< pass or fail
};

/// Throws Error(usage) for fewer than two files, a number of them that `loads` does not divide, or a layer
/// that one of them lacks; Error(input) where the files have different die grids or no bins, or too few dies
/// are left; errors of reading and of require_distinct_scans.
[[nodiscard]] RepeatStudy study_repeats(std::span<const std::filesystem::path> files,
                                        const RepeatOptions& options);

}  // namespace waferglow
