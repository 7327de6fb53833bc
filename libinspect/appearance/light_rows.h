// SPDX-License-Identifier: GPL-3.0-or-later
// The corrected light of a tile as dies are compared in it: 16-bit numbers, of a few rows at a time.
//
// The windows of dies are narrow and high, and rows of an image lie pages apart: read die by die, image, dark
// and gain come from memory line by line. Read row by row they come as fast as a plain read, once, and what
// windows are then taken from stays in the cache.
#pragma once

#include "libinspect/appearance/die_window.h"
#include "libinspect/appearance/phase_planes.h"
#include "libinspect/intensity/correction.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow::appearance {

/// Pixels around a window's place that a die is followed to.
inline constexpr int kReach_px = 8;

/// A rectangle of an image's light; rows may lie in a ring of 2^n rows.
struct LightView {
    const std::int16_t* data = nullptr;
    std::ptrdiff_t stride = 0;
    int ring = -1;  ///< rows of the ring less 1
    int first_row = 0;
    int first_column = 0;
    int x0 = 0;  ///< what is valid, in the image's pixels
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;
    float unit = 1.0F;       ///< light of a number
    bool saturated = false;  ///< there may be saturated pixels

    /// Of the image's row y; its column x is at [x].
    [[nodiscard]] const std::int16_t* row(int y) const {
        return data + ((y - first_row) & ring) * stride - first_column;
    }
    [[nodiscard]] bool holds(const DiePlace& place, const DieWindow& w) const {
        return place.x >= x0 && place.y >= y0 && place.x + w.width <= x1 && place.y + w.height <= y1;
    }
};

/// The rows of a tile, from above downwards. Keeps its memory from tile to tile. Confined.
class LightRows {
  public:
    /// `level_dn`: of light 1. The image must live as long as rows are asked for.
    void start(const ImageView& image, const PixelCorrection& correction, const DieWindow& window,
               double level_dn);
    /// The rows within kReach_px of a window whose upper row is y; valid until the next call. Going down
    /// from die to die each row is read once.
    [[nodiscard]] LightView around(int y);

  private:
    ImageView image_;
    const PixelCorrection* correction_ = nullptr;
    float per_dn_ = 0.0F;
    int height_ = 0;  // of the window
    int ring_ = 0;
    std::ptrdiff_t stride_ = 0;
    int begin_ = 0;  // rows that are there
    int end_ = 0;
    int last_saturated_ = -1;
    Shorts light_;
};

/// The light around one die.
class LightPatch {
  public:
    /// Around the window of a die at `center`, as much as the image holds.
    void take(const ImageView& image, const PixelCorrection& correction, const DieWindow& window,
              PixelPoint center, double level_dn);
    /// `level_dn`: of light 1, which may have become another one.
    [[nodiscard]] LightView view(double level_dn) const;

  private:
    LightView view_;
    double level_dn_ = 1.0;
    Shorts light_;
};

}  // namespace waferglow::appearance
