// SPDX-License-Identifier: GPL-3.0-or-later
// How well a tool repeats itself on one display module.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// Of one pattern and one colour that it drives. All fractions of the light.
struct ModuleLayerRepeat {
    std::string pattern;
    std::string sub_pixel;
    std::int64_t sub_pixels = 0;  ///< good in every file
    double repeatability = 0.0;   ///< standard deviation of one measurement, level of each file taken off
    double robust_repeatability = 0.0;  ///< likewise by the median
    double level_spread = 0.0;          ///< standard deviation of the files' levels
    double module_spread = 0.0;         ///< of the sub-pixels' means
};

struct ModuleRepeat {
    std::string module_id;
    std::vector<ModuleLayerRepeat> layers;
    std::int64_t sub_pixels = 0;
    std::int64_t same_bin = 0;      ///< in every file
    std::int64_t same_verdict = 0;  ///< files with the verdict of the first
};

/// Throws Error(usage) for fewer than two files, and Error(input) for files of different modules or patterns.
[[nodiscard]] ModuleRepeat study_module_repeats(std::span<const std::filesystem::path> files, int threads);

}  // namespace waferglow
