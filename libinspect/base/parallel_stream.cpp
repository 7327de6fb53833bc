// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/internal/parallel_stream.h"

#include "libinspect/base/internal/visible_order.h"

#include <oneapi/tbb/parallel_pipeline.h>

namespace waferglow {

void parallel_stream(std::size_t in_flight, const std::function<std::optional<std::size_t>()>& next,
                     const std::function<void(std::size_t)>& body) {
    VisibleOrder taken;
    VisibleOrder finished;
    taken.release();
    const auto take = [&](tbb::flow_control& flow) -> std::size_t {
        taken.acquire();
        const VisibleOrder::AtEnd mark(taken);
        const std::optional<std::size_t> item = next();
        if (!item) flow.stop();
        return item.value_or(0);
    };
    const auto work = [&](std::size_t item) {
        taken.acquire();
        const VisibleOrder::AtEnd mark(finished);
        body(item);
    };
    tbb::parallel_pipeline(in_flight,
                           tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, take) &
                               tbb::make_filter<std::size_t, void>(tbb::filter_mode::parallel, work));
    finished.acquire();
}

}  // namespace waferglow
