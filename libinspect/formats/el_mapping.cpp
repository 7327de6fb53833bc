// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/el_mapping.h"

#include "libinspect/formats/input_file.h"
#include "libinspect/formats/key_info.h"
#include "libinspect/formats/toml_reader.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {
namespace {

struct Unit {
    std::size_t quantity;
    const char* name;
    double factor;
};
constexpr std::array<Unit, 15> kUnits{{{1, "uA", 1.0},
                                       {1, "A", 1e6},
                                       {1, "mA", 1e3},
                                       {1, "nA", 1e-3},
                                       {1, "pA", 1e-6},
                                       {2, "V", 1.0},
                                       {2, "kV", 1e3},
                                       {2, "mV", 1e-3},
                                       {2, "uV", 1e-6},
                                       {3, "nm", 1.0},
                                       {3, "um", 1e3},
                                       {3, "m", 1e9},
                                       {3, "pm", 1e-3},
                                       {3, "angstrom", 0.1},
                                       {1,
                                        "\xC2\xB5"
                                        "A",
                                        1.0}}};

/// A key that is not known would change what counts as a fail without a word.
void refuse_others(const TomlTable& table, const std::vector<std::string>& known) {
    const std::vector<UnknownKey> unknown = unknown_keys(table, known);
    if (!unknown.empty()) table.refuse(unknown.front().key, unknown.front().complaint);
}

char one_character(const TomlTable& table, std::string_view key, char missing) {
    const auto text = table.optional_text(key);
    if (!text) return missing;
    if (text->size() != 1 || *text == "\"" || *text == "\n")
        table.refuse(key, "must be one character, such as \";\" or \"\\t\"");
    return text->front();
}

bool turned(const TomlTable& table, std::string_view key, std::string_view normal, std::string_view other) {
    const std::string text = table.optional_text(key).value_or(std::string(normal));
    if (text != normal && text != other)
        table.refuse(key, fmt::format("must be \"{}\" or \"{}\"", normal, other));
    return text == other;
}

void read_place(const TomlTable& place, ElMapping& mapping) {
    refuse_others(place, {"row", "col", "row_direction", "col_direction", "x", "y", "unit"});
    mapping.rows_up = turned(place, "row_direction", "down", "up");
    mapping.cols_left = turned(place, "col_direction", "right", "left");
    if (!place.contains("x") && !place.contains("y")) {
        mapping.row = place.text("row");
        mapping.col = place.text("col");
        return;
    }
    mapping.x = place.text("x");
    mapping.y = place.text("y");
    const std::string unit = place.text("unit");
    if (unit != "mm" && unit != "um") place.refuse("unit", "must be \"mm\" or \"um\"");
    mapping.place_um = unit == "mm" ? 1000.0 : 1.0;
}

ElSourceColumn read_column(const TomlTable& columns, std::size_t quantity) {
    const char* const key = kElQuantities[quantity];
    if (columns.is_text(key)) return {columns.text(key), {}, 1.0};
    const TomlTable table = columns.table(key);
    refuse_others(table, {"column", "unit", "scale"});
    ElSourceColumn column{table.text("column"), table.optional_text("unit").value_or(""),
                          table.optional_number("scale").value_or(1.0)};
    if (!el_unit_factor(quantity, column.unit)) {
        table.refuse("unit", fmt::format("{} is not known for {}", in_quotes(column.unit), key));
    }
    if (column.scale == 0.0) table.refuse("scale", "must not be 0");
    return column;
}

}  // namespace

std::optional<double> el_unit_factor(std::size_t quantity, std::string_view unit) {
    if (quantity == 0 || unit.empty()) return 1.0;
    for (const Unit& known : kUnits) {
        if (known.quantity == quantity && unit == known.name) return known.factor;
    }
    return std::nullopt;
}

ElMapping read_el_mapping(const std::filesystem::path& path) {
    const TomlFile file(path);
    const TomlTable top = file.top();
    if (top.text("format") != "waferglow-el-mapping")
        top.refuse("format", "must be \"waferglow-el-mapping\"");
    (void)top.integer("version", 1, 1);
    refuse_others(top, {"format", "version", "table", "place", "columns", "pass"});
    ElMapping mapping;
    if (top.contains("table")) {
        const TomlTable table = top.table("table");
        refuse_others(table, {"separator", "decimal", "header_line"});
        mapping.separator = one_character(table, "separator", ',');
        mapping.decimal = one_character(table, "decimal", '.');
        if (mapping.decimal != '.' && mapping.decimal != ',')
            table.refuse("decimal", "must be \".\" or \",\"");
        if (mapping.decimal == mapping.separator) table.refuse("decimal", "must differ from the separator");
        if (table.contains("header_line")) mapping.header_line = table.integer("header_line", 1, 1000);
    }
    if (top.contains("place")) read_place(top.table("place"), mapping);
    if (top.contains("columns")) {
        const TomlTable columns = top.table("columns");
        refuse_others(columns, {kElQuantities.begin(), kElQuantities.end()});
        for (std::size_t i = 0; i < kElQuantities.size(); ++i) {
            if (columns.contains(kElQuantities[i])) mapping.columns[i] = read_column(columns, i);
        }
    }
    if (top.contains("pass")) {
        const TomlTable pass = top.table("pass");
        refuse_others(pass, {"column", "values", "fail"});
        mapping.pass = pass.text("column");
        mapping.pass_values = pass.texts("values");
        if (pass.contains("fail")) mapping.fail_values = pass.texts("fail");
    }
    return mapping;
}

}  // namespace waferglow
