// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a figure of a report by QPainter.
#pragma once

#include "libinspect/report/document.h"

#include <QFont>
#include <QString>

class QPainter;

namespace waferglow {

/// Device units in a point: the pages are drawn at 720 dots per inch, so that sizes of type are whole
/// numbers.
inline constexpr double kUnitsPerPt = 10.0;

[[nodiscard]] QFont report_font(double size_pt, bool bold, bool fixed_width = false);
/// Valid UTF-8 only; anything else is replaced.
[[nodiscard]] QString report_text(const std::string& text);

/// With its upper left corner at (x, y), points.
void paint_figure(QPainter& painter, const Figure& figure, double x_pt, double y_pt);

}  // namespace waferglow
