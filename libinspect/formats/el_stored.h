// SPDX-License-Identifier: GPL-3.0-or-later
// EL records between the table that readers give and the one that a wafer file keeps.
#pragma once

#include "libinspect/formats/el_table.h"
#include "libinspect/store/wafer_content.h"

#include <cstdint>
#include <vector>

namespace waferglow {

/// As a wafer file stores it. `el` has labels of the wafer; `trained` (may be empty) marks the records of
/// dies that a model has learnt from.
[[nodiscard]] DieTable stored_el(const ElTable& el, std::vector<float> trained = {});

/// For alignment: 1 bad, 0 good, kNoPass without a verdict; one a record.
[[nodiscard]] std::vector<std::uint8_t> bad_by_el(const ElTable& el);

}  // namespace waferglow
