// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/geometry/channel_order.h"

#include <algorithm>
#include <numeric>

namespace waferglow {
namespace {

double brightness(const Channel& channel) {
    if (channel.kind != "pl") return -1.0;
    return channel.excitation_w_cm2 * (channel.exposure_ms > 0.0 ? channel.exposure_ms : 1.0);
}

}  // namespace

std::vector<std::size_t> strongest_first(std::span<const Channel> channels) {
    std::vector<std::size_t> order(channels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater{},
                             [&channels](std::size_t i) { return brightness(channels[i]); });
    return order;
}

}  // namespace waferglow
