// SPDX-License-Identifier: GPL-3.0-or-later
// EL reference data from whatever the tester writes: the plain el.csv, a prober's table with a mapping file,
// STDF, SEMI E142, SINF or KLARF, plain or gzip'd. What a file is, is seen in its content.
//
// Rows run down and columns to the right, seen with the flat or notch down. Indices of files that count
// otherwise are turned, and moved so that the least is 0; positions (KLARF, mapped x and y) give the die of
// the grid. Every turn, move, retest and doubt is told in ElTable::warnings; how the rows and columns of the
// file lie on the wafer's grid is for the alignment to find.
#pragma once

#include "libinspect/formats/el_mapping.h"
#include "libinspect/formats/el_table.h"

#include <filesystem>
#include <optional>
#include <string>

namespace waferglow {

enum class ElFormat { csv, stdf, e142, sinf, klarf };

/// Throws Error(input) for a file that can't be read, and for one of another kind, with `what_is_read`.
[[nodiscard]] ElFormat el_format(
    const std::filesystem::path& path,
    const char* what_is_read =
        "EL data is read from CSV and probers' tables, STDF, SEMI E142, SINF and "
        "KLARF, plain or packed with gzip");
[[nodiscard]] const char* el_format_name(ElFormat format);

struct ElOptions {
    std::optional<ElMapping> mapping;
    std::string wafer_id;  ///< which of several wafers in a file; may be empty where there is but one
};

/// Throws Error(input) as the readers do; where a file has several wafers and none has `wafer_id` (the
/// message lists them); and where it has neither a verdict nor a value.
[[nodiscard]] ElTable read_el(const std::filesystem::path& path, const DieGrid& grid,
                              const ElOptions& options = {});

}  // namespace waferglow
