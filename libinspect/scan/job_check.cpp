// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/job_check.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/scan/internal/channel_tiles.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// Dies that are dark for their channel, of those that both have measured.
struct DarkTally {
    std::size_t here = 0;
    std::size_t lit_beside = 0;  ///< of them, those that the channel beside shows well lit
    std::size_t beside = 0;      ///< dark in that one
};

double median_light(const std::vector<float>& light) {
    std::vector<float> known;
    std::ranges::copy_if(light, std::back_inserter(known), [](float sum) { return sum == sum; });
    return known.empty() ? 0.0 : static_cast<double>(upper_median(known));
}

DarkTally tally_dark(const DieMap& map, const std::string& here, const std::string& beside) {
    constexpr double kDark = 0.3;
    constexpr double kLit = 0.7;
    const Layer* a = map.find(here);
    const Layer* b = map.find(beside);
    if (a == nullptr || b == nullptr) return {};
    const double typical_a = median_light(a->values);
    const double typical_b = median_light(b->values);
    if (!(typical_a > 0.0) || !(typical_b > 0.0)) return {};
    DarkTally dies;
    for (std::size_t i = 0; i < a->values.size(); ++i) {
        const double of_a = static_cast<double>(a->values[i]) / typical_a;
        const double of_b = static_cast<double>(b->values[i]) / typical_b;
        if (of_a != of_a || of_b != of_b) continue;
        dies.here += of_a < kDark ? 1 : 0;
        dies.beside += of_b < kDark ? 1 : 0;
        dies.lit_beside += of_a < kDark && of_b > kLit ? 1 : 0;
    }
    return dies;
}

}  // namespace

void check_channels(const ScanJob& job) {
    for (std::size_t channel = 0; channel < job.channels.size(); ++channel) {
        const bool needed = can(job.channels[channel], &ChannelKindInfo::judged);
        if (!needed || !tiles_of(job, channel).empty()) continue;
        throw Error(ErrorKind::input,
                    fmt::format("channel '{}' has no tile, and dies are judged by it: add its tiles to the "
                                "list, or take the channel out",
                                job.channels[channel].name));
    }
}

void check_measured(const DieMap& map, std::span<const Channel> channels) {
    for (const Channel& channel : channels) {
        if (!can(channel, &ChannelKindInfo::judged)) continue;
        const Layer* light = map.find(layer_name(channel, Quantity::sum));
        if (light == nullptr || std::ranges::any_of(light->values, [](float sum) { return sum == sum; }))
            continue;
        throw Error(ErrorKind::job,
                    fmt::format("channel '{}': none of its tiles shows a die whole where the grid has one; "
                                "check x0_um, y0_um, rows, cols and the tiles' positions",
                                channel.name));
    }
}

void check_kinds(const DieMap& map, std::span<const Channel> channels) {
    constexpr std::size_t kFewestDies = 20;
    for (const Channel& surface : channels) {
        if (!can(surface, &ChannelKindInfo::appearance)) continue;
        for (const Channel& glow : channels) {
            if (!can(glow, &ChannelKindInfo::sets_pose)) continue;
            const DarkTally dark =
                tally_dark(map, layer_name(surface, Quantity::sum), layer_name(glow, Quantity::sum));
            if (dark.lit_beside < kFewestDies || 2 * dark.lit_beside <= dark.here ||
                4 * dark.beside > dark.here)
                continue;
            throw Error(
                ErrorKind::job,
                fmt::format("{} of {} dies that are dark in channel '{}' ({}) glow in '{}' ({}), where {} "
                            "dies are dark: are the images of these channels exchanged?",
                            dark.lit_beside, dark.here, surface.name, name_of(surface.kind), glow.name,
                            name_of(glow.kind), dark.beside));
        }
    }
}

void check_scale(const ScanJob& job, const GridPose& pose) {
    constexpr double kMostScale = 0.006;  // stages err by some 0.1 %
    const double off = pose.scale - 1.0;
    if (std::abs(off) <= kMostScale) return;
    throw Error(ErrorKind::job,
                fmt::format("dies lie {:.2f} % {} in the images than the pitch of {} x {} um says: correct "
                            "pixel_um, {} (by the dies it is {:.5g}), or the pitch",
                            100.0 * std::abs(off), off < 0.0 ? "closer together" : "further apart",
                            job.grid.pitch_x_um, job.grid.pitch_y_um, job.camera.pixel_um,
                            job.camera.pixel_um / pose.scale));
}

}  // namespace waferglow
