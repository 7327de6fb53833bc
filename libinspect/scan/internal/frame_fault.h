// SPDX-License-Identifier: GPL-3.0-or-later
// Why a frame can't be an image of the wafer at the place reported: one table of all reasons.
#pragma once

#include <cstdint>
#include <string>

namespace waferglow {

enum class FrameFault : std::uint8_t {
    none,
    constant,
    no_signal,
    overexposed,
    noise,
    too_bright,
    bright_throughout,
    torn,
    blurred,
    displaced,
    beyond,
    no_dies,
    brightness,
    other_dies,
    broken_off,
    pitch_off,
    unlike_channels,
    repeated,
    place_borrowed,
};

struct FrameFaultInfo {
    FrameFault fault;
    const char* text;   ///< what it means, for people
    bool of_the_place;  ///< may come of tile positions that are not true
};

/// Of any fault but `none`.
[[nodiscard]] const FrameFaultInfo& info_of(FrameFault fault);

/// What was found of one tile; `detail` holds the values.
struct FrameVerdict {
    FrameFault fault = FrameFault::none;
    std::string detail;

    [[nodiscard]] bool refused() const { return fault != FrameFault::none; }
    /// "overexposed: 100 % of its pixels are saturated"; of a tile that is refused.
    [[nodiscard]] std::string reason() const;
};

}  // namespace waferglow
