// SPDX-License-Identifier: GPL-3.0-or-later
// A tool file and a recipe for a scan that takes a moment.
#pragma once

#include "tests/cli/run_program.h"

#include <string>

namespace waferglow::test {

/// A small wafer under a small camera; `camera` has further lines of its section.
std::string write_tool(const TemporaryFolder& folder, const std::string& name = "tool.toml",
                       const std::string& camera = {});

/// All dies of that wafer: three channels, spectra of a sample, of suspects and of a named region.
std::string write_scan_recipe(const TemporaryFolder& folder);

}  // namespace waferglow::test
