// SPDX-License-Identifier: GPL-3.0-or-later
// Frames that were rendered before, for programs that run the same scan many times over.
#pragma once

#include "libinspect/geometry/image.h"

#include <cstddef>
#include <map>
#include <mutex>
#include <vector>

namespace waferglow::drivers {

/// By all that a frame's pixels depend on, for wafers of the same settings. Thread-safe.
class FrameMemory {
  public:
    using Key = std::vector<double>;

    /// False where it is not known.
    [[nodiscard]] bool recall(const Key& key, Image& image) const {
        const std::lock_guard lock(mutex_);
        const auto found = frames_.find(key);
        if (found == frames_.end()) return false;
        image = found->second;
        return true;
    }
    /// Keeps it as long as there is room.
    void keep(const Key& key, const Image& image) {
        constexpr std::size_t kMostPixels = std::size_t{64} << 20U;
        const std::lock_guard lock(mutex_);
        if (pixels_ + image.size_px() > kMostPixels) return;
        if (frames_.emplace(key, image).second) pixels_ += image.size_px();
    }

  private:
    mutable std::mutex mutex_;
    std::map<Key, Image> frames_;  // under mutex_, as below
    std::size_t pixels_ = 0;
};

}  // namespace waferglow::drivers
