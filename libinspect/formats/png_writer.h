// SPDX-License-Identifier: GPL-3.0-or-later
// PNG files of plain samples: tables as images, and pictures without text.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace waferglow {

/// Writes `height` x `width` pixels of 1 (gray) or 3 (RGB) samples of 8 or 16 bits, row-major. The file
/// appears whole or not at all; the same samples give the same bytes. Throws Error(usage) for another number
/// of samples, Error(job) where it can't be written.
void write_png(const std::filesystem::path& path, std::span<const std::uint16_t> samples, int width,
               int height, int samples_per_pixel);
void write_png(const std::filesystem::path& path, std::span<const std::uint8_t> samples, int width,
               int height, int samples_per_pixel);

}  // namespace waferglow
