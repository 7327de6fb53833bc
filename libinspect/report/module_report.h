// SPDX-License-Identifier: GPL-3.0-or-later
// What a report of a display module says: verdict and limits, faults, luminance, mura, gray response, demura,
// and how it was measured. The same file gives the same document.
#pragma once

#include "libinspect/report/document.h"
#include "libinspect/store/module_file.h"

#include <string>

namespace waferglow {

struct ModuleReportInput {
    const ModuleFile& file;                ///< with its light
    const module::ModuleQuality& quality;  ///< what was judged of it
    std::string file_name;                 ///< without its folder
    std::string file_digest;               ///< SHA-256 of the file's bytes, hexadecimal
};

[[nodiscard]] Document build_module_report(const ModuleReportInput& input);

}  // namespace waferglow
