// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/internal/stored_layout.h"

#include "libinspect/base/error.h"
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/hdf5_tables.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace waferglow::hdf5 {
namespace {

void write_matrix(hid_t group, const ArrayWriter& arrays, const DieGrid& grid, const char* name,
                  std::span<const std::uint8_t> values, std::uint8_t fill, std::string_view title) {
    const Dataset data = arrays.write(
        group, name,
        map_view(values, static_cast<std::size_t>(grid.rows), static_cast<std::size_t>(grid.cols), fill));
    put_attribute(data.get(), "long_name", title);
}

std::vector<std::uint8_t> read_matrix(hid_t group, const char* name, const DieGrid& grid) {
    const StoredArray array = open_array(group, name);
    if (array.shape.rows != static_cast<std::size_t>(grid.rows) ||
        array.shape.cols != static_cast<std::size_t>(grid.cols)) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: {} has {} x {} cells, the grid {} x {}", describe(group), name,
                                array.shape.rows, array.shape.cols, grid.rows, grid.cols));
    }
    std::vector<std::uint8_t> values(array.shape.count());
    read_array(array, element_type<std::uint8_t>(), std::as_writable_bytes(std::span(values)));
    return values;
}

/// Dies of a field, or a place in it.
std::int32_t get_count(hid_t group, const std::string& name) {
    const std::int64_t count = get_integer(group, name);
    if (count < 0 || count > std::numeric_limits<std::int32_t>::max()) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: {} = {} is no number of dies", describe(group), name, count));
    }
    return static_cast<std::int32_t>(count);
}

}  // namespace

void write_steps(hid_t grid, const GridSteps& steps) {
    if (steps == GridSteps{}) return;
    put_number(grid, "stagger_x", steps.stagger_x_um, "um");
    put_number(grid, "stagger_y", steps.stagger_y_um, "um");
    put_integer(grid, "field_rows", steps.field_rows);
    put_integer(grid, "field_cols", steps.field_cols);
    put_number(grid, "field_gap_x", steps.field_gap_x_um, "um");
    put_number(grid, "field_gap_y", steps.field_gap_y_um, "um");
    put_integer(grid, "field_row0", steps.field_row0);
    put_integer(grid, "field_col0", steps.field_col0);
}

GridSteps read_steps(hid_t grid) {
    if (!has(grid, "field_rows")) return {};
    return {.stagger_x_um = get_number(grid, "stagger_x"),
            .stagger_y_um = get_number(grid, "stagger_y"),
            .field_rows = get_count(grid, "field_rows"),
            .field_cols = get_count(grid, "field_cols"),
            .field_gap_x_um = get_number(grid, "field_gap_x"),
            .field_gap_y_um = get_number(grid, "field_gap_y"),
            .field_row0 = get_count(grid, "field_row0"),
            .field_col0 = get_count(grid, "field_col0")};
}

void write_layout(hid_t wafer, const ArrayWriter& arrays, const DieGrid& grid, const WaferLayout& layout) {
    if (layout.plain()) return;
    const Group group = make_group(wafer, "layout", "NXcollection");
    if (!layout.kinds().empty()) {
        std::vector<std::uint8_t> kinds;
        kinds.reserve(layout.kinds().size());
        for (const CellKind kind : layout.kinds()) kinds.push_back(static_cast<std::uint8_t>(kind));
        write_matrix(group.get(), arrays, grid, "kind", kinds, 0,
                     "kind of the cell (0 die, 1 pcm, 2 mark, 3 none)");
    }
    if (layout.groups().empty()) return;
    write_matrix(group.get(), arrays, grid, "group", layout.groups(), WaferLayout::kNoGroup,
                 "position in group_names (255: none)");
    TableWriter(arrays, group.get()).texts("group_names", layout.group_names());
}

WaferLayout read_layout(hid_t wafer, const DieGrid& grid) {
    if (!has(wafer, "layout")) return {};
    const Group group = open_group(wafer, "layout");
    std::vector<CellKind> kinds;
    if (has(group.get(), "kind")) {
        kinds.reserve(grid.cells());
        for (const std::uint8_t kind : read_matrix(group.get(), "kind", grid))
            kinds.push_back(static_cast<CellKind>(kind));
    }
    if (!has(group.get(), "group")) return {grid, std::move(kinds), {}, {}};
    return {grid, std::move(kinds), read_matrix(group.get(), "group", grid),
            TableReader(group.get()).texts("group_names")};
}

}  // namespace waferglow::hdf5
