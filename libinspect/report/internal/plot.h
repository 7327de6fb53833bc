// SPDX-License-Identifier: GPL-3.0-or-later
// The frame of a chart: axes with round ticks, and where a value lies on the paper.
#pragma once

#include "libinspect/report/document.h"

#include <string>

namespace waferglow {

struct Axis {
    double low = 0.0;
    double high = 1.0;
    std::string label = {};  ///< with its unit
    bool log = false;        ///< decades; low must be over 0
    bool percent = false;    ///< values are shares, labelled in per cent
    bool ticks = true;       ///< false: the caller labels it
};

/// Room around the plotting area, points.
struct PlotMargins {
    double left = 40.0;
    double top = 6.0;
    double right = 8.0;
    double bottom = 30.0;
};

/// Draws into `figure`, which must outlive it. Confined to one thread.
class Plot {
  public:
    Plot(Figure& figure, Axis x, Axis y, PlotMargins margins = {});

    /// Clamped to the plotting area. `log` axes take values over 0; others lie at the low end.
    [[nodiscard]] PointPt at(double x, double y) const;
    [[nodiscard]] double left() const { return margins_.left; }
    [[nodiscard]] double right() const { return figure_.width - margins_.right; }
    [[nodiscard]] double top() const { return margins_.top; }
    [[nodiscard]] double bottom() const { return figure_.height - margins_.bottom; }

    /// Pale lines and labels at the ticks of both axes; to be called before the data is drawn.
    void draw_grid();
    /// A dashed vertical line with a word at its top.
    void mark_x(double x, const std::string& word, std::uint32_t rgb);

  private:
    void x_tick(double value, const std::string& label);
    void y_tick(double value, const std::string& label);

    Figure& figure_;
    Axis x_;
    Axis y_;
    PlotMargins margins_;
};

/// About how wide `text` is in a sans-serif face; good enough to place words.
[[nodiscard]] double text_width_pt(const std::string& text, double size);

}  // namespace waferglow
