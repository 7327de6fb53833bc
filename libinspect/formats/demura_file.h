// SPDX-License-Identifier: GPL-3.0-or-later
// A demura table as a file for the driver chip: the factor of linear light by which each sub-pixel is driven.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace waferglow {

struct DemuraTable {
    std::int32_t rows = 0;
    std::int32_t cols = 0;
    std::vector<std::string> sub_pixels;  ///< names, in the order of the module
    /// Of each sub-pixel in that order, row-major, rows x cols; 1 leaves it as it is. Finite, from 0 to below
    /// 2.
    std::vector<std::vector<float>> gains;
};

/// By the ending: ".csv" as a table, else a picture. Throws Error(usage) for a table that does not fit itself
/// or the format, Error(job) where it can't be written; the file appears whole or not at all.
void write_demura(const std::filesystem::path& path, const DemuraTable& table);

/// A PNG of 16 bits, cols x rows, without gamma: value = round(32768 gain). Gray of one sub-pixel, RGB of
/// three in their order; other numbers of sub-pixels are Error(usage).
void write_demura_png(const std::filesystem::path& path, const DemuraTable& table);

/// `row,col,subpixel,gain`, a line a sub-pixel; gains read back the same.
void write_demura_csv(const std::filesystem::path& path, const DemuraTable& table);

}  // namespace waferglow
