// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/parallel.h"
#include "libinspect/store/hdf5_nodes.h"
#include "libinspect/store/new_file.h"
#include "libinspect/store/wafer_layout.h"

#include <algorithm>

namespace waferglow {

namespace {

using hdf5::LayerSource;

// The layers of the old file in their order, replaced, removed and added to.
std::vector<LayerSource> plan_layers(hid_t entry, const WaferUpdate& update) {
    std::vector<LayerSource> sources;
    for (const std::string& name : hdf5::layer_names(entry)) {
        if (std::ranges::find(update.remove_layers, name) != update.remove_layers.end()) continue;
        sources.push_back({hdf5::read_layer_info(entry, name), nullptr});
    }
    for (const Layer* layer : update.layers) {
        const auto same = [layer](const LayerSource& source) { return source.info.name == layer->name; };
        const auto found = std::ranges::find_if(sources, same);
        if (found == sources.end()) {
            sources.push_back({{layer->name, layer->unit, layer->title}, layer});
        } else {
            found->layer = layer;
        }
    }
    return sources;
}

template <class T>
void replace(T& part, const std::optional<T>& by) {
    if (by) part = *by;
}

}  // namespace

void update_wafer_file(const std::filesystem::path& path, const WaferUpdate& update,
                       const WriteOptions& options) {
    const ThreadLimit limit(options.threads);
    const hdf5::OpenedFile old(path);
    const hid_t entry = old.entry.get();

    WaferFile file = hdf5::read_header(entry);
    file.ledger = hdf5::read_ledger(entry);
    if (hdf5::has(entry, "bins")) {
        if (!update.bins) file.bins = hdf5::read_bins(entry, file.map.grid());
        if (!update.clusters) file.clusters = hdf5::read_clusters(entry);
    }
    replace(file.bins, update.bins);
    replace(file.bin_table, update.bin_table);
    replace(file.clusters, update.clusters);
    replace(file.recipe_toml, update.recipe_toml);
    replace(file.correlation_json, update.correlation_json);
    replace(file.default_layer, update.default_layer);
    file.el = update.el;
    file.log.insert(file.log.end(), update.log.begin(), update.log.end());

    hdf5::WritePlan plan;
    plan.file = &file;
    plan.layers = plan_layers(entry, update);
    plan.copy_from = entry;
    plan.copy_calibration = true;
    plan.copy_spectra = hdf5::has(entry, "spectra");
    plan.copy_el = !update.el && hdf5::has(entry, "el");
    validate(plan);
    hdf5::NewFile target(path, true, hdf5::raw_bytes(plan));
    write_content(target, hdf5::ArrayWriter(target, options.level), plan);
    target.commit();
}

}  // namespace waferglow
