// SPDX-License-Identifier: GPL-3.0-or-later
// The truth of a simulated display module as files; see module_files.h.
#pragma once

#include "drivers/simulated/physics/module_recording.h"

#include <filesystem>

namespace waferglow::samples {

void write_module_truth(const simulated::ModuleRecording& recording, const std::filesystem::path& folder);

}  // namespace waferglow::samples
