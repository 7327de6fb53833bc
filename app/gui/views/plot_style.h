// SPDX-License-Identifier: GPL-3.0-or-later
// Gives plots the colours and type of the theme.
#pragma once

#include <QColor>

class QCustomPlot;

namespace waferglow::gui {

/// Background, axes, grid, legend; to be called again after a change of the theme, and before replotting.
void style_plot(QCustomPlot& plot);

/// Lines and marks of dies that PL and EL judge differently: the colours of the map, lighter on dark grounds.
[[nodiscard]] QColor escape_color();
[[nodiscard]] QColor overkill_color();

}  // namespace waferglow::gui
