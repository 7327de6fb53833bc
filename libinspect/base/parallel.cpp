// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/parallel.h"

#include "libinspect/base/internal/visible_order.h"

#include <algorithm>

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
    VisibleOrder started;
    VisibleOrder finished;
    started.release();
    tbb::parallel_for(std::size_t{0}, blocks, [&](std::size_t index) {
        started.acquire();
        const VisibleOrder::AtEnd mark(finished);
        body(index * step, std::min(count, (index + 1) * step));
    });
    finished.acquire();
}

}  // namespace waferglow
