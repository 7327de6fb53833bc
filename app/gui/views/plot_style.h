// SPDX-License-Identifier: GPL-3.0-or-later
// Gives plots the colours and type of the theme.
#pragma once

class QCustomPlot;

namespace waferglow::gui {

/// Background, axes, grid, legend; to be called again after a change of the theme, and before replotting.
void style_plot(QCustomPlot& plot);

}  // namespace waferglow::gui
