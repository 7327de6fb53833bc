// SPDX-License-Identifier: GPL-3.0-or-later
// SEMI E142 substrate maps in XML: one or more wafers, each with the bin of every device.
//
// Read: MapData of any namespace version; BinCodeMap with BinType Ascii (one character a code), Decimal
// (three digits), HexaDecimal (two) or Integer2 (four), as lines of codes (MapType 2DArray) or one BinCode
// with X and Y a device (Coordinate). Lines are taken as drawn, the first at the top, whatever OriginLocation
// says: it names where coordinates count from, which matters for Coordinate maps only. Orientation is kept as
// `flat_deg`. Sources: structure as in the examples at artwork.com/package/wmapconvert (semi_E142) and terms
// as at help.criticalmanufacturing.com (substrate map); the standard's text itself is not public.
#pragma once

#include "libinspect/formats/bin_map.h"

#include <filesystem>
#include <vector>

namespace waferglow {

/// The wafers of a file, at least one. Throws Error(input) with the line for rows of different length, codes
/// of odd width and coordinates that are none.
[[nodiscard]] std::vector<BinMap> read_e142(const std::filesystem::path& path);

/// Writes one wafer or one panel (SubstrateType Wafer or Panel; readers of ours take either): HexaDecimal
/// codes of two digits, NullBin FF, rows from the top (OriginLocation UpperLeft, AxisDirection DownRight),
/// namespace V1005. A bin whose code is no such number ("@@") gets the highest free one, quality Skip. Throws
/// Error(usage) for codes that don't fit, Error(job) where it can't be written; the file appears whole or not
/// at all.
void write_e142(const std::filesystem::path& path, const BinMap& map);

}  // namespace waferglow
