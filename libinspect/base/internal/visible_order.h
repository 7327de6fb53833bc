// SPDX-License-Identifier: GPL-3.0-or-later
// The order that the threading library keeps, where ThreadSanitizer can see it.
#pragma once

#include <atomic>
#include <cstddef>

namespace waferglow {

/// oneTBB orders the caller before a loop's bodies, and these before its return. It is built without
/// ThreadSanitizer, which sees none of that, but sees that what came before a `release` comes before what
/// follows an `acquire`. Thread-safe.
class VisibleOrder {
  public:
    void release() { count_.fetch_add(1, std::memory_order_release); }
    void acquire() const { static_cast<void>(count_.load(std::memory_order_acquire)); }

    /// Releases at the end of a scope, also where an exception ends it.
    class AtEnd {
      public:
        explicit AtEnd(VisibleOrder& order) : order_(order) {}
        ~AtEnd() { order_.release(); }
        AtEnd(const AtEnd&) = delete;
        AtEnd& operator=(const AtEnd&) = delete;

      private:
        VisibleOrder& order_;
    };

  private:
    std::atomic<std::size_t> count_{0};
};

}  // namespace waferglow
