// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/wafer/wafer_document.h"

#include "libinspect/geometry/channel_order.h"
#include "libinspect/map/channel_layers.h"

#include <algorithm>
#include <utility>

namespace waferglow::gui {

WaferDocument::WaferDocument(std::filesystem::path path, WaferFileInfo info)
    : path_(std::move(path)), info_(std::move(info)), others_(make_other_cells(info_.header.map)) {}

LayerPtr WaferDocument::layer(const std::string& name) const {
    const auto found =
        std::ranges::find(layers_, name, [](const LayerPtr& data) { return data->layer.name; });
    return found == layers_.end() ? nullptr : *found;
}

void WaferDocument::keep(LayerPtr layer) {
    std::erase_if(layers_, [&](const LayerPtr& other) { return other->layer.name == layer->layer.name; });
    layers_.push_back(std::move(layer));
    const std::size_t each = grid().cells() * sizeof(float) * 5 / 4;  // with its pyramid
    while (layers_.size() > 2 && layers_.size() * each > kMostLayerBytes) layers_.erase(layers_.begin());
}

bool WaferDocument::has_layer(const std::string& name) const {
    return std::ranges::find(info_.layers, name, &LayerInfo::name) != info_.layers.end();
}

std::string WaferDocument::first_layer() const {
    const std::string& chosen = info_.header.default_layer;
    if (has_layer(chosen)) return chosen;
    const std::string strongest = strongest_layer();
    if (!strongest.empty()) return strongest;
    return info_.layers.empty() ? std::string() : info_.layers.front().name;
}

std::string WaferDocument::strongest_layer() const {
    const auto& channels = info_.header.channels;
    for (const std::size_t i : brightest_first(channels, &ChannelKindInfo::judged)) {
        const std::string name = relative_layer_name(channels[i]);
        if (has_layer(name)) return name;
    }
    return {};
}

DocumentPtr open_document(const std::filesystem::path& path) {
    auto document = std::make_shared<WaferDocument>(path, read_wafer_info(path));
    ReadOptions options = ReadOptions::header_only();
    options.bins = true;
    options.findings = true;
    options.spectra = true;
    options.el = true;
    WaferFile parts = read_wafer_file(path, options);
    if (!parts.bins.empty())
        document->bins = make_bin_data(std::move(parts.bins), document->header().bin_table, document->grid());
    document->findings = std::move(parts.findings);
    document->appearance = std::move(parts.appearance);
    for (appearance::AppearanceEvidence& seen : document->appearance) {
        seen.found = {};
        if (GoldenPtr golden = make_golden_scene(seen)) document->golden.push_back(std::move(golden));
    }
    if (parts.spectra) document->spectra = std::make_shared<const StoredSpectra>(std::move(*parts.spectra));
    if (parts.el) document->el = std::make_shared<const DieTable>(std::move(*parts.el));
    return document;
}

}  // namespace waferglow::gui
