// SPDX-License-Identifier: GPL-3.0-or-later
// How long a scan acquires, how long it computes, and how long both at once.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <set>

namespace waferglow::tool {

/// Seconds in which the tool was at work (a tile was being taken or handed on), at least one tile was being
/// worked on, and both.
struct Activity {
    double acquiring_s = 0.0;
    double computing_s = 0.0;
    double both_s = 0.0;

    /// Share of the computing that cost no time of its own.
    [[nodiscard]] double overlap_share() const { return computing_s > 0.0 ? both_s / computing_s : 0.0; }
};

/// Thread-safe.
class ActivityClock {
  public:
    void begin_acquiring() {
        change([this] { acquiring_ = true; });
    }
    void end_acquiring() {
        change([this] { acquiring_ = false; });
    }
    void begin_computing(std::size_t tile) {
        change([&] { computing_.insert(tile); });
    }
    void end_computing(std::size_t tile) {
        change([&] { computing_.erase(tile); });
    }

    /// Nothing is worked on: tiles that were only looked at are done with.
    void end_computing() {
        change([this] { computing_.clear(); });
    }

    [[nodiscard]] Activity activity() {
        change([] {});
        const std::lock_guard lock(mutex_);
        return activity_;
    }

  private:
    using Clock = std::chrono::steady_clock;

    template <class Change>
    void change(Change apply) {
        const std::lock_guard lock(mutex_);
        const Clock::time_point now = Clock::now();
        const double passed_s = std::chrono::duration<double>(now - last_).count();
        last_ = now;
        if (acquiring_) activity_.acquiring_s += passed_s;
        if (!computing_.empty()) activity_.computing_s += passed_s;
        if (acquiring_ && !computing_.empty()) activity_.both_s += passed_s;
        apply();
    }

    std::mutex mutex_;
    Activity activity_;
    Clock::time_point last_ = Clock::now();
    bool acquiring_ = false;
    std::set<std::size_t> computing_;
};

}  // namespace waferglow::tool
