// SPDX-License-Identifier: GPL-3.0-or-later
// A raster as the bytes of a PNG file, for pictures inside other files.
#pragma once

#include "libinspect/report/document.h"

#include <string>
#include <string_view>

namespace waferglow {

/// A palette PNG (8 bits a pixel, index 0 transparent); the same raster gives the same bytes. Throws
/// Error(usage) where sizes do not fit together.
[[nodiscard]] std::string encode_png(const Raster& raster);

/// Base 64 of RFC 4648.
[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace waferglow
