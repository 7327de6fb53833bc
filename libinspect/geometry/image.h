// SPDX-License-Identifier: GPL-3.0-or-later
// 16-bit camera images: an owning buffer and a view. Row-major, rows run down, values in DN.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <boost/align/aligned_allocator.hpp>

namespace waferglow {

/// A view of a 16-bit single-channel image. `stride_px` is the distance between rows in pixels.
struct ImageView {
    const std::uint16_t* data = nullptr;
    int width = 0;
    int height = 0;
    std::ptrdiff_t stride_px = 0;

    [[nodiscard]] const std::uint16_t* row(int y) const { return data + y * stride_px; }
    [[nodiscard]] std::uint16_t at(int x, int y) const { return row(y)[x]; }
};

/// An image that owns its pixels, rows packed without gaps. The first pixel begins a cache line: a vector of
/// pixels that lies across two lines takes twice as long to read.
class Image {
  public:
    using Pixels = std::vector<std::uint16_t, boost::alignment::aligned_allocator<std::uint16_t, 64>>;

    Image() = default;
    Image(int width, int height, std::uint16_t fill = 0)
        : width_(width),
          height_(height),
          pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), fill) {}

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] bool empty() const { return pixels_.empty(); }
    [[nodiscard]] std::size_t size_px() const { return pixels_.size(); }
    [[nodiscard]] std::uint16_t* row(int y) { return pixels_.data() + index(y); }
    [[nodiscard]] const std::uint16_t* row(int y) const { return pixels_.data() + index(y); }
    [[nodiscard]] Pixels& pixels() { return pixels_; }
    [[nodiscard]] const Pixels& pixels() const { return pixels_; }
    /// Gives the image a new size and keeps its memory where it suffices. Pixel values are unspecified
    /// afterwards.
    void resize(int width, int height) {
        width_ = width;
        height_ = height;
        pixels_.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    }
    [[nodiscard]] ImageView view() const { return {pixels_.data(), width_, height_, width_}; }

  private:
    [[nodiscard]] std::size_t index(int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
    }

    int width_ = 0;
    int height_ = 0;
    Pixels pixels_;
};

}  // namespace waferglow
