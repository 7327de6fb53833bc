// SPDX-License-Identifier: GPL-3.0-or-later
// EL reference data: el.csv with row, col and any of el_intensity, ir_ua, vf_v, wavelength_nm, pass.
#pragma once

#include "libinspect/geometry/die_grid.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace waferglow {

inline constexpr std::uint8_t kNoPass = 255;  ///< ElTable::pass of a cell without data

/// One element a record in file order, in every column that the file has; columns it has not are empty. NaN
/// (pass: kNoPass) where the cell has no data, as table_cell.h says it.
struct ElTable {
    std::vector<std::int32_t> row;
    std::vector<std::int32_t> col;
    std::vector<float> el_intensity;  ///< relative or in the tester's unit
    std::vector<float> ir_ua;         ///< reverse current, uA
    std::vector<float> vf_v;          ///< forward voltage, V
    std::vector<float> wavelength_nm;
    std::vector<std::uint8_t> pass;  ///< 0 or 1
    std::vector<double> x_um;        ///< places on the wafer, where the file has them
    std::vector<double> y_um;
    std::int64_t outside_grid = 0;  ///< records whose die lies outside of the grid; they are kept
    std::vector<std::string> ignored_columns;
    std::vector<std::string> warnings;  ///< what can't be taken at its word; empty for the plain table

    [[nodiscard]] std::size_t size() const { return row.size(); }
};

/// What a table may do with a die that occurs twice.
enum class RepeatedDies {
    refused,  ///< Error(input)
    kept,     ///< all records are kept, and a warning says how many there are
};

/// A file with x_um and y_um needs no row and col: a record's die is then that whose cell holds its place.
/// Throws Error(input) for a number that is none or out of range, `pass` other than 0 or 1 (1.0, true,
/// FALSE), a file with none of the known columns or without a record.
[[nodiscard]] ElTable read_el_table(const std::filesystem::path& path, const DieGrid& grid,
                                    RepeatedDies repeated = RepeatedDies::refused);

}  // namespace waferglow
