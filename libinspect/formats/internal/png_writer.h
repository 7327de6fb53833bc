// SPDX-License-Identifier: GPL-3.0-or-later
// Values of 16 bits as a PNG file, through libpng.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace waferglow {

/// The bytes of a file with `width * height * channels` values, row-major and the channels of a pixel beside
/// each other; 1 channel is gray, 3 are RGB. No gamma is told. The same values give the same bytes. Throws
/// Error(job) with libpng's words where it fails.
[[nodiscard]] std::string png16_bytes(std::span<const std::uint16_t> values, int width, int height,
                                      int channels);

}  // namespace waferglow
