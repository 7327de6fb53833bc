// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/geometry/channel_order.h"

#include "libinspect/base/error.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow {
namespace {

double dose(const Channel& channel) {
    return channel.excitation_w_cm2 * (channel.exposure_ms > 0.0 ? channel.exposure_ms : 1.0);
}

}  // namespace

std::vector<std::size_t> brightest_first(std::span<const Channel> channels, ChannelUse use) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        if (can(channels[i], use)) order.push_back(i);
    }
    std::ranges::stable_sort(order, std::ranges::greater{},
                             [&channels](std::size_t i) { return dose(channels[i]); });
    return order;
}

std::optional<std::size_t> strongest(std::span<const Channel> channels, ChannelUse use) {
    const std::vector<std::size_t> order = brightest_first(channels, use);
    return order.empty() ? std::nullopt : std::optional(order.front());
}

std::optional<std::size_t> weakest(std::span<const Channel> channels, ChannelUse use) {
    const std::vector<std::size_t> order = brightest_first(channels, use);
    return order.empty() ? std::nullopt : std::optional(order.back());
}

std::size_t needed_strongest(std::span<const Channel> channels, ChannelUse use) {
    if (const auto found = strongest(channels, use)) return *found;
    std::vector<std::string> there;
    for (const Channel& channel : channels)
        there.push_back(fmt::format("'{}' ({})", channel.name, name_of(channel.kind)));
    throw Error(ErrorKind::input,
                fmt::format("no channel is of the kind {}, by which dies are found and judged; there {} {}",
                            fmt::join(names_of_kinds(use), " or "), there.size() == 1 ? "is" : "are",
                            there.empty() ? "none" : fmt::format("{}", fmt::join(there, ", "))));
}

std::vector<std::size_t> order_of_work(std::span<const Channel> channels) {
    std::vector<std::size_t> order = brightest_first(channels, &ChannelKindInfo::sets_pose);
    for (std::size_t i = 0; i < channels.size(); ++i) {
        if (!can(channels[i], &ChannelKindInfo::sets_pose)) order.push_back(i);
    }
    return order;
}

}  // namespace waferglow
