// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/geometry/channel.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow {

std::string name_of(ChannelKind kind) {
    return std::string(info_of(kind).name);
}

std::vector<std::string> names_of_kinds(ChannelUse use) {
    std::vector<std::string> names;
    for (const ChannelKindInfo& info : kChannelKinds) {
        if (info.*use) names.emplace_back(info.name);
    }
    return names;
}

std::optional<ChannelKind> find_channel_kind(std::string_view name) {
    const auto found = std::ranges::find(kChannelKinds, name, &ChannelKindInfo::name);
    return found == kChannelKinds.end() ? std::nullopt : std::optional(found->kind);
}

ChannelKind channel_kind_of(std::string_view name) {
    if (const std::optional<ChannelKind> kind = find_channel_kind(name)) return *kind;
    std::vector<std::string> known;
    for (const ChannelKindInfo& info : kChannelKinds) known.emplace_back(info.name);
    throw Error(ErrorKind::input, fmt::format("'{}' is no kind of channel{}; there are: {}", name,
                                              did_you_mean(name, known), fmt::join(known, ", ")));
}

std::string colour_fault(const Channel& channel, std::span<const Channel> all) {
    const std::string pl = name_of(ChannelKind::pl);
    if (!can(channel, &ChannelKindInfo::colour)) {
        if (channel.of.empty()) return {};
        return fmt::format("is for channels of the kind {} alone; '{}' is of the kind {}: take it out",
                           fmt::join(names_of_kinds(&ChannelKindInfo::colour), " or "), channel.name,
                           name_of(channel.kind));
    }
    std::vector<std::string> could;
    for (const Channel& other : all) {
        if (other.kind == ChannelKind::pl) could.push_back(other.name);
    }
    if (channel.of.empty())
        return fmt::format(
            "is missing: name the channel of the kind {} that '{}' is taken of, with the same "
            "excitation and without the filter{}",
            pl, channel.name, could.empty() ? "" : fmt::format("; there are: {}", fmt::join(could, ", ")));
    if (channel.of == channel.name) return fmt::format("= '{}' names the channel itself", channel.of);
    const auto found = std::ranges::find(all, channel.of, &Channel::name);
    if (found == all.end())
        return fmt::format("= '{}' is no channel{}", channel.of, did_you_mean(channel.of, could));
    if (found->kind != ChannelKind::pl)
        return fmt::format("= '{}' is a channel of the kind {}; it must be one of the kind {}", channel.of,
                           name_of(found->kind), pl);
    if (channel.excitation_w_cm2 != found->excitation_w_cm2)
        return fmt::format(
            "= '{}' is excited by {} W/cm2 and '{}' by {}: colours need the same; leave out "
            "the excitation of '{}'",
            channel.of, found->excitation_w_cm2, channel.name, channel.excitation_w_cm2, channel.name);
    return {};
}

void check_colours(std::span<const Channel> channels) {
    for (const Channel& channel : channels) {
        if (const std::string fault = colour_fault(channel, channels); !fault.empty())
            throw Error(ErrorKind::input, fmt::format("channel '{}': of {}", channel.name, fault));
    }
}

std::size_t unfiltered_of(std::span<const Channel> channels, std::size_t colour) {
    const auto found = std::ranges::find(channels, channels[colour].of, &Channel::name);
    if (found == channels.end())
        throw Error(ErrorKind::usage, fmt::format("channel '{}': there is no channel '{}' that it is of",
                                                  channels[colour].name, channels[colour].of));
    return static_cast<std::size_t>(found - channels.begin());
}

bool tells_colour(std::span<const Channel> channels, std::size_t channel) {
    const std::string& name = channels[channel].name;
    return std::ranges::any_of(channels, [&](const Channel& c) {
        return can(c, &ChannelKindInfo::colour) && (c.name == name || c.of == name);
    });
}

}  // namespace waferglow
