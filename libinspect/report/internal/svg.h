// SPDX-License-Identifier: GPL-3.0-or-later
// A figure as an <svg> element to stand inside HTML.
#pragma once

#include "libinspect/report/document.h"

#include <string>

namespace waferglow {

/// Self-contained: rasters become PNG data URIs. Coordinates have a hundredth of a point.
[[nodiscard]] std::string render_svg(const Figure& figure);

}  // namespace waferglow
