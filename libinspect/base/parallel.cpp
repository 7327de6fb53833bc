// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <atomic>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>

namespace waferglow {

ThreadLimit::ThreadLimit(int threads)
    : control_(new tbb::global_control(
          tbb::global_control::max_allowed_parallelism,
          static_cast<std::size_t>(threads > 0 ? threads : tbb::info::default_concurrency()))) {}

ThreadLimit::~ThreadLimit() {
    delete static_cast<tbb::global_control*>(control_);
}

void parallel_blocks(std::size_t count, std::size_t block,
                     const std::function<void(std::size_t, std::size_t)>& body) {
    const std::size_t step = std::max<std::size_t>(block, 1);
    const std::size_t blocks = (count + step - 1) / step;
    // The library orders the caller before the blocks and the blocks before its return. ThreadSanitizer can't
    // see that inside of a library built without it; these two counters say the same where it can.
    std::atomic<std::size_t> started{0};
    std::atomic<std::size_t> finished{0};
    started.store(1, std::memory_order_release);
    tbb::parallel_for(std::size_t{0}, blocks, [&](std::size_t index) {
        (void)started.load(std::memory_order_acquire);
        body(index * step, std::min(count, (index + 1) * step));
        finished.fetch_add(1, std::memory_order_release);
    });
    (void)finished.load(std::memory_order_acquire);
}

}  // namespace waferglow
