// SPDX-License-Identifier: GPL-3.0-or-later
// A display module as images and as a map of the fab.
#pragma once

#include "libinspect/formats/bin_map.h"
#include "libinspect/formats/demura_file.h"
#include "libinspect/module_quality/module_quality.h"

#include <filesystem>
#include <string>

namespace waferglow {

/// The gains at full gray, for write_demura.
[[nodiscard]] DemuraTable demura_table_of(const module::ModuleLight& light,
                                          const module::ModuleQuality& quality);

/// A layer, "<pattern>_<sub-pixel>" or that with "_rel", "field" or (empty) the bins, as a rectangle of gray
/// values from its 1st to its 99th percentile, with faults marked in the colours of their bins. About
/// `width_px` wide: each pixel a square. Throws Error(usage) for a layer that there is not.
void write_module_picture(const std::filesystem::path& path, const module::ModuleLight& light,
                          const module::ModuleQuality& quality, const std::string& layer, int width_px);

/// The pixels with the bin of their worst sub-pixel each.
[[nodiscard]] BinMap bin_map_of(const module::ModuleLight& light, const module::ModuleQuality& quality);

}  // namespace waferglow
