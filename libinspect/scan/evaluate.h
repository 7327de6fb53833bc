// SPDX-License-Identifier: GPL-3.0-or-later
// From measured layers to verdicts: the judges one after the other. No pixels needed.
#pragma once

#include "libinspect/scan/judge.h"

#include <span>

namespace waferglow {

/// Lets `judges` work on `map` in their order: layers that they make are taken away first, so that the result
/// depends on measured layers alone. Throws Error(input) where the recipe lets a judge read a layer that only
/// a later one makes, or has a model that needs what the wafer has not, Error(usage) where a judge makes what
/// it does not declare. `appearance`: what pictures in reflected light told; `tiles`: how they were taken,
/// which colours need.
[[nodiscard]] Evaluation evaluate(DieMap& map, std::span<const Channel> channels, const Recipe& recipe,
                                  std::span<const Judge> judges = standard_judges(),
                                  std::span<const appearance::AppearanceEvidence> appearance = {},
                                  const TakenTiles& tiles = {});
/// Likewise, of a file as it was read or measured.
[[nodiscard]] Evaluation evaluate(WaferFile& file, const Recipe& recipe,
                                  std::span<const Judge> judges = standard_judges());

}  // namespace waferglow
