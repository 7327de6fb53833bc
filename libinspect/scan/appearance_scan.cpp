// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/appearance_scan.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace waferglow {

AppearanceScan::AppearanceScan(const ScanJob& job, const appearance::AppearanceSettings& settings)
    : job_(job), passes_(job.channels.size()), faults_(job.channels.size()), looks_(job.tiles.size()) {
    validate(settings);
}

const AppearancePass* AppearanceScan::learn(TileSource& source, const DiePresence& presence,
                                            const PoseEstimate& estimate, AppearancePass::Setup setup) {
    const std::size_t channel = setup.channel;
    const Channel& shown = job_.channels[channel];
    if (!can(shown, &ChannelKindInfo::appearance)) return nullptr;
    try {
        passes_[channel] =
            std::make_unique<const AppearancePass>(source, presence, estimate, std::move(setup));
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::job) throw;
        faults_[channel] = fmt::format("the appearance of dies can't be told from channel '{}': {}",
                                       shown.name, full_message(error));
    }
    return passes_[channel].get();
}

void AppearanceScan::accept(const TileRecord& record) {
    if (record.appearance) looks_[record.tile] = *record.appearance;
}

std::vector<appearance::AppearanceEvidence> AppearanceScan::finish(
    const GridPose& pose, const std::function<bool(std::size_t)>& counts, DieMap& map) {
    for (std::size_t tile = 0; tile < looks_.size(); ++tile) {
        if (!counts(tile)) looks_[tile] = {};
    }
    std::vector<appearance::AppearanceEvidence> evidence;
    for (std::size_t channel = 0; channel < job_.channels.size(); ++channel) {
        if (!can(job_.channels[channel], &ChannelKindInfo::appearance)) continue;
        if (passes_[channel] == nullptr) {
            evidence.emplace_back();
            evidence.back().channel = job_.channels[channel].name;
            evidence.back().fault = faults_[channel];
            continue;
        }
        ChannelAppearance found = finish_channel(job_, channel, pose, *passes_[channel], looks_);
        for (Layer& layer : found.layers)
            map.add(layer.name, layer.unit, layer.title).values = std::move(layer.values);
        evidence.push_back(std::move(found.evidence));
    }
    return evidence;
}

}  // namespace waferglow
