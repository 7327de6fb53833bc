// SPDX-License-Identifier: GPL-3.0-or-later
// The large parts of a wafer file: layers, bins, spectra, EL.
#include "libinspect/store/internal/hdf5_links.h"
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/hdf5_tables.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <optional>

#include <fmt/format.h>

namespace waferglow::hdf5 {

namespace {

// The matrix of a group, which must have one value a cell of `grid`.
StoredArray open_map(hid_t group, const DieGrid& grid) {
    StoredArray array = open_array(group, "data");
    const ArrayShape wanted{static_cast<std::size_t>(grid.rows), static_cast<std::size_t>(grid.cols), true};
    if (array.shape != wanted) {
        throw Error(ErrorKind::input, fmt::format("{}: has {} x {} values where the grid has {} x {} dies",
                                                  describe(array.dataset.get()), array.shape.rows,
                                                  array.shape.cols, grid.rows, grid.cols));
    }
    return array;
}

// Why a member of `columns` is none; nothing: it is one, in whatever state.
std::optional<std::string> objection_to_column(hid_t columns, const std::string& name, std::size_t dies) {
    if (read_link(columns, name).kind != Link::Kind::hard && !leads_somewhere(columns, name))
        return "is a link that leads nowhere";
    const Object object(H5Oopen(columns, name.c_str(), H5P_DEFAULT));
    if (!object) return std::nullopt;
    if (H5Iget_type(object.get()) != H5I_DATASET) return "is no column";
    if (const std::string filter = missing_filter(object.get()); !filter.empty())
        return missing_filter_text(filter);
    if (has_attribute(object.get(), "crc32")) return std::nullopt;
    try {
        const StoredArray array = open_array(columns, name);
        const bool fits =
            array.type.kind != ElementType::Kind::text && array.shape == ArrayShape{1, dies, false};
        return fits ? std::nullopt : std::optional<std::string>("is no column of numbers of these dies");
    } catch (const Error&) {
        return "holds values that are not understood";
    }
}

StoredColumn read_column(hid_t columns, const std::string& name, std::size_t dies) {
    StoredColumn column;
    column.name = name;
    column.values = get_vector<float>(columns, name);
    if (column.values.size() != dies) {
        throw Error(ErrorKind::input, fmt::format("{}: '{}' has {} values for {} dies", describe(columns),
                                                  name, column.values.size(), dies));
    }
    const StoredArray array = open_array(columns, name);
    const hid_t dataset = array.dataset.get();
    if (has_attribute(dataset, "units")) column.unit = text_attribute(dataset, "units");
    if (has_attribute(dataset, "long_name")) column.title = text_attribute(dataset, "long_name");
    return column;
}

DieTable read_die_table(hid_t entry, const std::string& name, std::vector<PassedOver>& passed_over) {
    const Group group = open_group(entry, name);
    TableReader table(group.get());
    DieTable dies;
    dies.row = table.column<std::int32_t>("row");
    dies.col = table.column<std::int32_t>("col");
    const Group columns = open_group(group.get(), "columns");
    for (const std::string& column : members(columns.get())) {
        if (const auto objection = objection_to_column(columns.get(), column, dies.size()))
            passed_over.push_back({fmt::format("/entry/{}/columns/{}", name, column), *objection});
        else
            dies.columns.push_back(read_column(columns.get(), column, dies.size()));
    }
    return dies;
}

void read_labels(hid_t group, hid_t dataset, LayerInfo& info) {
    info.title = has(group, "title") ? get_text(group, "title") : "";
    if (has_attribute(dataset, "units")) info.unit = text_attribute(dataset, "units");
    if (has_attribute(dataset, "valid_values")) info.values = integer_attribute(dataset, "valid_values");
    if (has_attribute(dataset, "min")) info.min = static_cast<float>(number_attribute(dataset, "min"));
    if (has_attribute(dataset, "max")) info.max = static_cast<float>(number_attribute(dataset, "max"));
}

}  // namespace

LayerInfo read_layer_info(hid_t entry, const std::string& name) {
    const Group group = open_group(entry, "map/" + name);
    const StoredArray array = open_array(group.get(), "data");
    const hid_t dataset = array.dataset.get();
    LayerInfo info;
    info.name = name;
    info.stored_bytes = static_cast<std::int64_t>(array.stored_bytes);
    try {
        read_labels(group.get(), dataset, info);
    } catch (const Error&) {
        if (array.crc32) throw;  // others may write labels of another kind, and the values are sound
    }
    return info;
}

void read_layer_values(hid_t entry, const std::string& name, const DieGrid& grid,
                       std::vector<float>& values) {
    const StoredArray array = open_map(open_group(entry, "map/" + name).get(), grid);
    values.resize(array.shape.count());
    read_array(array, element_type<float>(), std::as_writable_bytes(std::span(values)));
}

std::vector<StoredBin> read_bin_table(hid_t entry) {
    const Group group = open_group(entry, "bins/classes");
    TableReader table(group.get());
    const auto code = table.column<std::uint8_t>("code");
    const auto name = table.texts("name");
    const auto red = table.column<std::uint8_t>("red");
    const auto green = table.column<std::uint8_t>("green");
    const auto blue = table.column<std::uint8_t>("blue");
    const auto pass = table.column<std::uint8_t>("pass");
    const auto description = table.texts("description");
    const auto dies = table.column<std::int64_t>("dies");
    std::vector<StoredBin> bins;
    for (std::size_t i = 0; i < code.size(); ++i) {
        bins.push_back(
            {code[i], name[i], {red[i], green[i], blue[i]}, pass[i] != 0, description[i], dies[i]});
    }
    return bins;
}

std::vector<std::uint8_t> read_bins(hid_t entry, const DieGrid& grid) {
    const StoredArray array = open_map(open_group(entry, "bins").get(), grid);
    std::vector<std::uint8_t> bins(array.shape.count());
    read_array(array, element_type<std::uint8_t>(), std::as_writable_bytes(std::span(bins)));
    return bins;
}

StoredSpectra read_spectra(hid_t entry, std::vector<PassedOver>& passed_over) {
    const Group group = open_group(entry, "spectra");
    StoredSpectra spectra;
    spectra.wavelength_nm = get_vector<double>(group.get(), "wavelength");
    spectra.dies = read_die_table(entry, "spectra", passed_over);
    const StoredArray counts = open_array(group.get(), "counts");
    require_plausible(counts);
    if (counts.shape.rows != spectra.dies.size() || counts.shape.cols != spectra.wavelength_nm.size()) {
        throw Error(ErrorKind::input, fmt::format("{}: has {} x {} counts for {} dies and {} wavelengths",
                                                  describe(group.get()), counts.shape.rows, counts.shape.cols,
                                                  spectra.dies.size(), spectra.wavelength_nm.size()));
    }
    spectra.counts.resize(counts.shape.count());
    if (counts.type == element_type<std::uint16_t>()) {
        std::vector<std::uint16_t> whole(counts.shape.count());
        read_array(counts, counts.type, std::as_writable_bytes(std::span(whole)));
        for (std::size_t i = 0; i < whole.size(); ++i) spectra.counts[i] = whole[i];
    } else {
        read_array(counts, element_type<float>(), std::as_writable_bytes(std::span(spectra.counts)));
    }
    return spectra;
}

DieTable read_el(hid_t entry, std::vector<PassedOver>& passed_over) {
    return read_die_table(entry, "el", passed_over);
}

}  // namespace waferglow::hdf5
