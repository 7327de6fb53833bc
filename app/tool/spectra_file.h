// SPDX-License-Identifier: GPL-3.0-or-later
// The spectra.csv that a scan appends to, spectrum by spectrum.
#pragma once

#include "libinspect/geometry/frames.h"

#include <cstdint>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace waferglow::tool {

/// A measured spectrum that is in the file stays in it, whatever fails afterwards: lines are appended whole
/// or cut off again. What a killed run left of a line is cut off when the file is opened; damaged lines are
/// taken out by a new file in place of the old one, and their dies measured again. Locked against a second
/// writer. Confined to one thread.
class SpectraFile {
  public:
    /// Makes the file where there is none. Throws Error(job) where it can't be written or read, or is of a
    /// spectrometer with other wavelengths.
    SpectraFile(std::filesystem::path path, std::span<const double> wavelengths_nm);
    ~SpectraFile();
    SpectraFile(const SpectraFile&) = delete;
    SpectraFile& operator=(const SpectraFile&) = delete;

    [[nodiscard]] bool has(DieIndex die) const { return done_.contains(die); }
    /// One count a wavelength. Throws Error(job); the spectra before stay good.
    void add(DieIndex die, std::span<const double> counts);
    /// Waits until all is on the disk. Throws Error(job).
    void sync();

  private:
    /// The sound lines of a file that exists already, header included.
    [[nodiscard]] std::string take_over(const std::string& text, const std::string& header);
    void open(std::uint64_t expected_bytes);
    [[noreturn]] void fail(int error) const;

    std::filesystem::path path_;
    std::size_t pixels_;
    std::set<DieIndex> done_;
    int descriptor_ = -1;
    std::uint64_t bytes_ = 0;     // whole lines
    std::uint64_t unsynced_ = 0;  // of them not known to be on the disk
};

}  // namespace waferglow::tool
