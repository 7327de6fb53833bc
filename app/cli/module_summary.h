// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line says of an inspected display module.
#pragma once

#include "libinspect/module_quality/module_quality.h"
#include "libinspect/store/module_file.h"

#include <string>

#include <nlohmann/json.hpp>

namespace waferglow::cli {

/// module_id, object, status, dies (sub-pixels), measured, tiles, yield, bins{}, channels[], registration{},
/// verdict, reasons[], fault_class, faults{}, lines[], seams[], mura[], uniformity{}, gray{}, white{},
/// contrast_ratio, stitch_rms, demura{}, luminance ("cd_m2" or "relative"), notes[]. What can't be measured
/// is absent.
[[nodiscard]] nlohmann::ordered_json module_json(const ModuleFile& file,
                                                 const module::ModuleQuality& quality);
[[nodiscard]] std::string module_text(const ModuleFile& file, const module::ModuleQuality& quality);

}  // namespace waferglow::cli
