// SPDX-License-Identifier: GPL-3.0-or-later
// Fault classes, the demura tables and the verdict: the last steps, from what the others found.
#pragma once

#include "libinspect/module_quality/module_quality.h"

#include <optional>
#include <string>
#include <vector>

namespace waferglow::module {

/// Counts faults as the standard does. Reads bins, relative and lines.
[[nodiscard]] FaultCounts count_faults(const ModuleLight& light, const ModuleQuality& quality,
                                       const QualitySettings& settings);
/// The best class whose limits hold, "none" beyond all; absent where what glows in black is not known or
/// nothing was measured.
[[nodiscard]] std::optional<std::string> class_of(const FaultCounts& faults, std::int64_t pixels,
                                                  const QualitySettings& settings);

/// One table for each colour and each gray at which it is driven, full gray first.
[[nodiscard]] std::vector<DemuraTable> demura_tables(const ModuleLight& light, const ModuleQuality& quality,
                                                     const QualitySettings& settings);

/// Asks the limits: fills `limits`, `passes` and `reasons`.
void give_verdict(const ModuleLight& light, const QualitySettings& settings, ModuleQuality& quality);

}  // namespace waferglow::module
