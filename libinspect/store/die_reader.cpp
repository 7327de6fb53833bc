// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/die_reader.h"

#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <array>

#include <fmt/format.h>

namespace waferglow {

std::vector<DieValue> read_die_values(const std::filesystem::path& path, DieIndex die) {
    const hdf5::OpenedFile opened(path);
    const hid_t entry = opened.entry.get();
    const DieGrid grid = hdf5::read_wafer(entry).grid();
    if (!grid.contains(die)) {
        throw Error(ErrorKind::usage,
                    fmt::format("{}: die (row {}, col {}) lies outside of the grid of {} x {}", path.string(),
                                die.row, die.col, grid.rows, grid.cols));
    }
    std::vector<DieValue> values;
    const std::array<hsize_t, 2> at{static_cast<hsize_t>(die.row), static_cast<hsize_t>(die.col)};
    const hdf5::Dataspace one(H5Screate(H5S_SCALAR));
    for (const std::string& name : hdf5::list_layers(entry, grid).names) {
        const LayerInfo info = hdf5::read_layer_info(entry, name);
        const hdf5::Group group = hdf5::open_group(entry, "map/" + name);
        const hdf5::StoredArray array = hdf5::open_array(group.get(), "data");
        if (array.shape.rows != static_cast<std::size_t>(grid.rows) ||
            array.shape.cols != static_cast<std::size_t>(grid.cols)) {
            throw Error(ErrorKind::input, fmt::format("{}: has another size than the grid",
                                                      hdf5::describe(array.dataset.get())));
        }
        const hdf5::Dataspace space(H5Dget_space(array.dataset.get()));
        float value = kNoData;
        if (H5Sselect_elements(space.get(), H5S_SELECT_SET, 1, at.data()) < 0 ||
            H5Dread(array.dataset.get(), H5T_NATIVE_FLOAT, one.get(), space.get(), H5P_DEFAULT, &value) < 0)
            throw hdf5::failure_at(ErrorKind::input, array.dataset.get(), "a die can't be read");
        values.push_back({name, info.unit, info.title, value});
    }
    return values;
}

}  // namespace waferglow
