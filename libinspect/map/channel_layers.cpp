// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/channel_layers.h"

namespace waferglow {

std::string layer_name(const Channel& channel, Quantity quantity) {
    return channel.name + kQuantityInfo[static_cast<std::size_t>(quantity)].suffix;
}

std::string relative_layer_name(const Channel& channel) {
    return channel.name + "_rel";
}

void add_channel_layers(DieMap& map, const std::vector<Channel>& channels) {
    std::vector<LayerLabel> labels;
    for (const Channel& channel : channels) {
        for (const QuantityInfo& info : kQuantityInfo) {
            labels.push_back({channel.name + info.suffix, info.unit, channel.name + " " + info.title});
        }
    }
    map.add(labels);
}

}  // namespace waferglow
