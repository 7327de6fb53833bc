// SPDX-License-Identifier: GPL-3.0-or-later
// Bins re-tuned while people move a slider: the rules asked again, the yield counted again, nothing written.
#pragma once

#include "app/gui/presenters/layer_data.h"
#include "app/gui/presenters/wafer_document.h"
#include "libinspect/defect/rules.h"
#include "libinspect/map/die_map.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace waferglow::gui {

/// The layers that the rules read. On a wafer of more than kSmallWaferCells every n-th row and column only,
/// so that an answer takes no longer: `step` says so. Immutable.
struct TuningMap {
    DieMap map;
    std::vector<Channel> channels;
    BinRules stored;  ///< those that the file's bins were made with
    std::int32_t step = 1;
};
using TuningPtr = std::shared_ptr<const TuningMap>;

/// Reads what tuning needs. Blocking; HDF5's thread. Throws Error(input) where the file's recipe can't be
/// read.
[[nodiscard]] TuningPtr load_tuning(const WaferDocument& document);

struct TuningResult {
    BinPtr bins;  ///< for the map where `step` is 1, else of the sampled dies
    double yield = 0.0;
    std::int64_t changed = 0;  ///< dies (of those sampled) whose verdict, pass or fail, differs from before
};

/// Bins by other rules. `before` (may be null) is what `changed` counts against.
[[nodiscard]] TuningResult retune(const TuningMap& tuning, const BinRules& rules, const BinData* before);

/// Bins and rules to the file: read, judged and written anew from all layers. Blocking; HDF5's thread.
void apply_rules(const std::filesystem::path& path, const BinRules& rules, const LogEntry& log);

}  // namespace waferglow::gui
