// SPDX-License-Identifier: GPL-3.0-or-later
// A desk without a window: what is posted is kept until the test asks for it.
#pragma once

#include "app/gui/presenters/desk/desk.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace waferglow::test {

/// Stands in for the window's event loop. `post` may be called from any thread.
class PostedCalls {
  public:
    gui::Poster poster() {
        return [this](std::function<void()> call) {
            const std::lock_guard lock(mutex_);
            calls_.push_back(std::move(call));
            wake_.notify_one();
        };
    }
    /// Runs what is posted until `done`; false where that takes longer than a minute.
    bool run_until(const std::function<bool()>& done) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
        while (!done()) {
            std::unique_lock lock(mutex_);
            if (!wake_.wait_until(lock, end, [this] { return !calls_.empty(); })) return false;
            const auto call = std::move(calls_.front());
            calls_.pop_front();
            lock.unlock();
            call();
        }
        return true;
    }
    /// Runs what is posted already.
    void run_waiting() {
        std::unique_lock lock(mutex_);
        while (!calls_.empty()) {
            const auto call = std::move(calls_.front());
            calls_.pop_front();
            lock.unlock();
            call();
            lock.lock();
        }
    }

  private:
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> calls_;  // guarded by mutex_
};

inline std::string no_clock() {
    return "2026-01-01T00:00:00";
}

}  // namespace waferglow::test
