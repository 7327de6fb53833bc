// SPDX-License-Identifier: GPL-3.0-or-later
// What verbs do where they are given a display module in place of a wafer.
#pragma once

#include "app/cli/verb.h"
#include "libinspect/recipe/recipe.h"
#include "libinspect/scan/inspect.h"

#include <filesystem>
#include <string>
#include <vector>

namespace waferglow::cli {

/// Whether the file exists and is of a module; whatever else is wrong with it is for the verb itself.
[[nodiscard]] bool is_module_file(const std::filesystem::path& path);

[[nodiscard]] VerbResult inspect_module_recording(const Recording& recording, const Recipe& recipe,
                                                  const InspectOptions& options, bool quiet);
[[nodiscard]] VerbResult analyse_module(const std::string& file, const std::string& recipe,
                                        const VerbContext& context);
[[nodiscard]] VerbResult module_info(const std::string& file, const VerbContext& context);
/// `format`: csv, faults, demura, png or e142; klarf and sinf are refused.
[[nodiscard]] VerbResult export_module(const std::string& file, const std::string& format,
                                       const std::string& output, const std::string& layer, int width_px,
                                       const VerbContext& context);

[[nodiscard]] VerbResult gauge_modules(const std::vector<std::filesystem::path>& files,
                                       const VerbContext& context);

}  // namespace waferglow::cli
