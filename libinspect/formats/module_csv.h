// SPDX-License-Identifier: GPL-3.0-or-later
// Sub-pixels of a display module as CSV, one line a sub-pixel: in the order of rows, columns and colours.
#pragma once

#include "libinspect/module_quality/module_quality.h"

#include <filesystem>

namespace waferglow {

/// row,col,subpixel,x_um,y_um,measured,bin,pass, then of each pattern <name> (counts, undriven sites too),
/// <name>_rel (over the healthy neighbours; empty where it is not driven) and, where luminances are known,
/// <name>_cd_m2. Numbers are the shortest texts that read back the same, empty where nothing was measured.
/// The file appears whole or not at all. Throws Error(job).
void write_module_csv(const std::filesystem::path& path, const module::ModuleLight& light,
                      const module::ModuleQuality& quality);

/// The repair list: row,col,subpixel,x_um,y_um,bin,rel,black of the sub-pixels with a fault alone. black:
/// light in black over the colour's mean at full gray; empty without a black pattern.
void write_fault_csv(const std::filesystem::path& path, const module::ModuleLight& light,
                     const module::ModuleQuality& quality);

}  // namespace waferglow
