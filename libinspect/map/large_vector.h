// SPDX-License-Identifier: GPL-3.0-or-later
// Vectors of a number a die: 400 MB for the largest wafers.
#pragma once

#include <cstddef>
#include <vector>

namespace waferglow {

/// Has the system back the unused memory [data, data + bytes) with large pages at once, on all threads: a
/// page fault every 4 KB takes longer than a pass over the data, and clearing the pages as long. May write to
/// it. Does nothing where the system has no such pages.
void claim_large_pages(void* data, std::size_t bytes);

/// `count` times `value`, in large pages where the system has them.
template <class Value>
[[nodiscard]] std::vector<Value> large_vector(std::size_t count, const Value& value) {
    std::vector<Value> values;
    values.reserve(count);
    claim_large_pages(values.data(), count * sizeof(Value));
    values.assign(count, value);
    return values;
}

}  // namespace waferglow
