// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/el_from_table.h"

#include "libinspect/formats/csv_reader.h"
#include "libinspect/formats/el_places.h"
#include "libinspect/formats/text_scan.h"

#include <algorithm>
#include <array>

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

/// Two texts, or two numbers that are written differently ("1", "01", "1.0").
bool same_value(std::string_view a, std::string_view b) {
    if (a == b) return true;
    const auto x = parse_number(a);
    return x && x == parse_number(b);
}

std::uint8_t verdict(std::string_view text, const ElMapping& mapping) {
    text = without_blanks(text);
    if (text.empty()) return kNoPass;
    const bool pass = std::ranges::any_of(
        mapping.pass_values, [text](const std::string& value) { return same_value(text, value); });
    return pass ? 1 : 0;
}

std::int32_t index_at(const CsvReader& csv, std::size_t column) {
    const double value = csv.number(column);
    constexpr double kMost = 2147483647.0;
    if (value != std::floor(value) || std::abs(value) > kMost)
        throw csv.error_at(column, "is not a whole number");
    return static_cast<std::int32_t>(value);
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
        if (!used) table.ignored_columns.push_back(csv.columns()[i]);
    }
    std::vector<FileDie> dies;
    while (csv.next()) {
        if (positions) {
            const DieIndex die =
                grid.nearest({mapping.place_um * csv.number(x), mapping.place_um * csv.number(y)});
            table.row.push_back(die.row);
            table.col.push_back(die.col);
        } else {
            dies.push_back({index_at(csv, x), index_at(csv, y)});
        }
        for (const Column& column : columns)
            column.values->push_back(static_cast<float>(column.factor * csv.number_or_nan(column.at)));
        if (pass) table.pass.push_back(verdict(csv.text(*pass), mapping));
    }
    if (!positions)
        place_dies(dies, {.rows_up = mapping.rows_up, .cols_left = mapping.cols_left, .flat_deg = 180},
                   table);
    keep_last_records(table);
    return table;
}

}  // namespace waferglow
