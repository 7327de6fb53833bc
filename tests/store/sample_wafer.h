// SPDX-License-Identifier: GPL-3.0-or-later
// A small wafer file with every part filled, whose values follow from formulae that check_with_python.py
// repeats.
#pragma once

#include "libinspect/store/wafer_content.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace waferglow::test {

/// Value of layer `number` at a die: exact in float32.
inline float sample_value(int number, DieIndex die) {
    return static_cast<float>(number * 1000 + die.row) + static_cast<float>(die.col) / 64.0F;
}

/// Code of the bin of a die that exists.
inline std::uint8_t sample_bin(DieIndex die) {
    return static_cast<std::uint8_t>((die.row * 7 + die.col * 3) % 11 == 0 ? 2 : 1);
}

/// 300 x 270 dies of 100 um on a 2-inch wafer: the grid's corners lie outside, and chunks of 256 are cut by
/// its edges.
WaferFile sample_wafer(int rows = 300, int cols = 270);

/// True where all parts of two files are the same, NaN being equal to NaN.
bool same_content(const WaferFile& a, const WaferFile& b);

/// A folder that is removed with all it holds.
class ScratchFolder {
  public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// All bytes of a file, and the other way round.
std::string read_bytes(const std::filesystem::path& path);
void write_bytes(const std::filesystem::path& path, const std::string& bytes);

}  // namespace waferglow::test
