// SPDX-License-Identifier: GPL-3.0-or-later
// The HDF5 file of an inspected display module: what was measured of it and what was judged.
//
// As a wafer file (wafer_file.h), with these parts in place of wafer, map, bins and findings:
//   /entry                   definition waferglow-module
//     module                 id, grid/, x[col], y[row], sub_pixels/ (a table), panel_rows, panel_cols
//     patterns               a table: name, lights (names), gray, gray_max, exposure; one a channel
//     registration           pose, k1, keystone, residual, blur, stitch_rms; panels/, notes
//     map/<channel>_<sub-pixel>    NXdata: data[row, col] float32, counts above dark; NaN: not measured
//     noise/<channel>_<sub-pixel>  one sigma, likewise; saturated/...: 1 where the camera was; where any is
//     bins/<sub-pixel>       NXdata: data[row, col] uint8; classes/: what the codes mean
//     lines, seams, mura     tables; mura/field: smooth light of all colours joined, mean 1
//     demura/<sub-pixel>     NXdata: gains in linear light at full gray; <sub-pixel>_g<gray>: at that gray
#pragma once

#include "libinspect/module/module_light.h"
#include "libinspect/module_quality/module_quality.h"
#include "libinspect/store/wafer_content.h"
#include "libinspect/store/wafer_file.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace waferglow {

enum class StoredObject : std::uint8_t { wafer, module };

/// Of what a file is. Throws Error(input) where it is no file of this program.
[[nodiscard]] StoredObject stored_object(const std::filesystem::path& path);

struct ModuleFile {
    module::ModuleLight light{};
    CameraInfo camera{};
    std::string recipe_toml{};
    std::vector<ToolSetting> tool{};
    std::vector<CalibrationEntry> calibration{};
    std::vector<LedgerEntry> ledger{};
    std::vector<LogEntry> log{};
    FileStatus status = FileStatus::incomplete;
    std::string program_version{};
};

/// Throws as write_wafer_file. `quality`: what was judged of file.light.
void write_module_file(const std::filesystem::path& path, const ModuleFile& file,
                       const module::ModuleQuality& quality, const WriteOptions& options = {});

struct ModuleReadOptions {
    bool light = true;               ///< the planes
    bool calibration_images = true;  ///< pixels of dark and flat frame
    int threads = 0;
};
/// Throws as read_wafer_file. What was judged follows from the light and the recipe, by module::judge.
[[nodiscard]] ModuleFile read_module_file(const std::filesystem::path& path,
                                          const ModuleReadOptions& options = {});

}  // namespace waferglow
