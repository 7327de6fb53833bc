// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of the wafer a window shows, turned and mirrored; hit-testing by arithmetic.
#pragma once

#include "libinspect/geometry/frames.h"

#include <cstdint>
#include <span>

namespace waferglow::gui {

/// A point of the window in pixels; (0, 0) is the upper left corner of the first pixel, y runs down.
struct ScreenPoint {
    double x = 0.0;
    double y = 0.0;
};

/// How the wafer lies in the window: turned counter-clockwise, then mirrored left to right. Never changes
/// labels or coordinates of dies.
struct Orientation {
    int quarter_turns = 0;  ///< 0 to 3
    bool mirrored = false;
    friend bool operator==(const Orientation&, const Orientation&) = default;
};

/// A window onto the wafer as it lies in its own frame: x right, y up, neither turned nor mirrored.
struct UprightView {
    double left_um = 0.0;  ///< of the left edge of the first pixel
    double top_um = 0.0;
    double um_per_px = 1.0;
    int width_px = 0;
    int height_px = 0;
};

/// Pan, zoom and orientation of a window. A value; confined to its owner.
class ViewTransform {
  public:
    void resize(int width_px, int height_px);
    /// Shows the rectangle around `center` of the given size (in the wafer's frame) as large as possible.
    void fit(WaferPoint center, double width_um, double height_um);
    /// `factor` above 1 enlarges; the point under `at` stays there. The scale stays within the limits.
    void zoom_at(ScreenPoint at, double factor);
    void pan(double dx_px, double dy_px);
    void look_at(WaferPoint center, double um_per_px);
    void set_orientation(Orientation orientation);
    void set_scale_limits(double least_um_per_px, double most_um_per_px);

    [[nodiscard]] ScreenPoint to_screen(WaferPoint p) const;
    [[nodiscard]] WaferPoint to_wafer(ScreenPoint p) const;
    [[nodiscard]] double um_per_px() const { return um_per_px_; }
    [[nodiscard]] WaferPoint center() const { return center_; }
    [[nodiscard]] Orientation orientation() const { return orientation_; }
    [[nodiscard]] int width_px() const { return width_px_; }
    [[nodiscard]] int height_px() const { return height_px_; }
    /// True where the wafer's x runs along the window's height.
    [[nodiscard]] bool axes_swapped() const { return orientation_.quarter_turns % 2 != 0; }
    /// What the window shows, upright: width and height are exchanged by odd quarter turns.
    [[nodiscard]] UprightView upright() const;

  private:
    double um_per_px_ = 1.0;
    double least_um_per_px_ = 1e-3;
    double most_um_per_px_ = 1e6;
    WaferPoint center_;
    Orientation orientation_;
    int width_px_ = 1;
    int height_px_ = 1;
};

/// Turns the pixels of an upright picture as the window shows them. `from` has the size of `view.upright()`,
/// `to` that of the window. Runs on all cores.
void turn_pixels(const ViewTransform& view, std::span<const std::uint32_t> from, std::span<std::uint32_t> to);

}  // namespace waferglow::gui
