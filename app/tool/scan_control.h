// SPDX-License-Identifier: GPL-3.0-or-later
// Pause, resume and abort of a running scan, from any thread.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <utility>

namespace waferglow::tool {

/// Thread-safe. One object a scan.
class ScanControl {
  public:
    /// `outer`: a further reason to stop, such as Ctrl-C.
    explicit ScanControl(std::stop_token outer = {})
        : forward_(std::move(outer), [this] { stop_.request_stop(); }) {}

    void pause();
    void resume();
    /// Ends the scan at the next tile; the file is incomplete and resumable.
    void abort() { stop_.request_stop(); }

    [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }
    [[nodiscard]] bool paused() const;
    /// Blocks while paused; returns at once where a stop is requested. Calls `look` some times a second
    /// meanwhile.
    void wait_while_paused(const std::function<void()>& look = {});

  private:
    std::stop_source stop_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    bool paused_ = false;
    std::stop_callback<std::function<void()>> forward_;
};

}  // namespace waferglow::tool
