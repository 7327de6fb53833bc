// SPDX-License-Identifier: GPL-3.0-or-later
// What reflected light told of a wafer, as JSON for programs and as text for people.
#pragma once

#include "libinspect/store/wafer_content.h"

#include <string>

#include <nlohmann/json.hpp>

namespace waferglow::cli {

/// inspected, good, bins{name: count}, defects, kinds, golden_dies, threshold_sigma, thresholds_sigma{test:
/// sigmas}, expected_false_alarms, smallest_visible_um, not_resolved[] of the first channel that shows the
/// appearance; where there are several, `channels{name: likewise}`; `fault` where dies could not be
/// inspected. Null where nobody looked, or where the layers of `file` were not read.
[[nodiscard]] nlohmann::ordered_json appearance_json(const WaferFile& file);
/// Empty where that is null.
[[nodiscard]] std::string appearance_text(const nlohmann::ordered_json& appearance);

}  // namespace waferglow::cli
