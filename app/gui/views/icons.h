// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures on buttons, drawn as lines so that they are sharp at any size and take the theme's colours.
#pragma once

#include <QIcon>

namespace waferglow::gui {

enum class Glyph {
    run,
    review,
    module,
    correlation,
    recipe,
    calibration,
    devices,
    log,
    user,
    open,
    fit,
    zoom_in,
    zoom_out,
    turn,
    mirror,
    pan,
    rectangle,
    lasso,
    clear,
    close
};

/// In the theme's text colour, and in its colour on the accent while checked.
[[nodiscard]] QIcon make_icon(Glyph glyph);

}  // namespace waferglow::gui
