// SPDX-License-Identifier: GPL-3.0-or-later
// A mapping file: where a prober's table, or an STDF file's tests, hold what an EL table needs. TOML:
//
//   format = "waferglow-el-mapping"
//   version = 1
//   [table]                    # of text tables only; all optional
//   separator = ";"            # default ","
//   decimal = ","              # default "."
//   header_line = 12           # default: the first line that has all columns named below
//   [place]                    # of text tables only
//   row = "PosY"               # index columns, ...
//   col = "PosX"
//   row_direction = "up"       # default "down": rows count from the top
//   col_direction = "left"     # default "right"
//   x = "X(mm)"                # ... or positions from the wafer's centre, x right, y up
//   y = "Y(mm)"
//   unit = "mm"
//   [columns]                  # any of these; a text, or a table with unit and scale
//   el_intensity = "LOP1"
//   ir_ua = { column = "IR", unit = "nA" }
//   vf_v = { column = "VF1", scale = 0.001 }
//   wavelength_nm = "WLD1"
//   [pass]                     # without it there is no verdict (STDF has its own); of KLARF a column of the
//                              # defects, of which those with these values leave their die good
//   column = "Bin"
//   values = [1, 2]            # the dies that pass; all other values fail, an empty cell has no verdict
//   fail = [3, 4]              # where given only these fail, and all others have no verdict
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

/// A column of a table or a test of an STDF file, and what makes its values those of the EL table.
struct ElSourceColumn {
    std::string name;
    std::string unit;    ///< empty: that of the EL table, or the one that the file states
    double scale = 1.0;  ///< on top of the unit
    friend bool operator==(const ElSourceColumn&, const ElSourceColumn&) = default;
};

struct ElMapping {
    char separator = ',';
    char decimal = '.';
    std::int64_t header_line = 0;
    std::string row;
    std::string col;
    bool rows_up = false;
    bool cols_left = false;
    std::string x;
    std::string y;
    double place_um = 1.0;  ///< um of one unit of x and y
    /// In the order of kElQuantities.
    std::array<std::optional<ElSourceColumn>, 4> columns;
    std::string pass;
    std::vector<std::string> pass_values;
    std::vector<std::string> fail_values;  ///< empty: all that do not pass
};

/// Throws Error(input) with the line for unknown keys, units, directions and missing keys.
[[nodiscard]] ElMapping read_el_mapping(const std::filesystem::path& path);

/// The numeric columns of an EL table: el_intensity, ir_ua, vf_v, wavelength_nm.
inline constexpr std::array<const char*, 4> kElQuantities{"el_intensity", "ir_ua", "vf_v", "wavelength_nm"};

/// Factor from `unit` to that of the quantity's EL column; nothing where it is no unit of that quantity. Any
/// unit will do for el_intensity, which is relative. An empty unit is the column's own.
[[nodiscard]] std::optional<double> el_unit_factor(std::size_t quantity, std::string_view unit);

}  // namespace waferglow
