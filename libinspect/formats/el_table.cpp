// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/el_table.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/csv_reader.h"
#include "libinspect/formats/internal/el_place_fit.h"
#include "libinspect/formats/internal/el_verdicts.h"
#include "libinspect/formats/internal/el_wafer_choice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace waferglow {
namespace {

struct NamedColumn {
    const char* name;
    std::vector<float> ElTable::*values;
};
constexpr std::array<NamedColumn, 4> kNumbers{{{"el_intensity", &ElTable::el_intensity},
                                               {"ir_ua", &ElTable::ir_ua},
                                               {"vf_v", &ElTable::vf_v},
                                               {"wavelength_nm", &ElTable::wavelength_nm}}};

struct FoundColumn {
    std::size_t column;
    std::vector<float>* values;
};

constexpr double kFarthestUm = 1e6;  // far beyond any wafer

std::uint64_t key_of(const ElTable& table, std::size_t i) {
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(table.row[i])) << 32U) |
           static_cast<std::uint32_t>(table.col[i]);
}

void check_no_die_twice(ElTable& table, const std::filesystem::path& path, RepeatedDies repeated) {
    std::vector<std::uint64_t> keys(table.size());
    for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = key_of(table, i);
    if (!std::ranges::is_sorted(keys)) std::ranges::sort(keys);  // files are mostly in order
    const auto twice = std::ranges::adjacent_find(keys);
    if (twice == keys.end()) return;
    if (repeated == RepeatedDies::kept) {
        const auto dies = std::unique(keys.begin(), keys.end()) - keys.begin();
        table.warnings.push_back(
            fmt::format("{} records are of dies that occur again; the last of each stands",
                        static_cast<std::ptrdiff_t>(keys.size()) - dies));
        return;
    }
    std::vector<std::size_t> records;
    for (std::size_t i = 0; i < table.size() && records.size() < 2; ++i) {
        if (key_of(table, i) == *twice) records.push_back(i);
    }
    throw Error(
        ErrorKind::input,
        fmt::format("{}: die (row {}, col {}) occurs twice, in records {} and {}; keep one", path.string(),
                    table.row[records[0]], table.col[records[0]], records[0] + 1, records[1] + 1));
}

std::uint8_t read_pass(const CsvReader& csv, std::size_t column) {
    const std::optional<bool> pass = csv.flag(column);
    if (!pass) return kNoPass;
    return *pass ? 1 : 0;
}

}  // namespace

ElTable read_el_table(const std::filesystem::path& path, const DieGrid& grid, RepeatedDies repeated) {
    CsvReader csv(path);
    const std::optional<std::size_t> x = csv.find("x_um");
    const std::optional<std::size_t> y = csv.find("y_um");
    const bool by_place = x && y && (!csv.find("row") || !csv.find("col"));
    const std::size_t row = by_place ? *y : csv.column("row");
    const std::size_t col = by_place ? *x : csv.column("col");
    const std::optional<std::size_t> pass = csv.find("pass");
    ElTable table;
    std::vector<FoundColumn> numbers;
    for (const NamedColumn& known : kNumbers) {
        if (const auto column = csv.find(known.name)) numbers.push_back({*column, &(table.*known.values)});
    }
    if (numbers.empty() && !pass) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: has none of the columns el_intensity, ir_ua, vf_v, wavelength_nm, pass",
                                path.string()));
    }
    for (std::size_t i = 0; i < csv.columns().size(); ++i) {
        const bool used = i == row || i == col || i == pass || i == x || i == y ||
                          std::ranges::count(numbers, i, &FoundColumn::column) > 0;
        if (!used && !csv.columns()[i].empty()) table.ignored_columns.push_back(csv.columns()[i]);
    }
    WaferColumns wafers(csv);
    while (csv.next()) {
        wafers.check(csv);
        if (x && y) {
            table.x_um.push_back(csv.number_or_nan(*x));
            table.y_um.push_back(csv.number_or_nan(*y));
            if (by_place && !(std::abs(table.x_um.back()) < kFarthestUm))
                throw csv.error_at(*x, "must be a place in um");
            if (by_place && !(std::abs(table.y_um.back()) < kFarthestUm))
                throw csv.error_at(*y, "must be a place in um");
        }
        const DieIndex die = by_place ? grid.nearest({table.x_um.back(), table.y_um.back()})
                                      : DieIndex{csv.integer(row), csv.integer(col)};
        table.row.push_back(die.row);
        table.col.push_back(die.col);
        for (const FoundColumn& found : numbers) {
            found.values->push_back(static_cast<float>(csv.number_or_nan(found.column)));
        }
        if (pass) table.pass.push_back(read_pass(csv, *pass));
        if (!grid.contains(die)) ++table.outside_grid;
    }
    if (table.row.empty()) throw Error(ErrorKind::input, fmt::format("{}: holds no records", path.string()));
    if (by_place) {
        std::vector<WaferPoint> places;
        for (std::size_t i = 0; i < table.size(); ++i) places.push_back({table.x_um[i], table.y_um[i]});
        check_el_places(path, grid, places);
    }
    check_no_die_twice(table, path, repeated);
    warn_of_one_verdict(table, "column 'pass'", {});
    return table;
}

}  // namespace waferglow
