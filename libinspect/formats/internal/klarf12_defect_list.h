// SPDX-License-Identifier: GPL-3.0-or-later
// The DefectList of KLARF 1.1 and 1.2. For klarf12_reader.cpp alone.
#pragma once

#include "libinspect/formats/internal/klarf_lexer.h"

#include <cstdint>

namespace waferglow {

/// Adds the rows of a DefectList that begins in `line` to `wafer`; `in` stands behind the list's name. Lines
/// of names between the defects (FILENAME ...) are skipped with a warning, TiffFileName becomes a field. A
/// list without its semicolon leaves a doubt with the wafer. Throws Error(input) for rows that can't be read,
/// for a list that the file ends in, and for one that a record of another kind interrupts.
void read_klarf12_defects(KlarfLexer& in, std::int64_t line, KlarfBuilder& build, KlarfWafer& wafer);

/// Whether files of version 1.1 or 1.2 have records of that name.
[[nodiscard]] bool is_klarf12_record(std::string_view name);

}  // namespace waferglow
