// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/scan_control.h"

#include <chrono>

namespace waferglow::tool {

void ScanControl::pause() {
    const std::lock_guard lock(mutex_);
    paused_ = true;
}

void ScanControl::resume() {
    {
        const std::lock_guard lock(mutex_);
        paused_ = false;
    }
    changed_.notify_all();
}

bool ScanControl::paused() const {
    const std::lock_guard lock(mutex_);
    return paused_;
}

void ScanControl::wait_while_paused(const std::function<void()>& look) {
    constexpr std::chrono::milliseconds kLook(300);
    const std::stop_token stop = token();
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, stop, kLook, [this] { return !paused_; }) && !stop.stop_requested()) {
        lock.unlock();
        if (look) look();
        lock.lock();
    }
}

}  // namespace waferglow::tool
