// SPDX-License-Identifier: GPL-3.0-or-later
// A judged wafer file with known faults, and its EL table, for tests of the desktop's pages.
#pragma once

#include "libinspect/map/channel_layers.h"
#include "libinspect/scan/inspect.h"
#include "tests/gui/wafers.h"

#include <filesystem>
#include <fstream>
#include <string>

namespace waferglow::test {

/// A folder of its own that goes with the test.
class ScratchFolder {
  public:
    ScratchFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "waferglow-gui-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~ScratchFolder() { std::filesystem::remove_all(path_); }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

inline constexpr std::int32_t kSide = 40;

/// What is wrong with a die: about one in 23 is dark, one in 29 at 0.6 in both channels.
inline bool is_dark(std::int32_t row, std::int32_t col) {
    return (row * 7 + col * 3 + row * col) % 23 == 0;
}
inline bool is_dim(std::int32_t row, std::int32_t col) {
    return !is_dark(row, col) && (row * 5 + col * 11 + row * col) % 29 == 0;
}

/// Healthy dies lie within 1 % of 1,000 DN; the pattern repeats, so every run sees the same.
inline void write_judged_wafer(const std::filesystem::path& path) {
    WaferFile file;
    file.map = square_map(kSide);
    file.channels = {{"pl_high", ChannelKind::pl, 30.0, 5.0}, {"pl_low", ChannelKind::pl, 1.0, 5.0}};
    add_channel_layers(file.map, file.channels);
    const DieGrid& grid = file.map.grid();
    for (const Channel& channel : file.channels) {
        for (std::int32_t row = 0; row < kSide; ++row) {
            for (std::int32_t col = 0; col < kSide; ++col) {
                if (!file.map.presence().exists({row, col})) continue;
                const std::size_t cell = grid.cell({row, col});
                const float ripple = 1.0F + 0.01F * static_cast<float>((row * 13 + col * 17) % 11 - 5) / 5.0F;
                const float share = is_dark(row, col) ? 0.01F : is_dim(row, col) ? 0.6F : 1.0F;
                const auto put = [&](Quantity quantity, float value) {
                    file.map.find(layer_name(channel, quantity))->values[cell] = value;
                };
                put(Quantity::sum, 1000.0F * share * ripple);
                put(Quantity::background, 10.0F);
                put(Quantity::noise, 5.0F);
                put(Quantity::nonuniformity, 0.05F);
                put(Quantity::saturated_px, 0.0F);
                put(Quantity::hot_px, 0.0F);
            }
        }
    }
    file.status = FileStatus::complete;
    write_wafer_file(path, file);
    static_cast<void>(analyse_wafer_file(path, Recipe{}, {"2026-01-01T00:00:00Z", "test", "inspect", ""}, 1));
}

/// Dark dies fail, all others pass, but for `escapes` good-looking dies that fail. The tester counts from 1
/// and has its map mirrored left to right.
inline void write_mirrored_el(const std::filesystem::path& path, int escapes) {
    std::ofstream file(path);
    file << "row,col,el_intensity,pass\n";
    for (std::int32_t row = 0; row < kSide; ++row) {
        for (std::int32_t col = 0; col < kSide; ++col) {
            bool bad = is_dark(row, col);
            if (!bad && !is_dim(row, col) && escapes > 0 && (row + col) % 7 == 3) {
                bad = true;
                --escapes;
            }
            file << row + 1 << ',' << kSide - col << ',' << (bad ? 0.02 : 1.0) << ',' << (bad ? 0 : 1)
                 << '\n';
        }
    }
}

}  // namespace waferglow::test
