// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/time_source.h"

namespace waferglow::drivers {

void VirtualTime::wait_until(std::int64_t time_ns, const std::stop_token& stop) {
    if (stop.stop_requested()) return;
    std::int64_t now = now_ns_;
    while (now < time_ns && !now_ns_.compare_exchange_weak(now, time_ns)) {
    }
}

std::int64_t WallTime::now_ns() const {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - start_)
        .count();
}

void WallTime::wait_until(std::int64_t time_ns, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    wake_.wait_until(lock, stop, start_ + std::chrono::nanoseconds(time_ns), [] { return false; });
}

}  // namespace waferglow::drivers
