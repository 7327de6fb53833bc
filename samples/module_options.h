// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-generate for display modules.
#pragma once

#include <string>

namespace waferglow::samples {

/// Reads the options that go with a preset of modules and writes the recording. The exit code.
int generate_module(int argc, char** argv, std::string preset_name);

}  // namespace waferglow::samples
