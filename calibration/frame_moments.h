// SPDX-License-Identifier: GPL-3.0-or-later
// Mean and temporal variance of every pixel over many frames, without keeping the frames.
#pragma once

#include "libinspect/geometry/image.h"

#include <cstdint>
#include <vector>

namespace waferglow::calibration {

/// Up to 65,536 frames. Confined to one thread.
class FrameMoments {
  public:
    /// Throws Error(job) for a frame of another size than the first.
    void add(const Image& frame);

    [[nodiscard]] int frames() const { return frames_; }
    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] std::size_t size_px() const { return sums_.size(); }
    /// Of pixel i, row-major, DN.
    [[nodiscard]] double mean(std::size_t i) const;
    /// Rounded to whole DN.
    [[nodiscard]] Image mean_image() const;
    /// Mean over all pixels of the variance over time, DN^2; frames - 1 degrees of freedom. 0 for one frame.
    [[nodiscard]] double temporal_variance() const;
    /// Mean over all pixels.
    [[nodiscard]] double level() const;

  private:
    int frames_ = 0;
    int width_ = 0;
    int height_ = 0;
    std::vector<std::uint32_t> sums_;
    std::vector<std::uint64_t> squares_;
};

}  // namespace waferglow::calibration
