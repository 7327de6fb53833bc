// SPDX-License-Identifier: GPL-3.0-or-later
// What a report of a wafer says: overview, yield and bins, maps and distributions, agreement with EL, method,
// traceability, signatures. Only what the file holds is said; the same file gives the same document.
#pragma once

#include "libinspect/report/document.h"
#include "libinspect/store/wafer_content.h"

#include <string>

namespace waferglow {

struct ReportInput {
    const WaferFile* file =
        nullptr;              ///< with all its layers, bins, findings, pictures, ledger, spectra and EL data
    std::string file_name;    ///< without its folder
    std::string file_digest;  ///< SHA-256 of the file's bytes, hexadecimal
};

/// Throws Error(usage) where there is no file.
[[nodiscard]] Document build_report(const ReportInput& input);

}  // namespace waferglow
