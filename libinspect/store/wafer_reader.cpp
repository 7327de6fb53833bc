// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/nearest_name.h"
#include "libinspect/base/parallel.h"
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {

namespace {

void require_layer(const std::filesystem::path& path, const hdf5::LayerList& layers,
                   const std::string& wanted) {
    if (std::ranges::find(layers.names, wanted) != layers.names.end()) return;
    const auto same = [&wanted](const PassedOver& part) { return part.where == "/entry/map/" + wanted; };
    const auto found = std::ranges::find_if(layers.passed_over, same);
    if (found != layers.passed_over.end())
        throw Error(ErrorKind::input, fmt::format("{}: {}: {}", path.string(), found->where, found->why));
    throw Error(ErrorKind::usage, fmt::format("{} has no layer '{}'{}", path.string(), wanted,
                                              did_you_mean(wanted, layers.names)));
}

void read_into(hid_t entry, const std::string& name, const DieGrid& grid, Layer& layer) {
    const LayerInfo info = hdf5::read_layer_info(entry, name);
    layer.name = name;
    layer.unit = info.unit;
    layer.title = info.title;
    hdf5::read_layer_values(entry, name, grid, layer.values);
}

}  // namespace

WaferFile read_wafer_file(const std::filesystem::path& path, const ReadOptions& options) {
    const ThreadLimit limit(options.threads);
    const hdf5::OpenedFile opened(path);
    const hid_t entry = opened.entry.get();
    WaferFile file = hdf5::read_header(entry);
    const hdf5::LayerList layers = hdf5::list_layers(entry, file.map.grid());
    if (options.layers) {
        for (const std::string& wanted : *options.layers) require_layer(path, layers, wanted);
    }
    for (const std::string& name : layers.names) {
        if (options.layers && std::ranges::find(*options.layers, name) == options.layers->end()) continue;
        read_into(entry, name, file.map.grid(), file.map.add(name, "", ""));
    }
    if (options.bins && hdf5::has(entry, "bins")) file.bins = hdf5::read_bins(entry, file.map.grid());
    if (options.findings) {
        file.findings = hdf5::read_findings(entry, file.map.grid());
        file.appearance = hdf5::read_appearance(entry, file.map.grid());
    }
    if (options.calibration_images) hdf5::read_calibration_images(entry, file.calibration);
    if (options.ledger) file.ledger = hdf5::read_ledger(entry);
    if (options.spectra && hdf5::has(entry, "spectra")) {
        file.spectra = hdf5::read_spectra(entry, file.passed_over);
    }
    if (options.el && hdf5::has(entry, "el")) file.el = hdf5::read_el(entry, file.passed_over);
    return file;
}

Layer read_layer(const std::filesystem::path& path, const std::string& name, int threads) {
    const ThreadLimit limit(threads);
    const hdf5::OpenedFile opened(path);
    const DieGrid grid = hdf5::read_wafer(opened.entry.get()).grid();
    require_layer(path, hdf5::list_layers(opened.entry.get(), grid), name);
    Layer layer;
    read_into(opened.entry.get(), name, grid, layer);
    return layer;
}

WaferFileInfo read_wafer_info(const std::filesystem::path& path) {
    const hdf5::OpenedFile opened(path);
    const hid_t entry = opened.entry.get();
    WaferFileInfo info;
    info.header = hdf5::read_header(entry);
    info.schema_version = opened.schema_version;
    for (const std::string& name : hdf5::list_layers(entry, info.header.map.grid()).names) {
        info.layers.push_back(hdf5::read_layer_info(entry, name));
    }
    info.tiles = hdf5::read_ledger_counts(entry);
    info.has_bins = hdf5::has(entry, "bins");
    const auto shape = [entry](const char* name) { return hdf5::open_array(entry, name).shape; };
    info.findings = hdf5::count_findings(entry);
    if (hdf5::has(entry, "spectra")) {
        info.spectra = static_cast<std::int64_t>(shape("spectra/counts").rows);
        info.spectrum_pixels = static_cast<std::int64_t>(shape("spectra/counts").cols);
        const hdf5::Group columns = hdf5::open_group(entry, "spectra/columns");
        if (hdf5::has(columns.get(), kSpectrumFlagsColumn))
            info.spectrum_flags = hdf5::get_vector<float>(columns.get(), kSpectrumFlagsColumn);
    }
    if (hdf5::has(entry, "el")) info.el_records = static_cast<std::int64_t>(shape("el/row").count());
    hsize_t bytes = 0;
    H5Fget_filesize(opened.file.get(), &bytes);
    info.file_bytes = static_cast<std::int64_t>(bytes);
    return info;
}

}  // namespace waferglow
