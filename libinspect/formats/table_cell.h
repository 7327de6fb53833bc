// SPDX-License-Identifier: GPL-3.0-or-later
// One rule for the cells of every table, whatever column and whoever wrote it.
//
// Blanks and tabs around a cell's content mean nothing. No data: an empty cell and what spreadsheets, R,
// pandas and testers write for it (nan, NA, N/A, null, None, -- and their like, in letters of either case). A
// number is written with a decimal point (or the table's own mark), whatever the locale; it is finite and
// within the range of the 32-bit floats that maps are kept in. Too small for one is 0.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace waferglow {

/// Without blanks, tabs and no-break spaces (UTF-8) around it.
[[nodiscard]] std::string_view trimmed_cell(std::string_view text);

/// Does the cell say that there is no value?
[[nodiscard]] bool is_no_data(std::string_view text);

enum class CellContent : std::uint8_t { number, no_data, out_of_range, no_number };

struct CellNumber {
    CellContent kind = CellContent::no_number;
    double value = 0.0;  ///< of a number, or out of range, infinite beyond a double's; NaN otherwise
};

/// What the cell holds where numbers stand. `decimal` is '.' or ','.
[[nodiscard]] CellNumber read_cell(std::string_view text, char decimal = '.');

/// "0", "1", "1.0", "true", "FALSE", as a verdict or another flag; nothing where it is neither.
[[nodiscard]] std::optional<bool> read_flag(std::string_view text, char decimal = '.');

/// Is `value` finite, and within the range of a 32-bit float?
[[nodiscard]] bool fits_float(double value);

/// The finite number, of any size, that is all of `text` but blanks around it; nothing otherwise.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

}  // namespace waferglow
