// SPDX-License-Identifier: GPL-3.0-or-later
// STDF version 4 test data: which die of which wafer passed, its bins, and the results of chosen parametric
// tests. Records used: FAR MIR WCR WIR WRR PIR PTR PRR HBR MRR; all others are skipped by their length. Byte
// order as FAR says. Source: Standard Test Data Format (STDF) Specification, Version 4, Teradyne.
//
// A die that was tested more than once counts with its last result, and a warning says how many there were.
// Counts of 4294967295 and bins of 65535 mean "missing", coordinates of -32768 too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

inline constexpr std::int16_t kNoStdfCoordinate = -32768;
inline constexpr std::uint16_t kNoStdfBin = 65535;

struct StdfPart {
    std::int16_t x = kNoStdfCoordinate;
    std::int16_t y = kNoStdfCoordinate;
    std::uint16_t hard_bin = kNoStdfBin;
    std::uint16_t soft_bin = kNoStdfBin;
    std::uint8_t pass = 255;  ///< 1, 0, or 255: the file gives no verdict
    friend bool operator==(const StdfPart&, const StdfPart&) = default;
};

struct StdfWafer {
    std::string id;
    std::vector<StdfPart> parts;  ///< of each die the last result, in file order
    std::vector<float> values;    ///< [part][wanted test], NaN where there is none
    std::int64_t retested = 0;    ///< results that a later one replaced
    std::int64_t unplaced = 0;    ///< parts without coordinates; they are kept
};

/// A parametric test of the file.
struct StdfTest {
    std::uint32_t number = 0;
    std::string name;
    std::string unit;
};

struct Stdf {
    bool big_endian = false;
    std::string lot_id;
    std::string part_type;
    std::string program;
    char flat = ' ';           ///< where the flat lies: U, D, L, R; blank: not said
    char x_positive = ' ';     ///< L or R
    char y_positive = ' ';     ///< U or D
    std::int64_t aborted = 0;  ///< parts whose testing ended abnormally (PART_FLG bit 2)
    std::vector<StdfWafer> wafers;
    std::vector<StdfTest> tests;   ///< at most 10,000, in order of appearance
    std::vector<StdfTest> wanted;  ///< the tests asked for; number 0 and no unit where there is none such
    std::vector<std::string> warnings;
};

/// Reads a plain or gzip'd file in one pass. `wanted`: names or numbers of tests whose results are kept.
/// Throws Error(input) with the byte offset for a file that is cut off, damaged, or of another version.
[[nodiscard]] Stdf read_stdf(const std::filesystem::path& path, std::span<const std::string> wanted = {});

}  // namespace waferglow
