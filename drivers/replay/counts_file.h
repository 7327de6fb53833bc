// SPDX-License-Identifier: GPL-3.0-or-later
// Counts of spectra put down in a file without a name, to be read one spectrum at a time.
#pragma once

#include <cstddef>
#include <cstdio>
#include <memory>
#include <span>
#include <vector>

namespace waferglow::drivers {

/// The file lies in the folder of temporary files ($TMPDIR) and is gone with the object, however the program
/// ends. Confined to one thread.
class CountsFile {
  public:
    /// Throws Error(job) where no file can be made.
    explicit CountsFile(std::size_t pixels);

    /// Appends whole spectra. Throws Error(job) where the disk is full.
    void add(std::span<const float> counts);
    /// The spectrum of that number. Throws Error(job) where it can't be read.
    [[nodiscard]] std::vector<double> read(std::size_t spectrum) const;

  private:
    struct Close {
        void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
    };
    std::size_t pixels_;
    std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace waferglow::drivers
