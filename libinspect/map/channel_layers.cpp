// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/channel_layers.h"

#include "libinspect/base/error.h"
#include "libinspect/base/identifier.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/map/measures.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr const char* kRelativeSuffix = "_rel";
constexpr const char* kTileSuffix = "_tile";
constexpr const char* kBesideChannels = "pictures";  // in /entry/appearance of a wafer file

std::string behind(const Channel& channel, const char* layer) {
    return channel.name + "_" + layer;
}

/// Of the first channel that can be used so as it is, of others behind the channel's name.
std::string layer_of(std::span<const Channel> channels, std::size_t channel, ChannelUse use,
                     const char* layer) {
    const auto can_so = [use](const Channel& c) { return can(c, use); };
    return std::ranges::any_of(channels.first(channel), can_so) ? behind(channels[channel], layer)
                                                                : std::string(layer);
}

/// What a layer is called otherwise, whatever the channels; empty: nothing.
std::string taken_by(const std::string& layer) {
    const auto same = [&layer](const char* name) { return layer == name; };
    if (std::ranges::any_of(kDerivedLayers, same, &DerivedLayer::name)) return "a layer that is worked out";
    if (std::ranges::any_of(kDieColumns, same)) return "a column of every table of dies";
    return {};
}

}  // namespace

std::string layer_name(const Channel& channel, Quantity quantity) {
    return channel.name + kIntensityPlanes[static_cast<std::size_t>(quantity)].suffix;
}

std::string relative_layer_name(const Channel& channel) {
    return channel.name + kRelativeSuffix;
}

std::vector<std::string> measured_layers(const Channel& channel) {
    std::vector<std::string> names;
    for (const PlaneInfo& plane : planes_of(channel)) names.push_back(channel.name + plane.suffix);
    return names;
}

std::vector<std::string> layer_names(const Channel& channel) {
    std::vector<std::string> names;
    for (const Measure& measure : measures()) {
        for (const PlaneInfo& plane : measure.planes) names.push_back(channel.name + plane.suffix);
    }
    names.push_back(relative_layer_name(channel));
    for (const char* layer : kAppearanceMeasured) names.push_back(behind(channel, layer));
    for (const char* layer : kAppearanceJudged) names.push_back(behind(channel, layer));
    names.push_back(tile_layer_name(channel));
    for (const char* layer : kColourJudged) names.push_back(behind(channel, layer));
    return names;
}

std::string appearance_layer_name(std::span<const Channel> channels, std::size_t channel, const char* layer) {
    return layer_of(channels, channel, &ChannelKindInfo::appearance, layer);
}

std::string tile_layer_name(const Channel& channel) {
    return channel.name + kTileSuffix;
}

std::string colour_layer_name(std::span<const Channel> channels, std::size_t channel, const char* layer) {
    return layer_of(channels, channel, &ChannelKindInfo::colour, layer);
}

std::vector<std::string> colour_score_layers(std::span<const Channel> channels) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        if (can(channels[i], &ChannelKindInfo::colour))
            names.push_back(colour_layer_name(channels, i, kImageWavelengthScoreLayer));
    }
    return names;
}

std::string channel_name_fault(const std::string& name, std::span<const Channel> others) {
    if (!is_identifier(name))
        return fmt::format("'{}' must be letters, digits and '_', no digit first", name);
    const std::vector<std::string> own = layer_names({.name = name});
    for (const std::string& layer : own) {
        if (const std::string what = taken_by(layer); !what.empty())
            return fmt::format("'{}' can't be: its layer '{}' is the name of {}; choose another name", name,
                               layer, what);
    }
    for (const Channel& other : others) {
        if (other.name == name) return fmt::format("'{}' names another channel already", name);
        for (const std::string& layer : layer_names(other)) {
            if (std::ranges::find(own, layer) != own.end())
                return fmt::format(
                    "'{}' can't be beside channel '{}': both would have a layer '{}'; choose "
                    "another name",
                    name, other.name, layer);
        }
    }
    return {};
}

void check_channel_names(std::span<const Channel> channels) {
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const std::string fault = channel_name_fault(channels[i].name, channels.first(i));
        if (!fault.empty()) throw Error(ErrorKind::input, "channel name: " + fault);
        if (can(channels[i], &ChannelKindInfo::appearance) && channels[i].name == kBesideChannels)
            throw Error(ErrorKind::input,
                        fmt::format("channel name: a channel that shows the appearance can't be called '{}', "
                                    "as the wafer file calls the pictures of dies; choose another name",
                                    kBesideChannels));
    }
}

void add_channel_layers(DieMap& map, const std::vector<Channel>& channels) {
    std::vector<LayerLabel> labels;
    for (const Channel& channel : channels) {
        for (const PlaneInfo& plane : planes_of(channel))
            labels.push_back({channel.name + plane.suffix, plane.unit, channel.name + " " + plane.title});
    }
    for (std::size_t i = 0; i < channels.size(); ++i) {
        if (tells_colour(channels, i))
            labels.push_back(
                {tile_layer_name(channels[i]), "",
                 channels[i].name + " tile that the die was read from, by its place in the ledger"});
    }
    map.add(labels);
}

}  // namespace waferglow
