// SPDX-License-Identifier: GPL-3.0-or-later
// Where a station keeps its things, and which tool it drives.
#pragma once

#include <filesystem>

namespace waferglow::station {

struct Workplace {
    std::filesystem::path config_folder{};  ///< users, audit log, workplace.json; empty: nothing is kept
    std::filesystem::path
        recipes_folder{};  ///< what the operator may choose from, besides the built-in recipe
    std::filesystem::path output_folder{};  ///< wafer files of scans
    std::filesystem::path calibration_folder{};
    std::filesystem::path tool_file{};  ///< empty: the simulated tool
};

/// Folders in `config_folder` and `data_folder`, changed by workplace.json where there is one; a damaged one
/// throws Error(input).
[[nodiscard]] Workplace load_workplace(const std::filesystem::path& config_folder,
                                       const std::filesystem::path& data_folder);
/// Writes workplace.json; nothing without a config folder. Throws Error(job).
void store(const Workplace& workplace);

}  // namespace waferglow::station
