// SPDX-License-Identifier: GPL-3.0-or-later
// Spectra of dies: spectra.csv with row, col, then one column a pixel whose name is its wavelength in nm.
#pragma once

#include "libinspect/formats/csv_reader.h"
#include "libinspect/geometry/frames.h"

#include <filesystem>
#include <span>
#include <vector>

namespace waferglow {

/// Consecutive spectra of a file: counts[i * pixels + p] belongs to dies[i]; NaN where the cell has no data.
struct SpectraBlock {
    std::vector<DieIndex> dies;
    std::vector<float> counts;
};

/// Reads a file of any size block by block. Throws Error(input) where the first columns are not row and col,
/// the wavelengths are not positive and strictly increasing, or a count is not a number. Confined to one
/// thread.
class SpectraReader {
  public:
    explicit SpectraReader(const std::filesystem::path& path);

    [[nodiscard]] std::span<const double> wavelengths_nm() const { return wavelengths_nm_; }
    [[nodiscard]] std::size_t pixels() const { return wavelengths_nm_.size(); }
    /// Replaces `block` by the next spectra, at most `max_spectra`; false when none is left.
    bool next(SpectraBlock& block, std::size_t max_spectra = 1024);

  private:
    CsvReader csv_;
    std::vector<double> wavelengths_nm_;
};

}  // namespace waferglow
