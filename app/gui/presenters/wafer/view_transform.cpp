// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/wafer/view_transform.h"

#include "libinspect/base/parallel.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace waferglow::gui {
namespace {

/// Rotation by quarter turns (counter-clockwise), then mirror, as a matrix of -1, 0 and 1; y up.
struct Turn {
    int xx, xy, yx, yy;
};

Turn turn_of(Orientation orientation) {
    static constexpr std::array<int, 4> kCos{1, 0, -1, 0};
    static constexpr std::array<int, 4> kSin{0, 1, 0, -1};
    const auto turns = static_cast<std::size_t>(orientation.quarter_turns);
    const int flip = orientation.mirrored ? -1 : 1;
    return {flip * kCos[turns], -flip * kSin[turns], kSin[turns], kCos[turns]};
}

}  // namespace

void ViewTransform::resize(int width_px, int height_px) {
    width_px_ = std::max(width_px, 1);
    height_px_ = std::max(height_px, 1);
}

void ViewTransform::fit(WaferPoint center, double width_um, double height_um) {
    if (axes_swapped()) std::swap(width_um, height_um);
    center_ = center;
    um_per_px_ =
        std::clamp(std::max(width_um / width_px_, height_um / height_px_), least_um_per_px_, most_um_per_px_);
}

void ViewTransform::zoom_at(ScreenPoint at, double factor) {
    const WaferPoint before = to_wafer(at);
    um_per_px_ = std::clamp(um_per_px_ / factor, least_um_per_px_, most_um_per_px_);
    const WaferPoint after = to_wafer(at);
    center_.x += before.x - after.x;
    center_.y += before.y - after.y;
}

void ViewTransform::pan(double dx_px, double dy_px) {
    const ScreenPoint middle{0.5 * width_px_ - dx_px, 0.5 * height_px_ - dy_px};
    center_ = to_wafer(middle);
}

void ViewTransform::look_at(WaferPoint center, double um_per_px) {
    center_ = center;
    um_per_px_ = std::clamp(um_per_px, least_um_per_px_, most_um_per_px_);
}

void ViewTransform::set_orientation(Orientation orientation) {
    orientation_ = {((orientation.quarter_turns % 4) + 4) % 4, orientation.mirrored};
}

void ViewTransform::set_scale_limits(double least_um_per_px, double most_um_per_px) {
    least_um_per_px_ = least_um_per_px;
    most_um_per_px_ = most_um_per_px;
    um_per_px_ = std::clamp(um_per_px_, least_um_per_px_, most_um_per_px_);
}

ScreenPoint ViewTransform::to_screen(WaferPoint p) const {
    const Turn turn = turn_of(orientation_);
    const double dx = (p.x - center_.x) / um_per_px_;
    const double dy = (p.y - center_.y) / um_per_px_;
    return {0.5 * width_px_ + turn.xx * dx + turn.xy * dy, 0.5 * height_px_ - (turn.yx * dx + turn.yy * dy)};
}

WaferPoint ViewTransform::to_wafer(ScreenPoint p) const {
    const Turn turn = turn_of(orientation_);  // orthogonal: its transpose is its inverse
    const double sx = (p.x - 0.5 * width_px_) * um_per_px_;
    const double sy = (0.5 * height_px_ - p.y) * um_per_px_;
    return {center_.x + turn.xx * sx + turn.yx * sy, center_.y + turn.xy * sx + turn.yy * sy};
}

UprightView ViewTransform::upright() const {
    const int width = axes_swapped() ? height_px_ : width_px_;
    const int height = axes_swapped() ? width_px_ : height_px_;
    return {center_.x - 0.5 * width * um_per_px_, center_.y + 0.5 * height * um_per_px_, um_per_px_, width,
            height};
}

void turn_pixels(const ViewTransform& view, std::span<const std::uint32_t> from,
                 std::span<std::uint32_t> to) {
    constexpr std::ptrdiff_t kTile = 32;  // so that reading along columns stays in the cache
    const Turn turn = turn_of(view.orientation());
    const UprightView upright = view.upright();
    const std::ptrdiff_t width = view.width_px();
    const std::ptrdiff_t height = view.height_px();
    // Upright pixel = T^t applied to the window's pixel; both measured from the middle, y down.
    const std::ptrdiff_t step_x = turn.xx - std::ptrdiff_t{turn.xy} * upright.width_px;
    const std::ptrdiff_t step_y = -turn.yx + std::ptrdiff_t{turn.yy} * upright.width_px;
    const std::ptrdiff_t first_x = (turn.xx < 0 || turn.yx > 0) ? upright.width_px - 1 : 0;
    const std::ptrdiff_t first_y = (turn.xy > 0 || turn.yy < 0) ? upright.height_px - 1 : 0;
    const std::ptrdiff_t base = first_y * upright.width_px + first_x;
    parallel_blocks(static_cast<std::size_t>(height), kTile, [&](std::size_t begin, std::size_t end) {
        for (std::ptrdiff_t left = 0; left < width; left += kTile) {
            const std::ptrdiff_t right = std::min(left + kTile, width);
            for (auto y = static_cast<std::ptrdiff_t>(begin); y < static_cast<std::ptrdiff_t>(end); ++y) {
                for (std::ptrdiff_t x = left; x < right; ++x)
                    to[static_cast<std::size_t>(y * width + x)] =
                        from[static_cast<std::size_t>(base + x * step_x + y * step_y)];
            }
        }
    });
}

}  // namespace waferglow::gui
