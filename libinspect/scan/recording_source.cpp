// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/recording_source.h"

#include "libinspect/base/error.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/scan/internal/dark_level.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow {
namespace {

void check_channels(const Recording& recording) {
    try {
        static_cast<void>(needed_strongest(recording.channels, &ChannelKindInfo::judged));
    } catch (const Error& error) {
        throw Error(error.kind(), fmt::format("{}: {}", recording.folder.string(), error.what()));
    }
}

}  // namespace

RecordingSource::RecordingSource(Recording recording) : recording_(std::move(recording)) {
    require_wafer(recording_, "this inspection");
    job_.wafer = recording_.wafer;
    job_.grid = recording_.grid;
    job_.layout = recording_.layout;
    job_.camera = recording_.camera;
    job_.dark = read_dark(recording_);
    job_.flat = read_flat(recording_);
    std::vector<std::optional<int>> number(recording_.channels.size());  // in the job
    for (std::size_t i = 0; i < recording_.channels.size(); ++i) {
        if (!can(recording_.channels[i], &ChannelKindInfo::measured)) continue;
        number[i] = static_cast<int>(job_.channels.size());
        job_.channels.push_back(recording_.channels[i]);
        job_.frames.push_back(read_channel_frames(recording_, i));
    }
    if (std::ranges::none_of(job_.frames, &ChannelFrames::any)) job_.frames.clear();
    check_channels(recording_);
    job_.tiles.reserve(recording_.tiles.size());
    for (std::size_t i = 0; i < recording_.tiles.size(); ++i) {
        const TileEntry& tile = recording_.tiles[i];
        const std::optional<int> channel = number[static_cast<std::size_t>(tile.channel)];
        if (!channel) continue;
        entries_.push_back(i);
        job_.tiles.push_back({.index = tile.index,
                              .channel = *channel,
                              .position = tile.position,
                              .name = tile.file.generic_string()});
    }
    if (!job_.dark && job_.flat)
        job_.dark = Image(job_.camera.width_px, job_.camera.height_px, dark_level_of_tiles(*this));
    for (ChannelFrames& own : job_.frames) {
        if (!job_.dark && own.flat && !own.dark)
            own.dark = Image(job_.camera.width_px, job_.camera.height_px, dark_level_of_tiles(*this));
    }
}

Image& RecordingSource::load(std::size_t tile, Image& scratch) {
    read_tile(recording_, recording_.tiles[entries_[tile]], scratch);
    return scratch;
}

std::string RecordingSource::note() const {
    std::vector<std::string> left;
    for (std::size_t i = 0; i < recording_.channels.size(); ++i) {
        const Channel& channel = recording_.channels[i];
        if (can(channel, &ChannelKindInfo::measured)) continue;
        const auto tiles = std::ranges::count(recording_.tiles, static_cast<int>(i), &TileEntry::channel);
        left.push_back(fmt::format("'{}' (kind {}, {} tiles)", channel.name, name_of(channel.kind), tiles));
    }
    if (left.empty()) return {};
    return fmt::format("left unmeasured, because this version measures {} only: {}",
                       fmt::join(names_of_kinds(&ChannelKindInfo::measured), ", "), fmt::join(left, ", "));
}

}  // namespace waferglow
