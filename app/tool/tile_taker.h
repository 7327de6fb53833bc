// SPDX-License-Identifier: GPL-3.0-or-later
// Takes one tile after another with a tool: moves, lights, exposes, and tries again when something fails.
//
// The next move starts when the exposure ends, while the frame is still read out. What fails is tried again:
// first with the stream restarted, then with every device connected anew, waiting longer each time until the
// patience is over. Only a device's fault is tried again: what is asked wrongly stays wrong. An open
// interlock is waited for without connecting anew. After any fault the stream starts afresh, so that a late
// frame can't pass for the next tile's, and every light is asked whether it is off.
#pragma once

#include "app/tool/scan_tool.h"
#include "libinspect/recipe/scan_recipe.h"
#include "libinspect/scan/plan.h"
#include "libinspect/scan/tile_source.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace waferglow::tool {

struct RetryPolicy {
    int attempts = 3;                           ///< a tile is taken again so often before it counts as failed
    std::chrono::milliseconds first_wait{100};  ///< before connecting anew; doubles each time
    std::chrono::milliseconds patience{30000};  ///< for devices that don't come back
};

/// What became of the tiles taken so far.
struct TakeStatistics {
    std::int64_t taken = 0;
    std::int64_t retaken = 0;           ///< attempts that failed
    std::int64_t reconnected = 0;       ///< times that all devices were connected anew
    std::int64_t dropped = 0;           ///< frames that the camera lost
    double largest_deviation_um = 0.0;  ///< of the stage's reported position from the target
};

/// Settings of the camera and the light for one channel of a scan.
struct ChannelSetup {
    drivers::CameraSettings camera;
    const ToolLight* light = nullptr;
    double power_mw = 0.0;
    int filter = kNoWheel;  ///< position of the tool's filter wheel
};

/// Works them out and checks them against the devices' limits; throws Error(usage) that names the channel.
[[nodiscard]] std::vector<ChannelSetup> channel_setups(const ScanTool& tool,
                                                       const std::vector<ScanChannel>& channels);

/// Confined to one thread, the only one that calls the tool's devices. Nothing is switched on at
/// construction; leaves the devices as they are: SafeState is for the owner.
class TileTaker {
  public:
    TileTaker(const ScanTool& tool, std::vector<ChannelSetup> channels, RetryPolicy retry);

    /// Homes the stage where it is not, checks that the light's interlock is closed.
    void prepare(const std::stop_token& stop);

    /// `prepare`, and where a device fails as `recover` does.
    void prepare_patiently(const std::stop_token& stop);
    /// Lights off and stream ended, for somebody else who is to use the devices in between.
    void release();

    /// Takes `tile` into `frame` and sets the stage on its way to `next` (nullptr: it stays). Returns what
    /// the ledger should tell, empty where all went well. Throws Error(input) where this tile can't be had
    /// though the devices answer, Error(device) where they are lost, Error(cancelled), and Error(usage) for a
    /// tile that the devices refuse as it is.
    std::string take(const ScanTile& tile, const ScanTile* next, drivers::Frame& frame,
                     const std::stop_token& stop);

    /// Moves so that the wafer point `at`, along the camera's axes as of tiles, is under the camera and waits
    /// until there.
    void go_to(StagePoint at, const std::stop_token& stop);
    /// Light of a channel on, all others off.
    void light_channel(std::size_t channel);
    /// Turns the filter wheel where it does not stand so; nothing for kNoWheel.
    void look_through(int filter);
    /// Throws Error(device) where the wheel does not stand any more where it was turned to.
    void check_filter();
    /// Throws Error(device) where the light switched on last is out or gives less than half of its power.
    void check_light() const;
    /// All lights off; the next tile switches its own on again. Where a light does not answer, everything is
    /// made safe instead, and nobody is told: for pauses.
    void lights_off();
    /// All lights off before something is measured in the dark. Throws Error(device) where a light does not
    /// say that it is.
    void darken();
    /// Asks the lights for their interlocks, so that whoever watches the devices sees how they stand.
    void look() const noexcept;
    /// A frame where the stage stands, with the camera set as for `channel`.
    void take_frame(std::size_t channel, drivers::Frame& frame);
    /// Halts, restarts the stream with `hard` false; with true connects every device anew, again and again
    /// until the patience is over, then throws Error(device) with `cause`.
    void recover(bool hard, const std::string& cause, const std::stop_token& stop);

    [[nodiscard]] const TakeStatistics& statistics() const { return statistics_; }
    [[nodiscard]] const RetryPolicy& retry() const { return retry_; }
    [[nodiscard]] const ScanTool& tool() const { return tool_; }

  private:
    void take_once(const ScanTile& tile, const ScanTile* next, drivers::Frame& frame,
                   const std::stop_token& stop);
    void expose(const ScanTile* here, const ScanTile* next, std::size_t channel, drivers::Frame& frame);
    void reconnect_all(const std::vector<NamedDevice>& devices);
    [[nodiscard]] bool interlock_open() const;
    void wait_for_interlock(const std::string& cause, const std::stop_token& stop);
    void switch_off();
    void start_move(StagePoint at);
    void set_camera(std::size_t channel);
    void count_dropped() noexcept;
    void forget();

    ScanTool tool_;
    std::vector<ChannelSetup> channels_;
    RetryPolicy retry_;
    TakeStatistics statistics_;
    std::optional<StagePoint> target_;               // of the last move
    std::optional<drivers::CameraSettings> camera_;  // as configured while the stream runs
    int filter_ = kNoWheel;                          // where the wheel was turned to; kNoWheel: nobody knows
    const ToolLight* lit_ = nullptr;
    double lit_mw_ = 0.0;
    bool others_off_ = true;  // every light but `lit_` is known to be off, as after construction of a device
    std::optional<std::uint64_t> last_id_;  // of the stream's frames
    Image upright_;                         // memory of bring_upright
};

}  // namespace waferglow::tool
