// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/die_map.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"
#include "libinspect/base/parallel.h"
#include "libinspect/map/large_vector.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {

DieMap::DieMap(const Wafer& wafer, const DieGrid& grid, const WaferLayout& layout)
    : wafer_(wafer), grid_(grid), layout_(layout) {
    validate(wafer);
    validate(grid);
    presence_ = DiePresence(grid, wafer, layout);
}

Layer& DieMap::add(std::string_view name, std::string_view unit, std::string_view title) {
    if (Layer* existing = find(name)) return *existing;
    return layers_.emplace_back(Layer{std::string(name), std::string(unit), std::string(title),
                                      large_vector(grid_.cells(), kNoData)});
}

void DieMap::add(std::span<const LayerLabel> labels) {
    std::vector<Layer*> added;
    for (const LayerLabel& label : labels) {
        if (find(label.name) == nullptr)
            added.push_back(&layers_.emplace_back(Layer{label.name, label.unit, label.title, {}}));
    }
    parallel_blocks(added.size(), 1, [&](std::size_t layer, std::size_t) {
        added[layer]->values = large_vector(grid_.cells(), kNoData);
    });
}

void DieMap::remove(std::string_view name) {
    std::erase_if(layers_, [name](const Layer& layer) { return layer.name == name; });
}

void DieMap::clear_absent() {
    for (Layer& layer : layers_) {
        for (std::int32_t row = 0; row < grid_.rows; ++row) {
            const auto first = layer.values.begin() + static_cast<std::ptrdiff_t>(grid_.cell({row, 0}));
            std::int32_t done = 0;
            for (const ColumnSpan& run : presence_.runs(row)) {
                std::fill(first + done, first + run.begin, kNoData);
                done = run.end;
            }
            std::fill(first + done, first + grid_.cols, kNoData);
        }
    }
}

const Layer* DieMap::find(std::string_view name) const {
    const auto found = std::ranges::find(layers_, name, &Layer::name);
    return found == layers_.end() ? nullptr : &*found;
}

Layer* DieMap::find(std::string_view name) {
    const auto found = std::ranges::find(layers_, name, &Layer::name);
    return found == layers_.end() ? nullptr : &*found;
}

const Layer& DieMap::at(std::string_view name) const {
    if (const Layer* layer = find(name)) return *layer;
    std::vector<std::string> names;
    for (const Layer& layer : layers_) names.push_back(layer.name);
    throw Error(ErrorKind::usage,
                fmt::format("wafer '{}' has no layer '{}'{}", wafer_.id, name, did_you_mean(name, names)));
}

}  // namespace waferglow
