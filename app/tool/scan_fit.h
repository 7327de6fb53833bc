// SPDX-License-Identifier: GPL-3.0-or-later
// Whether recipe and tool fit together, asked before anything moves: by a scan, and by who offers its start.
#pragma once

#include "app/tool/tile_taker.h"
#include "app/tool/tool_scan.h"

#include <vector>

namespace waferglow::tool {

/// A flat frame is taken before the scan: none is given, and the tool has a place for it.
[[nodiscard]] bool takes_flat(const ScanRecipe& scan, const ScanTool& tool, const ScanRequest& request);

/// The settings of each channel. Throws Error(usage) where a tile lies beyond the stage's travel, a channel
/// beyond what camera, lights and filter wheel can do, spectra are wanted without a spectrometer, or a flat
/// frame without a light for it.
[[nodiscard]] std::vector<ChannelSetup> fit(const ScanPlan& plan, const ScanRecipe& scan,
                                            const ScanTool& tool, const ScanRequest& request);

}  // namespace waferglow::tool
