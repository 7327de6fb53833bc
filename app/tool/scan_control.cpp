// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/scan_control.h"

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

void ScanControl::wait_while_paused() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, token(), [this] { return !paused_; });
}

}  // namespace waferglow::tool
