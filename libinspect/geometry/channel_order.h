// SPDX-License-Identifier: GPL-3.0-or-later
// Which of a scan's channels is the brightest or the dimmest of those that can be used for something, and in
// which order the channels are worked on.
#pragma once

#include "libinspect/geometry/channel.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace waferglow {

/// Positions of the channels that can be used so, brightest first: by falling dose (excitation density times
/// exposure); of equals the first one listed comes first.
[[nodiscard]] std::vector<std::size_t> brightest_first(std::span<const Channel> channels, ChannelUse use);

/// Position of the brightest or of the dimmest of them; none: no channel can be used so.
[[nodiscard]] std::optional<std::size_t> strongest(std::span<const Channel> channels, ChannelUse use);
[[nodiscard]] std::optional<std::size_t> weakest(std::span<const Channel> channels, ChannelUse use);

/// Likewise, where nothing goes without one: throws Error(input) that says which kinds would do and which
/// there are.
[[nodiscard]] std::size_t needed_strongest(std::span<const Channel> channels, ChannelUse use);

/// Positions of all channels in the order of work: those that can set the pose by falling dose, so that a dim
/// one borrows the pose of a brighter one, then the others as listed.
[[nodiscard]] std::vector<std::size_t> order_of_work(std::span<const Channel> channels);

}  // namespace waferglow
