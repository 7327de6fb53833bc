// SPDX-License-Identifier: GPL-3.0-or-later
// Frames of reference as types, and the one transform class between them.
//
// Wafer and stage: micrometres, x right, y up, origin at the wafer's centre, notch or flat down (SEMI M20).
// Pixel: x is the column and y the row, rows run down, (0, 0) is the CENTRE of the first pixel.
#pragma once

#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace waferglow {

struct WaferFrame {};  ///< nominal positions on the wafer, um
struct StageFrame {};  ///< where things really lie under the tool, as the stage reports it, um
struct PixelFrame {};  ///< one camera image, pixels

template <class Frame>
struct Point {
    double x = 0.0;
    double y = 0.0;
    friend bool operator==(const Point&, const Point&) = default;
};

using WaferPoint = Point<WaferFrame>;
using StagePoint = Point<StageFrame>;
using PixelPoint = Point<PixelFrame>;

/// Row and column of a die; (0, 0) is the upper left of the grid's bounding rectangle.
struct DieIndex {
    std::int32_t row = 0;
    std::int32_t col = 0;
    friend auto operator<=>(const DieIndex&, const DieIndex&) = default;
};

/// Affine map q = M p + t from frame From to frame To. Immutable value.
template <class From, class To>
class Transform {
  public:
    constexpr Transform() = default;
    constexpr Transform(double xx, double xy, double yx, double yy, double tx, double ty)
        : xx_(xx), xy_(xy), yx_(yx), yy_(yy), tx_(tx), ty_(ty) {}

    /// scale * R(rotation) * p + offset; rotation in radians, counter-clockwise where y points up.
    static Transform similarity(double scale, double rotation_rad, double offset_x, double offset_y) {
        const double a = scale * std::cos(rotation_rad);
        const double b = scale * std::sin(rotation_rad);
        return {a, -b, b, a, offset_x, offset_y};
    }

    constexpr Point<To> operator()(Point<From> p) const {
        return {xx_ * p.x + xy_ * p.y + tx_, yx_ * p.x + yy_ * p.y + ty_};
    }

    /// Throws std::domain_error where the matrix is singular.
    [[nodiscard]] Transform<To, From> inverse() const {
        const double det = xx_ * yy_ - xy_ * yx_;
        if (det == 0.0 || !std::isfinite(det)) throw std::domain_error("a singular transform has no inverse");
        const double ixx = yy_ / det;
        const double ixy = -xy_ / det;
        const double iyx = -yx_ / det;
        const double iyy = xx_ / det;
        return {ixx, ixy, iyx, iyy, -(ixx * tx_ + ixy * ty_), -(iyx * tx_ + iyy * ty_)};
    }

    /// First this transform, then `next`.
    template <class Last>
    [[nodiscard]] constexpr Transform<From, Last> then(const Transform<To, Last>& next) const {
        return {next.xx() * xx_ + next.xy() * yx_,
                next.xx() * xy_ + next.xy() * yy_,
                next.yx() * xx_ + next.yy() * yx_,
                next.yx() * xy_ + next.yy() * yy_,
                next.xx() * tx_ + next.xy() * ty_ + next.tx(),
                next.yx() * tx_ + next.yy() * ty_ + next.ty()};
    }

    [[nodiscard]] constexpr double xx() const { return xx_; }
    [[nodiscard]] constexpr double xy() const { return xy_; }
    [[nodiscard]] constexpr double yx() const { return yx_; }
    [[nodiscard]] constexpr double yy() const { return yy_; }
    [[nodiscard]] constexpr double tx() const { return tx_; }
    [[nodiscard]] constexpr double ty() const { return ty_; }

  private:
    double xx_ = 1.0, xy_ = 0.0, yx_ = 0.0, yy_ = 1.0, tx_ = 0.0, ty_ = 0.0;
};

/// Where the dies really lie: scale * R(rotation) * nominal + offset.
struct GridPose {
    double rotation_rad = 0.0;
    double scale = 1.0;
    double offset_x_um = 0.0;
    double offset_y_um = 0.0;

    [[nodiscard]] Transform<WaferFrame, StageFrame> transform() const {
        return Transform<WaferFrame, StageFrame>::similarity(scale, rotation_rad, offset_x_um, offset_y_um);
    }
    friend bool operator==(const GridPose&, const GridPose&) = default;
};

/// Stage to pixel for an image of width_px x height_px whose middle, ((width-1)/2, (height-1)/2), lies at
/// `middle`.
inline Transform<StageFrame, PixelFrame> stage_to_pixel(StagePoint middle, double pixel_um, int width_px,
                                                        int height_px) {
    return {1.0 / pixel_um,
            0.0,
            0.0,
            -1.0 / pixel_um,
            0.5 * (width_px - 1) - middle.x / pixel_um,
            0.5 * (height_px - 1) + middle.y / pixel_um};
}

}  // namespace waferglow
