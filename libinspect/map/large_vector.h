// SPDX-License-Identifier: GPL-3.0-or-later
// Vectors of a number a die: 400 MB for the largest wafers.
#pragma once

#include <cstddef>
#include <vector>

namespace waferglow {

/// Asks the system to back [data, data + bytes) with large pages, which saves most of the cost of touching
/// fresh memory (a page fault every 4 KB takes longer than a pass over the data). A hint: does nothing where
/// it can't.
void prefer_large_pages(void* data, std::size_t bytes);

/// `count` times `value`, in large pages where the system has them.
template <class Value>
[[nodiscard]] std::vector<Value> large_vector(std::size_t count, const Value& value) {
    std::vector<Value> values;
    values.reserve(count);
    prefer_large_pages(values.data(), count * sizeof(Value));
    values.assign(count, value);
    return values;
}

}  // namespace waferglow
