// SPDX-License-Identifier: GPL-3.0-or-later
// The number of worker threads, and a loop over index blocks whose result does not depend on it.
#pragma once

#include <cstddef>
#include <functional>

namespace waferglow {

/// Limits all parallel loops and pipelines of the process to `threads` workers while it lives (0: all cores).
/// Confined to the thread that made it.
class ThreadLimit {
  public:
    explicit ThreadLimit(int threads);
    ~ThreadLimit();
    ThreadLimit(const ThreadLimit&) = delete;
    ThreadLimit& operator=(const ThreadLimit&) = delete;

  private:
    void* control_;  // tbb::global_control, kept out of this header
};

/// Calls `body(begin, end)` for consecutive blocks of `block` indices that cover [0, count), in parallel.
/// The blocks are the same for any number of threads: a body that writes only its own block is deterministic.
void parallel_blocks(std::size_t count, std::size_t block,
                     const std::function<void(std::size_t, std::size_t)>& body);

}  // namespace waferglow
