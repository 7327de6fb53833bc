// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a scan can start, asked before it does: recipe, output, devices, travel, light, disk.
#pragma once

#include "app/station/alarm.h"
#include "app/station/recipe_shelf.h"
#include "app/tool/open_tool.h"

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace waferglow::station {

/// What is to be scanned. `recipe` holds one.
struct ScanWish {
    ShelfRecipe recipe;
    std::string wafer_id;
    std::filesystem::path tool_file;
    std::filesystem::path output_folder;
    bool again = false;  ///< under another name where there is a scan of that wafer already
};

struct ScanCheck {
    std::vector<Alarm> alarms;  ///< none: it can start
    std::filesystem::path output;
    bool unfinished = false;  ///< `output` was begun and can be resumed
    bool exists = false;      ///< `output` is a finished scan
    std::string plan;         ///< dies, tiles, minutes, memory, disk
    double seconds = 0.0;     ///< estimated
    std::int64_t dies = 0;    ///< of the plan; 0: there is none
    std::int64_t tiles = 0;   ///< likewise
    bool simulated = false;   ///< all devices are
    std::vector<tool::DeviceReport> devices;
};

/// The file of a wafer's scan: characters that file names don't take become '_'.
[[nodiscard]] std::filesystem::path scan_file(const std::filesystem::path& folder,
                                              const std::string& wafer_id);

/// Opens the tool, which makes all devices safe, and closes it: not while somebody else has it. Blocks;
/// throws nothing but what is a bug. `hdf5` is held while a file is looked into.
[[nodiscard]] ScanCheck check_scan(const ScanWish& wish, std::mutex& hdf5);

}  // namespace waferglow::station
