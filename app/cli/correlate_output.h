// SPDX-License-Identifier: GPL-3.0-or-later
// What `correlate` says, as JSON for programs and as text for people, and what it stores in the wafer file.
#pragma once

#include "libinspect/correlation/agreement.h"
#include "libinspect/formats/el_table.h"
#include "libinspect/store/wafer_content.h"

#include <string>

#include <nlohmann/json.hpp>

namespace waferglow::cli {

[[nodiscard]] nlohmann::ordered_json agreement_json(const Agreement& agreement);
[[nodiscard]] std::string agreement_text(const Agreement& agreement);

/// The EL records as a table of the wafer file.
[[nodiscard]] DieTable stored_el(const ElTable& el);

}  // namespace waferglow::cli
