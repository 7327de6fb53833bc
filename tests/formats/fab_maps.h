// SPDX-License-Identifier: GPL-3.0-or-later
// Maps for tests of the fab's files: which code each cell of a map has, and gzip'd copies of files.
#pragma once

#include "libinspect/formats/bin_map.h"
#include "tests/formats/support.h"

#include <stdexcept>
#include <string>

#include <zlib.h>

namespace waferglow::test {

/// The codes of a row, blank between them, ".." where there is no die.
inline std::string row_codes(const BinMap& map, std::int32_t row) {
    std::string text;
    for (std::int32_t col = 0; col < map.cols; ++col) {
        const std::uint16_t cell = map.cell(row, col);
        text += (col == 0 ? "" : " ") + (cell == kNoDieCell ? std::string("..") : map.bins[cell].code);
    }
    return text;
}

inline const MapBin& bin_of(const BinMap& map, std::string_view code) {
    for (const MapBin& bin : map.bins) {
        if (bin.code == code) return bin;
    }
    throw std::runtime_error("no such bin: " + std::string(code));
}

inline bool warns(const std::vector<std::string>& warnings, std::string_view about) {
    for (const std::string& warning : warnings) {
        if (warning.find(about) != std::string::npos) return true;
    }
    return false;
}

/// `content` packed by zlib's own gzip writer.
inline std::filesystem::path write_gzip(const std::filesystem::path& path, std::string_view content) {
    gzFile file = gzopen(path.c_str(), "wb9");
    if (file == nullptr) throw std::runtime_error("can't write " + path.string());
    if (!content.empty()) gzwrite(file, content.data(), static_cast<unsigned>(content.size()));
    gzclose(file);
    return path;
}

/// Dies good, bad, not measured and missing on a wafer of 1 mm: 3 rows of 4, corners outside of the wafer.
inline DieMap tiny_wafer() {
    Wafer wafer;
    wafer.id = "W<1> & \"co\"";
    wafer.diameter_mm = 1.0;
    return {wafer, DieGrid{.rows = 3,
                           .cols = 4,
                           .x0_um = -300.0,
                           .y0_um = 250.0,
                           .pitch_x_um = 200.0,
                           .pitch_y_um = 250.5,
                           .die_width_um = 150.0,
                           .die_height_um = 200.0}};
}

inline const std::vector<std::uint8_t> kTinyCodes{255, 1, 2, 255, 1, 5, 255, 1, 255, 10, 1, 255};
inline const std::vector<BinLabel> kTinyLabels{
    {1, "good", true}, {2, "dead <&>", false}, {5, "covered", true}, {10, "spot \"x\"", false}};

}  // namespace waferglow::test
