// SPDX-License-Identifier: GPL-3.0-or-later
// Work on items that come one after the other, several at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

namespace waferglow {

/// Takes numbers from `next`, on one thread at a time, until it has none, and calls `body` for each on any
/// thread; at most `in_flight` of them are being worked on. What a call of `next` or `body` throws ends the
/// stream and is thrown here.
void parallel_stream(std::size_t in_flight, const std::function<std::optional<std::size_t>()>& next,
                     const std::function<void(std::size_t)>& body);

}  // namespace waferglow
