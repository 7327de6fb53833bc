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

}  // namespace waferglow
