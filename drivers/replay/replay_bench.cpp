// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/replay/replay.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr double kSamePlaceUm = 1.0;

bool near(double a, double b) {
    constexpr double kSame = 1e-3;  // settings are rounded to the steps of devices
    return std::abs(a - b) <= kSame * std::max(std::abs(a), std::abs(b)) + 1e-9;
}

}  // namespace

ReplayBench::ReplayBench(const std::filesystem::path& folder) : recording_(read_recording(folder)) {
    require_wafer(recording_, "a replayed tool");
    for (const TileEntry& tile : recording_.tiles)
        flat_position_.x = std::max(flat_position_.x, tile.position.x);
    flat_position_.x += recording_.camera.width_px * recording_.camera.pixel_um;
}

void ReplayBench::move_to(StagePoint position) {
    const std::lock_guard lock(mutex_);
    position_ = position;
}

StagePoint ReplayBench::tile_position_of(StagePoint stage) const {
    return Transform<StageFrame, StageFrame>::similarity(1.0, -recording_.camera.turn_rad, 0.0, 0.0)(stage);
}

StagePoint ReplayBench::position() const {
    const std::lock_guard lock(mutex_);
    return position_;
}

void ReplayBench::set_laser(bool on, double w_cm2) {
    const std::lock_guard lock(mutex_);
    laser_on_ = on;
    laser_w_cm2_ = w_cm2;
}

void ReplayBench::set_lamp(bool on) {
    const std::lock_guard lock(mutex_);
    lamp_on_ = on;
}

bool ReplayBench::fits(const Channel& channel, double exposure_ms) const {
    if (channel.exposure_ms > 0.0 && !near(channel.exposure_ms, exposure_ms)) return false;
    if (!can(channel, &ChannelKindInfo::measured)) return false;  // under which light is not known
    if (can(channel, &ChannelKindInfo::colour)) return false;     // no filter is in the light path
    if (!can(channel, &ChannelKindInfo::excited)) return lamp_on_ && !laser_on_;
    return laser_on_ && !lamp_on_ && near(channel.excitation_w_cm2, laser_w_cm2_);
}

std::filesystem::path ReplayBench::frame_file(double exposure_ms) const {
    const std::lock_guard lock(mutex_);
    if (!laser_on_ && !lamp_on_) {
        if (recording_.dark) return recording_.folder / *recording_.dark;
        throw Error(ErrorKind::device,
                    fmt::format("replay of {}: the lights are off, and the recording has no dark frame",
                                recording_.folder.string()));
    }
    const StagePoint here = tile_position_of(position_);
    const auto away_um = [&](StagePoint p) { return std::hypot(p.x - here.x, p.y - here.y); };
    if (lamp_on_ && recording_.flat &&
        std::hypot(flat_position_.x - position_.x, flat_position_.y - position_.y) < kSamePlaceUm)
        return recording_.folder / *recording_.flat;
    double nearest_um = 1e300;
    const TileEntry* best = nullptr;
    for (const TileEntry& tile : recording_.tiles) {
        if (!fits(recording_.channels[static_cast<std::size_t>(tile.channel)], exposure_ms)) continue;
        if (away_um(tile.position) >= nearest_um) continue;
        nearest_um = away_um(tile.position);
        best = &tile;
    }
    if (best == nullptr) {
        std::string channels;
        for (const Channel& channel : recording_.channels)
            channels += fmt::format("\n  {} ({}): {} W/cm2, {} ms", channel.name, name_of(channel.kind),
                                    channel.excitation_w_cm2, channel.exposure_ms);
        throw Error(
            ErrorKind::device,
            fmt::format(
                "replay of {}: no channel was taken with the laser at {} W/cm2, the lamp {} and {} ms; "
                "its channels are{}",
                recording_.folder.string(), laser_on_ ? laser_w_cm2_ : 0.0, lamp_on_ ? "on" : "off",
                exposure_ms, channels));
    }
    if (nearest_um > kSamePlaceUm)
        throw Error(
            ErrorKind::device,
            fmt::format(
                "replay of {}: no tile was taken at x = {}, y = {}; the nearest, {}, is {:.1f} um away: "
                "scan with the recording's wafer, grid and overlap",
                recording_.folder.string(), position_.x, position_.y, best->file.string(), nearest_um));
    return recording_.folder / best->file;
}

}  // namespace waferglow::drivers
