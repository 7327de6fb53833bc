// SPDX-License-Identifier: GPL-3.0-or-later
// Sums over all dies on all cores: one partial result a block of rows, joined in order, so that the result
// does not depend on the number of threads.
#pragma once

#include "libinspect/base/parallel.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow::gui {

/// Calls `visit(row, partial)` for every row, with one `partial` a block, and `join(total, partial)` in the
/// order of the blocks. Both start as copies of `empty`.
template <class Partial, class Visit, class Join>
[[nodiscard]] Partial reduce_rows(std::int32_t rows, const Partial& empty, const Visit& visit,
                                  const Join& join) {
    constexpr std::size_t kBlock = 256;
    const std::size_t count = static_cast<std::size_t>(rows);
    std::vector<Partial> partials((count + kBlock - 1) / kBlock, empty);
    parallel_blocks(count, kBlock, [&](std::size_t begin, std::size_t end) {
        Partial& partial = partials[begin / kBlock];
        for (std::size_t row = begin; row < end; ++row) visit(static_cast<std::int32_t>(row), partial);
    });
    Partial total = empty;
    for (const Partial& partial : partials) join(total, partial);
    return total;
}

}  // namespace waferglow::gui
