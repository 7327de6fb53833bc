// SPDX-License-Identifier: GPL-3.0-or-later
// Bins re-tuned while people move a slider: the rules asked again, the yield counted again, nothing written.
#pragma once

#include "app/gui/presenters/review/tuning_knobs.h"
#include "app/gui/presenters/wafer/layer_data.h"
#include "app/gui/presenters/wafer/wafer_document.h"
#include "libinspect/correlation/learned_model.h"
#include "libinspect/defect/rules.h"
#include "libinspect/map/die_map.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::gui {

/// The layers that the rules read. On a wafer of more than kSmallWaferCells every n-th row and column only,
/// so that an answer takes no longer: `step` says so. Immutable.
struct TuningMap {
    DieMap map;
    std::vector<Channel> channels;
    BinTuning stored;                       ///< what the file's bins were made with
    std::optional<LearnedModel> model{};    ///< that has the last word; none: the rules alone decide
    std::vector<std::uint8_t> rule_bins{};  ///< by the stored rules, where there is a model
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

/// Whether there is anything to tune: a model that knows only yes and no has no limit to move.
[[nodiscard]] bool tunable(const TuningMap& tuning);

/// Bins by other thresholds. `before` (may be null) is what `changed` counts against.
[[nodiscard]] TuningResult retune(const TuningMap& tuning, const BinTuning& wanted, const BinData* before);

/// Bins and thresholds to the file: read, judged and written anew from all layers. Blocking; HDF5's thread.
void apply_tuning(const std::filesystem::path& path, const BinTuning& wanted, const LogEntry& log);

}  // namespace waferglow::gui
