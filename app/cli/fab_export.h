// SPDX-License-Identifier: GPL-3.0-or-later
// A wafer file as KLARF, SEMI E142 or SINF.
#pragma once

#include "libinspect/formats/map_csv.h"
#include "libinspect/store/wafer_content.h"

#include <string>

#include <CLI/CLI.hpp>

namespace waferglow::cli {

/// What the fab calls the wafer; written into the files, never guessed.
struct FabExport {
    std::string lot_id;
    std::string device_id;
    std::string step_id = "PL";
    int slot = 0;
    std::string klarf_version = "1.2";
    std::string test_plan = "auto";
};

void add_fab_options(CLI::App& command, FabExport& options);

[[nodiscard]] BinColumn bins_of(const WaferFile& file);

/// Writes `output` as `format` (klarf, e142, sinf) and returns a remark for people, mostly none. The time in
/// the file is that of the first entry of the wafer's log, so that the same wafer gives the same bytes.
/// Throws Error(input) where the wafer has no bins.
[[nodiscard]] std::string export_fab_file(const WaferFile& file, const std::string& format,
                                          const std::string& output, const FabExport& options);

}  // namespace waferglow::cli
