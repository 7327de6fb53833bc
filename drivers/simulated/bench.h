// SPDX-License-Identifier: GPL-3.0-or-later
// The optical bench of a simulated tool: what the devices share, and what is true whatever they say.
//
// Pixels depend on the seed, where the stage truly is, the light, the exposure and how many such frames were
// taken there since the stage came to rest: coming back, in the same run or after a restart, gives the same
// pixels. So jitter, noise and errors come from the commanded position, never from history.
#pragma once

#include "drivers/interfaces/pattern_source.h"
#include "drivers/simulated/faults.h"
#include "drivers/simulated/frame_memory.h"
#include "drivers/simulated/time_source.h"
#include "drivers/simulated/virtual_wafer.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace waferglow::drivers {

/// The moving parts of the stage along one straight way.
struct Motion {
    StagePose from;
    StagePose to;
    std::int64_t start_ns = 0;
    std::int64_t arrival_ns = 0;  ///< then it swings
    double from_above_x = 0.0;    ///< 1: x was approached from above, without correction
    double from_above_y = 0.0;
};

enum class LightKind { laser, lamp, lines };

/// All state is under one mutex. Thread-safe.
class SimulatedBench {
  public:
    SimulatedBench(const SimulatedSettings& settings, std::shared_ptr<TimeSource> time);

    [[nodiscard]] const SimulatedSettings& settings() const { return wafer_.settings(); }
    [[nodiscard]] const VirtualWafer& wafer() const { return wafer_; }
    [[nodiscard]] TimeSource& time() { return *time_; }
    /// Frames come from there where they are known; before the first one. Benches of equal settings share it.
    void remember_frames(std::shared_ptr<FrameMemory> memory) { memory_ = std::move(memory); }
    [[nodiscard]] FrameMemory* frame_memory() const { return memory_.get(); }

    // Stage.
    void move_to(const StagePose& target);
    /// Stops where it is.
    void stop_stage();
    /// As the encoders report.
    [[nodiscard]] StagePose reported_pose() const;
    [[nodiscard]] bool stage_moving() const;
    /// Where the tool looks, truly.
    [[nodiscard]] View view() const;
    /// Where it looks during an exposure: one view where it is at rest (a twentieth of a pixel does not
    /// count), several where it moves. Both times lie in the past.
    [[nodiscard]] std::vector<View> views(std::int64_t from_ns, std::int64_t to_ns) const;

    // Lights; `set` is the power in mW that the device was told.
    void set_light(LightKind kind, bool on, double set_mw);
    [[nodiscard]] Illumination illumination() const;
    [[nodiscard]] bool any_light_on() const;
    /// Of the filter wheel, from 1 on; the first has no filter.
    void turn_filter_wheel(int position);
    [[nodiscard]] int filter_position() const;
    /// Of the display module, which is black at first.
    void show_pattern(const DisplayPattern& pattern);
    [[nodiscard]] DisplayPattern shown_pattern() const;
    /// True power of the laser at a set power.
    [[nodiscard]] double laser_power_mw(double set_mw) const;

    /// How many frames or spectra of this kind (`what` tells light, exposure and so on) were begun since the
    /// stage last moved; counts on.
    std::uint64_t next_ordinal(std::uint64_t what);
    /// The number of the commanded position that everything random hangs on.
    [[nodiscard]] std::uint64_t position_key() const;

  private:
    [[nodiscard]] const Motion& motion_at(std::int64_t time_ns) const;
    [[nodiscard]] StagePose pose_at(std::int64_t time_ns) const;
    /// With what the stage does not know of its errors.
    [[nodiscard]] View view_of(const StagePose& pose, const Motion& motion) const;
    void begin(const Motion& motion);

    VirtualWafer wafer_;
    std::shared_ptr<TimeSource> time_;
    std::shared_ptr<FrameMemory> memory_;
    mutable std::mutex mutex_;
    std::deque<Motion> motions_;                       // under mutex_, as all below; the last ones
    std::map<std::uint64_t, std::uint64_t> ordinals_;  // frames begun at this position
    std::map<LightKind, double> lit_mw_;               // those that are on, and their set power
    int filter_position_ = 1;
    DisplayPattern shown_;
};

}  // namespace waferglow::drivers
