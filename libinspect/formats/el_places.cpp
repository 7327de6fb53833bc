// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/el_places.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/internal/text_scan.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

struct Place {
    std::int64_t row;
    std::int64_t col;
};

/// Of a die in the view with the flat down, before any move.
Place turned(const FileDie& die, const IndexFrame& frame) {
    const std::int64_t row = frame.rows_up ? -std::int64_t{die.y} : std::int64_t{die.y};
    const std::int64_t col = frame.cols_left ? -std::int64_t{die.x} : std::int64_t{die.x};
    switch (frame.flat_deg) {
        case 0:
            return {-row, -col};
        case 90:  // a quarter turn clockwise brings what lies at the right to the bottom
            return {col, -row};
        case 270:
            return {-col, row};
        default:
            return {row, col};
    }
}

template <class Value>
void keep(std::vector<Value>& values, const std::vector<bool>& dropped) {
    if (values.empty()) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < dropped.size(); ++i) {
        if (!dropped[i]) values[kept++] = values[i];
    }
    values.resize(kept);
}

}  // namespace

void place_dies(const std::vector<FileDie>& dies, const IndexFrame& frame, ElTable& table) {
    if (dies.empty()) return;
    const bool plain = !frame.rows_up && !frame.cols_left && frame.flat_deg == 180;
    constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max();
    std::int64_t row_min = kFar;
    std::int64_t col_min = kFar;
    for (const FileDie& die : dies) {
        const Place place = turned(die, frame);
        row_min = std::min(row_min, place.row);
        col_min = std::min(col_min, place.col);
    }
    const bool move = !plain || row_min < 0 || col_min < 0;
    if (!move) row_min = col_min = 0;
    table.row.reserve(dies.size());
    table.col.reserve(dies.size());
    for (const FileDie& die : dies) {
        const Place place = turned(die, frame);
        constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
        if (place.row - row_min > kMost || place.col - col_min > kMost) {
            throw Error(ErrorKind::input,
                        fmt::format("EL data: die (x {}, y {}) is too far from the others; correct it", die.x,
                                    die.y));
        }
        table.row.push_back(static_cast<std::int32_t>(place.row - row_min));
        table.col.push_back(static_cast<std::int32_t>(place.col - col_min));
    }
    if (!move) return;
    const auto first = [&](bool rows) {
        const auto& of = rows ? table.row : table.col;
        return dies[static_cast<std::size_t>(std::ranges::find(of, 0) - of.begin())];
    };
    add_warning(table.warnings, fmt::format("indices of the file are {}moved: row 0 is that of its die (x "
                                            "{}, y {}), column 0 that of (x {}, y {})",
                                            plain ? "" : "turned and ", first(true).x, first(true).y,
                                            first(false).x, first(false).y));
}

void keep_last_records(ElTable& table) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> dies(table.size());
    for (std::size_t i = 0; i < dies.size(); ++i) {
        const auto key = static_cast<std::uint64_t>(static_cast<std::uint32_t>(table.row[i])) << 32U |
                         static_cast<std::uint32_t>(table.col[i]);
        dies[i] = {key, static_cast<std::uint32_t>(i)};
    }
    if (!std::ranges::is_sorted(dies)) std::ranges::sort(dies);
    std::vector<bool> dropped(table.size(), false);
    std::int64_t count = 0;
    for (std::size_t i = 1; i < dies.size(); ++i) {
        if (dies[i].first != dies[i - 1].first) continue;
        dropped[dies[i - 1].second] = true;
        ++count;
    }
    if (count == 0) return;
    for (auto* values : {&table.el_intensity, &table.ir_ua, &table.vf_v, &table.wavelength_nm})
        keep(*values, dropped);
    keep(table.pass, dropped);
    keep(table.row, dropped);
    keep(table.col, dropped);
    add_warning(
        table.warnings,
        fmt::format("{} records belong to dies that come again later; the last record of each die counts",
                    count));
}

void finish_el_table(const std::string& file, const DieGrid& grid, ElTable& table) {
    if (table.row.empty()) throw Error(ErrorKind::input, fmt::format("{}: holds no dies", file));
    const bool values = !table.el_intensity.empty() || !table.ir_ua.empty() || !table.vf_v.empty() ||
                        !table.wavelength_nm.empty();
    const bool verdicts = std::ranges::any_of(table.pass, [](std::uint8_t pass) { return pass != kNoPass; });
    if (!values && !verdicts) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: has neither a verdict nor a value for any die{}", file,
                                table.warnings.empty() ? "" : ": " + table.warnings.front()));
    }
    table.outside_grid = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (!grid.contains({table.row[i], table.col[i]})) ++table.outside_grid;
    }
}

}  // namespace waferglow
