// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/el_from_table.h"

#include "libinspect/formats/csv_reader.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/el_place_fit.h"
#include "libinspect/formats/internal/el_places.h"
#include "libinspect/formats/internal/el_verdicts.h"
#include "libinspect/formats/internal/el_wafer_choice.h"
#include "libinspect/formats/internal/text_scan.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

CsvStyle style_of(const ElMapping& mapping) {
    CsvStyle style{.separator = mapping.separator,
                   .decimal = mapping.decimal,
                   .header_line = mapping.header_line,
                   .columns = {},
                   .lenient = true};
    for (const std::string* name : {&mapping.row, &mapping.col, &mapping.x, &mapping.y, &mapping.pass}) {
        if (!name->empty()) style.columns.push_back(*name);
    }
    for (const auto& column : mapping.columns) {
        if (column) style.columns.push_back(column->name);
    }
    return style;
}

struct Column {
    std::size_t at;
    double factor;
    std::vector<float>* values;
};

std::vector<Column> columns_of(const CsvReader& csv, const ElMapping& mapping, ElTable& table) {
    const std::array<std::vector<float>*, 4> into{&table.el_intensity, &table.ir_ua, &table.vf_v,
                                                  &table.wavelength_nm};
    std::vector<Column> columns;
    for (std::size_t i = 0; i < into.size(); ++i) {
        const auto& column = mapping.columns[i];
        if (!column) continue;
        columns.push_back({csv.column(column->name),
                           column->scale * el_unit_factor(i, column->unit).value_or(1.0), into[i]});
    }
    return columns;
}

/// Two texts, or two numbers that are written differently ("1", "01", "1.0"; "1,0" in the cell of a table
/// with decimal commas).
bool same_value(std::string_view cell, std::string_view value, char decimal) {
    if (cell == value) return true;
    const CellNumber x = read_cell(cell, decimal);
    return x.kind == CellContent::number && x.value == parse_number(value);
}

std::uint8_t verdict(std::string_view cell, const ElMapping& mapping) {
    cell = trimmed_cell(cell);
    const bool pass = std::ranges::any_of(mapping.pass_values, [&](const std::string& value) {
        return same_value(cell, value, mapping.decimal);
    });
    if (pass) return 1;  // first: a mapping may say that "--" passes
    if (is_no_data(cell)) return kNoPass;
    if (mapping.fail_values.empty()) return 0;
    return std::ranges::any_of(
               mapping.fail_values,
               [&](const std::string& value) { return same_value(cell, value, mapping.decimal); })
               ? 0
               : kNoPass;
}

/// Whether a value that fails may be meant as something else: a word among numbers, or a passing value that
/// is written otherwise.
bool doubtful(std::string_view cell, const ElMapping& mapping) {
    const auto number = [&](std::string_view text) {
        return read_cell(text, mapping.decimal).kind == CellContent::number;
    };
    if (!number(cell) && std::ranges::all_of(mapping.pass_values, number)) return true;
    return std::ranges::any_of(mapping.pass_values, [&](const std::string& value) {
        return same_word(cell, value) ||
               (cell.starts_with(value) &&
                std::isalnum(static_cast<unsigned char>(cell[value.size()])) == 0 && !number(cell));
    });
}

float scaled(const CsvReader& csv, const Column& column) {
    const double value = column.factor * csv.number_or_nan(column.at);
    if (!std::isnan(value) && !fits_float(value))
        throw csv.error_at(column.at, "is out of range when brought to the unit of the EL column");
    return static_cast<float>(value);
}

double place_at(const CsvReader& csv, std::size_t column, const ElMapping& mapping) {
    constexpr double kFarthestUm = 1e6;  // far beyond any wafer
    const double um = mapping.place_um * csv.number(column);
    if (!(std::abs(um) < kFarthestUm)) throw csv.error_at(column, "is out of range: no place on a wafer");
    return um;
}

void warn_of_verdicts(const ElMapping& mapping, const ValueCounts& values, ElTable& table) {
    std::vector<std::string> passing;
    for (const std::string& value : mapping.pass_values) passing.push_back(in_quotes(value));
    const std::string rule =
        fmt::format("[pass] values {} of column {}", some_of(passing), in_quotes(mapping.pass));
    warn_of_one_verdict(table, rule, values);
    std::vector<std::string> others;
    for (const auto& [value, dies] : values.counts()) {
        const std::uint8_t said = verdict(value, mapping);
        const bool told = mapping.fail_values.empty() ? said == 0 && doubtful(value, mapping)
                                                      : said == kNoPass && !is_no_data(value);
        if (told) others.push_back(fmt::format("{} ({})", in_quotes(value), dies));
    }
    if (others.empty()) return;
    add_warning(table.warnings,
                mapping.fail_values.empty()
                    ? fmt::format("column {} has values that count as fails and may not be: {}; list the "
                                  "values that fail as 'fail' in [pass]",
                                  in_quotes(mapping.pass), some_of(others))
                    : fmt::format("column {} has values that neither pass nor fail by the mapping, and these "
                                  "dies have no verdict: {}",
                                  in_quotes(mapping.pass), some_of(others)));
}

}  // namespace

ElTable el_from_table(const std::filesystem::path& path, const DieGrid& grid, const ElMapping& mapping) {
    const bool positions = !mapping.x.empty();
    if (!positions && mapping.row.empty()) {
        throw Error(
            ErrorKind::input,
            fmt::format("{}: the mapping has no [place] with row and col, or x and y", path.string()));
    }
    CsvReader csv(path, style_of(mapping));
    const std::size_t x = csv.column(positions ? mapping.x : mapping.col);
    const std::size_t y = csv.column(positions ? mapping.y : mapping.row);
    ElTable table;
    const std::vector<Column> columns = columns_of(csv, mapping, table);
    std::optional<std::size_t> pass;
    if (!mapping.pass.empty()) pass = csv.column(mapping.pass);
    for (std::size_t i = 0; i < csv.columns().size(); ++i) {
        const bool used = i == x || i == y || i == pass || std::ranges::count(columns, i, &Column::at) > 0;
        if (!used && !csv.columns()[i].empty()) table.ignored_columns.push_back(csv.columns()[i]);
    }
    std::vector<FileDie> dies;
    std::vector<WaferPoint> places;
    ValueCounts values;
    WaferColumns wafers(csv);
    while (csv.next()) {
        wafers.check(csv);
        if (positions) {
            places.push_back({place_at(csv, x, mapping), place_at(csv, y, mapping)});
            const DieIndex die = grid.nearest(places.back());
            table.row.push_back(die.row);
            table.col.push_back(die.col);
        } else {
            dies.push_back({csv.integer(x), csv.integer(y)});
        }
        for (const Column& column : columns) column.values->push_back(scaled(csv, column));
        if (pass) {
            table.pass.push_back(verdict(csv.text(*pass), mapping));
            values.add(trimmed_cell(csv.text(*pass)));
        }
    }
    if (positions)
        check_el_places(path, grid, places);
    else
        place_dies(dies, {.rows_up = mapping.rows_up, .cols_left = mapping.cols_left, .flat_deg = 180},
                   table);
    keep_last_records(table);
    if (pass) warn_of_verdicts(mapping, values, table);
    return table;
}

}  // namespace waferglow
