// SPDX-License-Identifier: GPL-3.0-or-later
// The emitters that an image may show, and the two maps between their light and the pixels: what the pixels
// get of them, and how much of each footprint the pixels hold.
#pragma once

#include "libinspect/module/internal/footprint.h"
#include "libinspect/module/internal/light_image.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow::module {

/// One number an emitter: [sub-pixel][row * cols + col].
using Planes = std::vector<std::vector<float>>;

/// Centres of the emitters of a rectangle of pixels of the module, in pixels of the image.
struct EmitterGrid {
    std::int32_t rows = 0;
    std::int32_t cols = 0;
    Planes x;
    Planes y;

    [[nodiscard]] std::size_t subs() const { return x.size(); }
    [[nodiscard]] std::size_t cells() const {
        return static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols);
    }
    [[nodiscard]] Planes planes(float value = 0.0F) const {
        return Planes(subs(), std::vector<float>(cells(), value));
    }
};

enum class Rendering : std::uint8_t {
    light,
    slope_x,  ///< how the light of a pixel changes as the emitters move right, per pixel
    slope_y,  ///< or down
};

/// Immutable, thread-safe; the footprints must outlive it.
class Emitters {
  public:
    Emitters(const EmitterGrid& grid, const std::vector<Footprint>& footprints, int width_px, int height_px);

    struct Place {
        std::int32_t x = 0;  ///< first pixel of the footprint
        std::int32_t y = 0;
        std::int16_t phase_x = 0;
        std::int16_t phase_y = 0;
        /// Its whole footprint lies within the image and the frame around; others are left out of account.
        bool seen = false;
    };
    [[nodiscard]] const Place& place(std::size_t sub, std::size_t cell) const { return places_[sub][cell]; }
    [[nodiscard]] const Footprint& footprint(std::size_t sub) const { return footprints_[sub]; }
    [[nodiscard]] std::size_t subs() const { return places_.size(); }
    [[nodiscard]] std::int32_t rows() const { return rows_; }
    [[nodiscard]] std::int32_t cols() const { return cols_; }
    [[nodiscard]] int width_px() const { return width_px_; }
    [[nodiscard]] int height_px() const { return height_px_; }

    /// Sum over the pixels of footprint times `image`, of the sub-pixels that are asked for.
    void project(const LightImage& image, const std::vector<bool>& which, Planes& into) const;
    /// Likewise of the footprint's square times `image`.
    void project_squares(const LightImage& image, const std::vector<bool>& which, Planes& into) const;
    /// Adds what the pixels get of emitters of this light. Pixels of the frame get theirs, too.
    void render(const Planes& light, const std::vector<bool>& which, Rendering kind, LightImage& onto) const;

  private:
    struct RowSpan {
        std::int32_t first_y = 0;
        std::int32_t end_y = 0;
    };
    void project_by(const LightImage& image, const std::vector<bool>& which, bool squares,
                    Planes& into) const;
    void render_band(const Planes& light, const std::vector<bool>& which, Rendering kind, LightImage& onto,
                     std::int32_t begin_y, std::int32_t end_y) const;

    const std::vector<Footprint>& footprints_;
    std::vector<std::vector<Place>> places_;
    std::vector<std::vector<RowSpan>> spans_;  // [sub][row]: the pixels that a row of emitters touches
    std::int32_t rows_ = 0;
    std::int32_t cols_ = 0;
    int width_px_ = 0;
    int height_px_ = 0;
};

/// Sets the pixels that do not count, and the frame, to zero.
void clear_left_out(const std::vector<std::vector<std::int32_t>>& left_out, LightImage& image);

}  // namespace waferglow::module
