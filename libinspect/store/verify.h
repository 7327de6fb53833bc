// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a wafer file is sound: every byte that matters is read and checked.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace waferglow {

/// One thing that is wrong. `where` is a path inside the file: "/entry/map/pl_rel/data".
struct VerifyFinding {
    enum class Severity { warning, damage };
    Severity severity = Severity::damage;
    std::string where;
    std::string what;
};

/// Reads every array through its fletcher32 checksums and compares its values with their CRC-32, reads every
/// other part, and checks that they agree: sizes with the grid, bins with their table, the ledger with the
/// status. An empty list: nothing is wrong. Throws Error(input) where the file can't be opened at all, is not
/// of this program, or of a newer schema. Memory: one layer. One thread at a time (HDF5).
[[nodiscard]] std::vector<VerifyFinding> verify_wafer_file(const std::filesystem::path& path,
                                                           int threads = 0);

}  // namespace waferglow
