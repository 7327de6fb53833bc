// SPDX-License-Identifier: GPL-3.0-or-later
// The map of a running scan: snapshots of its layer, made ready to draw beside the window.
#pragma once

#include "app/gui/presenters/desk/task_runner.h"
#include "app/gui/presenters/wafer/map_scene.h"
#include "app/tool/scan_monitor.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace waferglow::gui {

struct LivePicture {
    MapScene scene;
    std::int64_t measured = 0;
    /// Share of the measured dies that give at least half of the median's light; NaN before the first. The
    /// yield proper needs the neighbourhood of each die and is known after the last tile.
    double bright_share = 0.0;
};

/// Confined to the window's thread; the work is done by `work`. `changed` is called after each new picture.
class LiveMap {
  public:
    LiveMap(TaskRunner& work, std::function<void()> changed) : work_(work), changed_(std::move(changed)) {}

    void clear();
    /// Gives what a look at the scan showed; passes over snapshots that come while one is in the making, or
    /// so soon after it that the pictures would take more than a twentieth of a core.
    void offer(const std::shared_ptr<const tool::LayerSnapshot>& snapshot);
    /// The last one of a scan, which is never passed over.
    void finish(const std::shared_ptr<const tool::LayerSnapshot>& snapshot);
    [[nodiscard]] const LivePicture* picture() const { return picture_ ? &*picture_ : nullptr; }

  private:
    using Clock = std::chrono::steady_clock;
    void make(const std::shared_ptr<const tool::LayerSnapshot>& snapshot);
    TaskRunner& work_;
    std::function<void()> changed_;
    std::shared_ptr<const tool::LayerSnapshot> shown_;
    std::shared_ptr<const tool::LayerSnapshot> last_;  // to be made after the one in the making
    bool making_ = false;
    Clock::time_point next_;
    std::optional<LivePicture> picture_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // an answer may come after the page went
};

[[nodiscard]] LivePicture make_live_picture(const tool::LayerSnapshot& snapshot);

}  // namespace waferglow::gui
