// SPDX-License-Identifier: GPL-3.0-or-later
// SINF wafer maps: a header of KEY:VALUE lines, then one RowData line a row, top row first.
//
// Keys: DEVICE LOT WAFER FNLOC (where the flat lies: 0 top, 90 right, 180 bottom, 270 left) ROWCT COLCT BCEQU
// (codes that pass) REFPX REFPY DUTMS (mm, mil, um, inch) XDIES YDIES (step) DIECT. Codes are two hexadecimal
// digits; "__" no die, "@@" not measured, FF reference, FD and FE edge. Source: the format's description at
// artwork.com/package/wmapconvert and files of several makers, which also have three-digit codes ("___",
// "000"), several codes in BCEQU, empty or decimal REFPX and counts that don't hold.
#pragma once

#include "libinspect/formats/bin_map.h"

#include <filesystem>

namespace waferglow {

/// Reads a plain or gzip'd file. Warnings tell what was inconsistent. Throws Error(input) with the line where
/// rows differ in length, rows are missing, or there are none.
[[nodiscard]] BinMap read_sinf(const std::filesystem::path& path);

/// Writes the codes of `map` as they are; all must be two characters long, else Error(usage). SINF has no
/// place for bin names and the time: the latter becomes a COMMENT. The file appears whole or not at all;
/// Error(job) where it can't be written.
void write_sinf(const std::filesystem::path& path, const BinMap& map);

}  // namespace waferglow
