// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/parallel.h"
#include "libinspect/store/internal/carry_over.h"
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/new_file.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace waferglow {

namespace {

using hdf5::LayerSource;

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

// The layers of the old file in their order, replaced, removed and added to. Those of others come along as
// they are, with whatever else their groups hold.
std::vector<LayerSource> plan_layers(hid_t entry, const hdf5::LayerList& layers, const WaferUpdate& update) {
    std::vector<LayerSource> sources;
    for (const std::string& name : layers.names) {
        if (contains(update.remove_layers, name) || contains(layers.of_others, name)) continue;
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

// Parts of ours that the new file lacks on purpose.
std::set<std::string> dropped_parts(const std::vector<std::string>& layers, const WaferUpdate& update,
                                    const WaferFile& file) {
    std::set<std::string> dropped{"/entry/pyramid/bins"};
    for (const std::string& name : layers) dropped.insert("/entry/pyramid/" + name);
    for (const std::string& name : update.remove_layers) {
        dropped.insert("/entry/map/" + name);
        dropped.insert("/entry/pyramid/" + name);
    }
    if (update.el) dropped.insert({"/entry/el/row", "/entry/el/col", "/entry/el/columns"});
    if (update.colours) dropped.insert("/entry/colours");
    if (update.by_hand) {
        for (const auto& [channel, classes] : *update.by_hand)
            dropped.insert(fmt::format("/entry/{}/{}/{}", hdf5::kAppearance, channel, hdf5::kByHand));
    }
    if (file.correlation_json.empty()) dropped.insert("/entry/correlation");
    return dropped;
}

template <class T>
void replace(T& part, const std::optional<T>& by) {
    if (by) part = *by;
}

}  // namespace

std::vector<PassedOver> update_wafer_file(const std::filesystem::path& path, const WaferUpdate& update,
                                          const WriteOptions& options) {
    const ThreadLimit limit(options.threads);
    const hdf5::OpenedFile old(path);
    const hid_t entry = old.entry.get();

    WaferFile file = hdf5::read_header(entry);
    file.ledger = hdf5::read_ledger(entry);
    if (hdf5::has(entry, "bins") && !update.bins) file.bins = hdf5::read_bins(entry, file.map.grid());
    file.findings = hdf5::read_findings(entry, file.map.grid());
    for (const FindingList& list : update.findings) put_list(list, file.findings);
    replace(file.bins, update.bins);
    replace(file.bin_table, update.bin_table);
    replace(file.recipe_toml, update.recipe_toml);
    replace(file.colours, update.colours);
    replace(file.correlation_json, update.correlation_json);
    replace(file.default_layer, update.default_layer);
    file.el = update.el;
    file.log.insert(file.log.end(), update.log.begin(), update.log.end());

    hdf5::WritePlan plan;
    plan.file = &file;
    const hdf5::LayerList layers = hdf5::list_layers(entry, file.map.grid());
    plan.layers = plan_layers(entry, layers, update);
    plan.other_layers = layers.of_others;
    plan.copy_from = entry;
    plan.copy_calibration = true;
    plan.copy_spectra = hdf5::has(entry, "spectra");
    plan.copy_appearance = hdf5::has(entry, hdf5::kAppearance);
    if (update.by_hand) plan.by_hand = &*update.by_hand;
    plan.copy_el = !update.el && hdf5::has(entry, "el");
    validate(plan);
    hdf5::NewFile target(path, true, hdf5::raw_bytes(plan));
    write_content(target, hdf5::ArrayWriter(target, options.level), plan);
    std::vector<PassedOver> notes =
        hdf5::carry_over(old.file.get(), target.id(), dropped_parts(layers.names, update, file));
    target.check();
    target.commit();
    return notes;
}

}  // namespace waferglow
