// SPDX-License-Identifier: GPL-3.0-or-later
// The plottable parts of a wafer file: layers, bins, spectra, EL. Each NXdata plots by its attributes alone.
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/hdf5_tables.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow::hdf5 {

namespace {

// An NXdata over the dies, whose axes are hard links to those of the wafer. hyperspy looks for the
// interpretation here, others at the signal. silx takes the axis of a single row for a scatter plot and
// refuses the whole: axes are then left out.
Group make_die_data(hid_t parent, hid_t entry, const std::string& name, const DieGrid& grid) {
    Group group = make_group(parent, name, "NXdata");
    put_attribute(group.get(), "signal", "data");
    if (grid.rows > 1 && grid.cols > 1) put_attribute(group.get(), "axes", {"y", "x"});
    put_attribute(group.get(), "interpretation", "image");
    const Group wafer = open_group(entry, "wafer");
    for (const char* axis : {"y", "x"}) {
        if (H5Lcreate_hard(wafer.get(), axis, group.get(), axis, H5P_DEFAULT, H5P_DEFAULT) < 0) {
            throw failure_at(ErrorKind::job, group.get(), "an axis can't be linked");
        }
    }
    return group;
}

// Number and range of the values that are not NaN. Lanes side by side, which the compiler turns into vectors.
void put_range(hid_t dataset, std::span<const float> values) {
    constexpr std::size_t kLanes = 16;
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    std::array<float, kLanes> low;
    std::array<float, kLanes> high;
    low.fill(kInfinity);
    high.fill(-kInfinity);
    std::int64_t count = 0;
    const auto take = [&](std::span<const float> some) {
        std::int32_t valid = 0;
        for (std::size_t lane = 0; lane < some.size(); ++lane) {
            const float value = some[lane];
            valid += value == value ? 1 : 0;  // not NaN
            low[lane] = value < low[lane] ? value : low[lane];
            high[lane] = value > high[lane] ? value : high[lane];
        }
        count += valid;
    };
    std::size_t at = 0;
    for (; at + kLanes <= values.size(); at += kLanes) take(values.subspan(at).first<kLanes>());
    take(values.subspan(at));
    put_attribute(dataset, "valid_values", count);
    if (count == 0) return;
    put_attribute(dataset, "min", double{*std::ranges::min_element(low)});
    put_attribute(dataset, "max", double{*std::ranges::max_element(high)});
}

void write_layer(hid_t group, const ArrayWriter& arrays, const DieGrid& grid, const Layer& layer) {
    const Dataset data = arrays.write(group, "data",
                                      map_view(std::span(layer.values), static_cast<std::size_t>(grid.rows),
                                               static_cast<std::size_t>(grid.cols), kNoData));
    const std::string title = layer.title.empty() ? layer.name : layer.title;
    put_attribute(data.get(), "long_name",
                  layer.unit.empty() ? title : fmt::format("{} ({})", title, layer.unit));
    put_attribute(data.get(), "units", layer.unit);
    put_attribute(data.get(), "interpretation", "image");
    put_range(data.get(), layer.values);
}

void copy_object(hid_t from, const std::string& name, hid_t to) {
    if (H5Ocopy(from, name.c_str(), to, name.c_str(), H5P_DEFAULT, H5P_DEFAULT) < 0) {
        throw failure_at(ErrorKind::input, from, fmt::format("'{}' can't be copied", name));
    }
}

std::string default_layer(const WritePlan& plan) {
    const auto name_of = [](const LayerSource& s) {
        return s.layer == nullptr ? s.info.name : s.layer->name;
    };
    const std::string& wanted = plan.file->default_layer;
    const bool written =
        std::ranges::any_of(plan.layers, [&](const LayerSource& s) { return name_of(s) == wanted; });
    const bool carried = std::ranges::find(plan.other_layers, wanted) != plan.other_layers.end();
    if (!wanted.empty() && (written || carried)) return wanted;
    for (const LayerSource& source : plan.layers) {
        if (name_of(source).ends_with("_rel")) return name_of(source);
    }
    return plan.layers.empty() ? "" : name_of(plan.layers.front());
}

void write_die_table(hid_t group, const ArrayWriter& arrays, const DieTable& table) {
    const TableWriter writer(arrays, group);
    writer.column<std::int32_t>("row", table.row);
    writer.column<std::int32_t>("col", table.col);
    const Group columns = make_group(group, "columns", "NXcollection");
    const TableWriter values(arrays, columns.get());
    for (const StoredColumn& column : table.columns) {
        values.column<float>(column.name, column.values, column.unit, column.title);
    }
}

void write_bin_table(hid_t bins, const ArrayWriter& arrays, const WaferFile& file) {
    std::array<std::int64_t, 256> dies{};
    for (const std::uint8_t code : file.bins) ++dies[code];
    const Group group = make_group(bins, "classes", "NXcollection");
    const TableWriter table(arrays, group.get());
    const std::vector<StoredBin>& classes = file.bin_table;
    table.column_of<std::uint8_t>("code", classes, [](const StoredBin& b) { return b.code; });
    table.texts_of("name", classes, [](const StoredBin& b) { return b.name; });
    table.column_of<std::uint8_t>("red", classes, [](const StoredBin& b) { return b.rgb[0]; });
    table.column_of<std::uint8_t>("green", classes, [](const StoredBin& b) { return b.rgb[1]; });
    table.column_of<std::uint8_t>("blue", classes, [](const StoredBin& b) { return b.rgb[2]; });
    table.column_of<std::uint8_t>("pass", classes, [](const StoredBin& b) { return b.pass; });
    table.texts_of("description", classes, [](const StoredBin& b) { return b.description; });
    table.column_of<std::int64_t>("dies", classes, [&](const StoredBin& b) { return dies[b.code]; });
}

Dataset write_counts(hid_t group, const ArrayWriter& arrays, const StoredSpectra& spectra) {
    const std::size_t rows = spectra.dies.size();
    const std::size_t pixels = spectra.wavelength_nm.size();
    constexpr float kMax = 65535.0F;
    const auto fits = [](float v) {
        return v >= 0.0F && v <= kMax && v == static_cast<float>(static_cast<int>(v));
    };
    const bool whole =
        std::ranges::all_of(spectra.counts, fits) &&
        std::ranges::none_of(spectra.counts, [](float v) { return v == 0.0F && std::signbit(v); });
    if (!whole) return arrays.write(group, "counts", rows_view(std::span(spectra.counts), rows, pixels));
    const std::vector<std::uint16_t> counts(spectra.counts.begin(), spectra.counts.end());
    return arrays.write(group, "counts", rows_view(std::span(counts), rows, pixels));
}

}  // namespace

void write_map(hid_t entry, const ArrayWriter& arrays, const WritePlan& plan) {
    const Group group = make_group(entry, "map", "NXprocess");
    const std::string shown = default_layer(plan);
    if (!shown.empty()) put_attribute(group.get(), "default", shown);
    for (const LayerSource& source : plan.layers) {
        const std::string& name = source.layer == nullptr ? source.info.name : source.layer->name;
        const Group data = make_die_data(group.get(), entry, name, plan.file->map.grid());
        put_text(data.get(), "title", source.layer == nullptr ? source.info.title : source.layer->title);
        if (source.layer == nullptr) {
            copy_object(open_group(plan.copy_from, "map/" + name).get(), "data", data.get());
            copy_layer_pyramid(plan.copy_from, entry, name);
        } else {
            write_layer(data.get(), arrays, plan.file->map.grid(), *source.layer);
            write_layer_pyramid(entry, arrays, plan.file->map.grid(), *source.layer);
        }
    }
}

void write_bins(hid_t entry, const ArrayWriter& arrays, const WaferFile& file) {
    const DieGrid& grid = file.map.grid();
    const Group group = make_die_data(entry, entry, "bins", grid);
    put_text(group.get(), "title", "bins");
    const Dataset data = arrays.write(group.get(), "data",
                                      map_view(std::span(file.bins), static_cast<std::size_t>(grid.rows),
                                               static_cast<std::size_t>(grid.cols), kNoBinCode));
    put_attribute(data.get(), "long_name", "bin code (255: none)");
    put_attribute(data.get(), "interpretation", "image");
    write_bin_table(group.get(), arrays, file);
    write_findings(group.get(), arrays, file, true);
    write_bin_pyramid(entry, arrays, file);
}

void write_spectra(hid_t entry, const ArrayWriter& arrays, const StoredSpectra& spectra) {
    const Group group = make_group(entry, "spectra", "NXdata");
    put_attribute(group.get(), "signal", "counts");
    put_attribute(group.get(), "axes", {".", "wavelength"});
    put_attribute(group.get(), "interpretation", "spectrum");
    put_text(group.get(), "title", "spectra");
    const Dataset wavelength =
        arrays.write(group.get(), "wavelength", vector_view(std::span(spectra.wavelength_nm)));
    put_attribute(wavelength.get(), "units", "nm");
    put_attribute(wavelength.get(), "long_name", "wavelength (nm)");
    const Dataset counts = write_counts(group.get(), arrays, spectra);
    put_attribute(counts.get(), "units", "counts");
    put_attribute(counts.get(), "long_name", "counts");
    put_attribute(counts.get(), "interpretation", "spectrum");
    write_die_table(group.get(), arrays, spectra.dies);
}

void write_el(hid_t entry, const ArrayWriter& arrays, const DieTable& el) {
    const Group group = make_group(entry, "el", "NXcollection");
    write_die_table(group.get(), arrays, el);
}

}  // namespace waferglow::hdf5
