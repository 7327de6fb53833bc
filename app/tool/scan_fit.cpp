// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/scan_fit.h"

#include "app/tool/scan_estimate.h"
#include "libinspect/base/error.h"

#include <fmt/format.h>

namespace waferglow::tool {

bool takes_flat(const ScanRecipe& scan, const ScanTool& tool, const ScanRequest& request) {
    return !request.flat_frame && tool.flat_position && scan.flat_frames > 0;
}

std::vector<ChannelSetup> fit(const ScanPlan& plan, const ScanRecipe& scan, const ScanTool& tool,
                              const ScanRequest& request) {
    check_travel(plan, tool);
    for (const ScanChannel& channel : scan.channels) {
        if (can(channel.channel, &ChannelKindInfo::colour) && !channel.filtered())
            throw Error(
                ErrorKind::usage,
                fmt::format("channel '{}' tells colours and is seen through no filter; name a position "
                            "of the filter wheel as its 'filter' in [[scan.channel]]",
                            channel.channel.name));
    }
    std::vector<ChannelSetup> setups = channel_setups(tool, scan.channels);
    if (scan.spectra.wanted() && tool.spectrometer == nullptr)
        throw Error(ErrorKind::usage, "the recipe asks for spectra and the tool has no spectrometer");
    if (!takes_flat(scan, tool, request)) return setups;
    try {
        static_cast<void>(tool.light({}, {ChannelKind::reflected}));
    } catch (const Error& error) {
        throw Error(ErrorKind::usage, full_message(error) +
                                          "; a flat frame is taken under one: configure it, calibrate the "
                                          "flat, or set flat_frames = 0 in the recipe's [scan]");
    }
    return setups;
}

}  // namespace waferglow::tool
