// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of a module's report, and its pictures.
#pragma once

#include "libinspect/report/module_report.h"

#include <span>
#include <string>
#include <vector>

namespace waferglow {

[[nodiscard]] Section module_verdict_section(const ModuleReportInput& input);
[[nodiscard]] Section module_fault_section(const ModuleReportInput& input);
[[nodiscard]] Section module_luminance_section(const ModuleReportInput& input);
[[nodiscard]] Section module_mura_section(const ModuleReportInput& input);
[[nodiscard]] Section module_gray_section(const ModuleReportInput& input);
[[nodiscard]] Section module_demura_section(const ModuleReportInput& input);
[[nodiscard]] Section module_method_section(const ModuleReportInput& input);

/// Values of the pixels as a rectangle of grays, from the 1st to the 99th percentile; faults in the colours
/// of their bins where `marks` has one code a pixel (it may be empty).
[[nodiscard]] Figure pixel_picture(std::span<const float> values, std::span<const module::ModuleBin> marks,
                                   const DieGrid& grid, double width_pt, std::string title);
/// Bars of the shares of `values`, NaN left out, from `low` to `high`.
[[nodiscard]] Figure value_histogram(std::span<const float> values, double low, double high, double width_pt,
                                     std::string title);
/// The worst bin of each pixel's sub-pixels.
[[nodiscard]] std::vector<module::ModuleBin> worst_of_pixels(const module::ModuleQuality& quality);
/// " (relative)" where luminance is not known in cd/m2: stands beside every number that it concerns.
[[nodiscard]] std::string relative_word(const module::ModuleQuality& quality);

}  // namespace waferglow
