// SPDX-License-Identifier: GPL-3.0-or-later
// Anything asked of the tool beside tiles, with the patience of a tile: see TileTaker::take.
#pragma once

#include "app/tool/tile_taker.h"
#include "libinspect/base/error.h"

#include <stop_token>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace waferglow::tool {

/// Returns what `attempt` returns. Where a device fails, the devices recover, connected anew from the second
/// time on, and it is called again, `attempts` times. Throws Error(device) with `what` and the last cause
/// where it never succeeds; any other error at once, since asking again would not change it.
template <class Attempt>
auto patiently(TileTaker& taker, std::string_view what, const std::stop_token& stop, Attempt attempt) {
    for (int tries = 1;; ++tries) {
        std::string cause;
        try {
            return attempt();
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::device) throw;
            cause = full_message(error);
        }
        if (tries > taker.retry().attempts)
            throw Error(ErrorKind::device,
                        fmt::format("{} could not be had, tried {} times: {}", what, tries, cause));
        taker.recover(tries > 1, cause, stop);
    }
}

}  // namespace waferglow::tool
