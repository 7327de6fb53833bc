// SPDX-License-Identifier: GPL-3.0-or-later
// What each channel of a scan asks of camera, light and filter wheel.
#include "app/tool/tile_taker.h"
#include "libinspect/base/error.h"

#include <fmt/format.h>

namespace waferglow::tool {
namespace {

/// What is excited takes the light that excites, whatever it is seen through.
drivers::LightUse light_use_for(const Channel& channel) {
    return {can(channel, &ChannelKindInfo::excited) ? ChannelKind::pl : channel.kind};
}

int filter_for(const ScanTool& tool, const ScanChannel& scan) {
    try {
        return tool.filter_position(scan.filter);
    } catch (const Error& error) {
        throw Error(error.kind(), fmt::format("channel '{}': {}", scan.channel.name, error.what()));
    }
}

}  // namespace

std::vector<ChannelSetup> channel_setups(const ScanTool& tool, const std::vector<ScanChannel>& channels) {
    const drivers::CameraCapabilities camera = tool.camera->capabilities();
    std::vector<ChannelSetup> setups;
    for (const ScanChannel& scan : channels) {
        const Channel& channel = scan.channel;
        ChannelSetup setup;
        setup.camera = {.exposure_ms = channel.exposure_ms,
                        .gain = scan.gain,
                        .trigger = drivers::TriggerMode::software,
                        .region = {},
                        .pixel_format = tool.pixel_format};
        setup.light = &tool.light(scan.light, light_use_for(channel));
        setup.filter = filter_for(tool, scan);
        setup.power_mw = channel.excitation_w_cm2 > 0.0
                             ? 1e3 * channel.excitation_w_cm2 * setup.light->spot_cm2
                             : setup.light->default_mw;
        const auto refuse = [&](const char* what, double value, double least, double most) {
            throw Error(ErrorKind::usage, fmt::format("channel '{}': {} = {:.6g} is outside of what the tool "
                                                      "can do, {:.6g} to {:.6g}",
                                                      channel.name, what, value, least, most));
        };
        if (channel.exposure_ms < camera.min_exposure_ms || channel.exposure_ms > camera.max_exposure_ms)
            refuse("exposure_ms", channel.exposure_ms, camera.min_exposure_ms, camera.max_exposure_ms);
        if (scan.gain < camera.min_gain || scan.gain > camera.max_gain)
            refuse("gain", scan.gain, camera.min_gain, camera.max_gain);
        const drivers::LightCapabilities light = setup.light->source->capabilities();
        const double scale = setup.light->spot_cm2 > 0.0 ? 1e-3 / setup.light->spot_cm2 : 1.0;
        if (setup.power_mw < light.min_power_mw || setup.power_mw > light.max_power_mw)
            refuse("excitation_w_cm2", scale * setup.power_mw, scale * light.min_power_mw,
                   scale * light.max_power_mw);
        if (setup.light->set_for_mw) setup.power_mw = setup.light->set_for_mw(setup.power_mw);
        setups.push_back(setup);
    }
    return setups;
}

}  // namespace waferglow::tool
