// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/frame_fault.h"

#include <algorithm>
#include <array>

namespace waferglow {
namespace {

constexpr std::array<FrameFaultInfo, 18> kFaults{{
    {FrameFault::constant, "every pixel has the same value", false},
    {FrameFault::no_signal, "a part of it holds no signal", false},
    {FrameFault::overexposed, "overexposed", false},
    {FrameFault::noise, "noise instead of an image", false},
    {FrameFault::too_bright, "far brighter than all others", false},
    {FrameFault::bright_throughout, "inverted or flooded with light", false},
    {FrameFault::torn, "torn: its parts show different places", false},
    {FrameFault::blurred, "blurred", false},
    {FrameFault::displaced, "shows a lattice of dies that lies otherwise than those of the other tiles",
     true},
    {FrameFault::beyond, "shows light where the wafer has no dies", true},
    {FrameFault::no_dies, "shows no lit dies where the tiles beside it do", true},
    {FrameFault::brightness, "taken at another exposure than the tiles beside it", false},
    {FrameFault::other_dies, "shows other dies than the tiles that overlap it", true},
    {FrameFault::broken_off, "does not go on in the tiles beside it", true},
    {FrameFault::pitch_off, "lies whole dies off", true},
    {FrameFault::unlike_channels, "shows other dies than the other channels at its place", true},
    {FrameFault::repeated, "the same image as another tile", true},
    {FrameFault::place_borrowed, "too dim to be located, and the tile it was located by is refused", false},
}};

}  // namespace

const FrameFaultInfo& info_of(FrameFault fault) {
    return *std::ranges::find(kFaults, fault, &FrameFaultInfo::fault);
}

std::string FrameVerdict::reason() const {
    const std::string text = info_of(fault).text;
    return detail.empty() ? text : text + " (" + detail + ")";
}

}  // namespace waferglow
