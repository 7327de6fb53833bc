// SPDX-License-Identifier: GPL-3.0-or-later
// An STDF file as an EL table: verdicts, and the tests that a mapping file names.
#pragma once

#include "libinspect/formats/el_source.h"

#include <filesystem>

namespace waferglow {

/// Parts without coordinates are left out. Throws Error(input) where no part was tested, or several wafers
/// are in the file and none is the one asked for.
[[nodiscard]] ElTable el_from_stdf(const std::filesystem::path& path, const ElOptions& options);

}  // namespace waferglow
