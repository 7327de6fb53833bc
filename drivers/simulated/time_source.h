// SPDX-License-Identifier: GPL-3.0-or-later
// The time in which simulated devices live: the wall clock, or a clock that jumps to whatever is waited for,
// so that a scan takes as long as its arithmetic and tests never sleep.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace waferglow::drivers {

/// Thread-safe.
class TimeSource {
  public:
    TimeSource() = default;
    TimeSource(const TimeSource&) = delete;
    TimeSource& operator=(const TimeSource&) = delete;
    virtual ~TimeSource() = default;

    /// Nanoseconds since the source was made.
    [[nodiscard]] virtual std::int64_t now_ns() const = 0;
    /// Returns when that time is reached, or at once when `stop` is requested.
    virtual void wait_until(std::int64_t time_ns, const std::stop_token& stop) = 0;

    void wait(std::chrono::nanoseconds duration, const std::stop_token& stop = {}) {
        wait_until(now_ns() + duration.count(), stop);
    }
};

/// Never waits: time jumps ahead, and never goes back.
class VirtualTime : public TimeSource {
  public:
    [[nodiscard]] std::int64_t now_ns() const override { return now_ns_; }
    void wait_until(std::int64_t time_ns, const std::stop_token& stop) override;

  private:
    std::atomic<std::int64_t> now_ns_{0};
};

class WallTime : public TimeSource {
  public:
    [[nodiscard]] std::int64_t now_ns() const override;
    void wait_until(std::int64_t time_ns, const std::stop_token& stop) override;

  private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::mutex mutex_;
    std::condition_variable_any wake_;
};

}  // namespace waferglow::drivers
