// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/layout_file.h"

#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/formats/csv_reader.h"
#include "libinspect/formats/e142.h"
#include "libinspect/formats/el_source.h"
#include "libinspect/formats/internal/csv_text.h"
#include "libinspect/formats/sinf.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr const char* kWhatIsRead =
    "a layout is a CSV file with the columns row, col and kind, or a SEMI E142 or SINF map";

WaferLayout from_csv(const std::filesystem::path& path, const DieGrid& grid) {
    CsvReader csv(path);
    const std::size_t row = csv.column("row");
    const std::size_t col = csv.column("col");
    const std::size_t kind = csv.column("kind");
    const std::optional<std::size_t> group = csv.find("group");
    std::vector<LayoutCell> cells;
    std::vector<bool> named(grid.cells(), false);
    while (csv.next()) {
        LayoutCell cell{.cell = {csv.integer(row), csv.integer(col)}, .kind = CellKind::die, .group = {}};
        if (cell.cell.row < 0 || cell.cell.row >= grid.rows)
            throw csv.error_at(row, fmt::format("is no row of the grid, which has {}", grid.rows));
        if (cell.cell.col < 0 || cell.cell.col >= grid.cols)
            throw csv.error_at(col, fmt::format("is no column of the grid, which has {}", grid.cols));
        if (named[grid.cell(cell.cell)]) throw csv.error_at(col, "names a cell that an earlier line names");
        named[grid.cell(cell.cell)] = true;
        const std::optional<CellKind> known = cell_kind_of(csv.text(kind));
        if (!known) throw csv.error_at(kind, "is no kind of a cell; kinds are die, pcm, mark and none");
        cell.kind = *known;
        if (group && cell.kind == CellKind::die) cell.group = csv.text(*group);
        cells.push_back(std::move(cell));
    }
    return {grid, cells};
}

WaferLayout from_map(const std::filesystem::path& path, BinMap map, const DieGrid& grid) {
    map = turned_flat_down(std::move(map));
    if (map.rows != grid.rows || map.cols != grid.cols)
        throw Error(
            ErrorKind::input,
            fmt::format("{}: the map has {} rows and {} columns, the wafer's grid {} and {}; a layout "
                        "is one of exactly this grid",
                        path.string(), map.rows, map.cols, grid.rows, grid.cols));
    std::vector<CellKind> kinds(grid.cells(), CellKind::none);
    for (std::size_t cell = 0; cell < kinds.size(); ++cell) {
        if (map.cells[cell] != kNoDieCell) kinds[cell] = map.bins[map.cells[cell]].kind;
    }
    return {grid, std::move(kinds), {}, {}};
}

WaferLayout read_any(const std::filesystem::path& path, const DieGrid& grid) {
    const ElFormat format = el_format(path, kWhatIsRead);
    switch (format) {
        case ElFormat::csv:
            return from_csv(path, grid);
        case ElFormat::sinf:
            return from_map(path, read_sinf(path), grid);
        case ElFormat::e142: {
            std::vector<BinMap> maps = read_e142(path);
            if (maps.size() > 1)
                throw Error(ErrorKind::input,
                            fmt::format("{}: holds the maps of {} wafers; a layout is one map of any of them",
                                        path.string(), maps.size()));
            return from_map(path, std::move(maps.front()), grid);
        }
        case ElFormat::stdf:
        case ElFormat::klarf:
            break;
    }
    throw Error(ErrorKind::input,
                fmt::format("{}: is {}; {}", path.string(), el_format_name(format), kWhatIsRead));
}

}  // namespace

WaferLayout read_layout(const std::filesystem::path& path, const DieGrid& grid) {
    WaferLayout layout = read_any(path, grid);
    const std::span<const CellKind> kinds = layout.kinds();
    if (!kinds.empty() && std::ranges::find(kinds, CellKind::die) == kinds.end())
        throw Error(ErrorKind::input,
                    fmt::format("{}: no cell of the grid of {} rows and {} columns is a die by this layout, "
                                "so there is nothing to inspect; give the kind die to those that are, or "
                                "leave them out of a CSV file: cells that are not named are dies",
                                path.string(), grid.rows, grid.cols));
    return layout;
}

void write_layout(const std::filesystem::path& path, const DieGrid& grid, const WaferLayout& layout) {
    AtomicFile file(path);
    const bool groups = !layout.groups().empty();
    file.write(groups ? "row,col,kind,group\n" : "row,col,kind\n");
    std::string lines;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        lines.clear();
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            const std::size_t cell = grid.cell({row, col});
            const std::uint8_t group = layout.group(cell);
            if (layout.kind(cell) == CellKind::die && group == WaferLayout::kNoGroup) continue;
            lines += fmt::format("{},{},{}", row, col, to_string(layout.kind(cell)));
            if (groups) {
                lines += ',';
                if (group != WaferLayout::kNoGroup) append_csv_text(lines, layout.group_names()[group]);
            }
            lines += '\n';
        }
        file.write(lines);
    }
    file.commit();
}

}  // namespace waferglow
