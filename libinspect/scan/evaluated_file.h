// SPDX-License-Identifier: GPL-3.0-or-later
// What evaluation found, as a wafer file holds it.
#pragma once

#include "libinspect/scan/judge.h"
#include "libinspect/store/wafer_content.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

/// `dies`: how many there are of each code.
[[nodiscard]] std::vector<StoredBin> stored_bins(std::span<const BinDefinition> definitions,
                                                 const std::array<std::int64_t, 256>& dies = {});

/// Recipe, bins, their table, findings and colours of `file` become those of `evaluation`; its layers are in
/// the map already.
void take_over(Evaluation&& evaluation, WaferFile& file);

}  // namespace waferglow
