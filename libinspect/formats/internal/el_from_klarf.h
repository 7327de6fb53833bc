// SPDX-License-Identifier: GPL-3.0-or-later
// A KLARF file as an EL table: dies with a defect are bad, the others of the test plans good.
#pragma once

#include "libinspect/formats/el_source.h"

#include <filesystem>

namespace waferglow {

/// Indices say which dies are meant; positions only say where die (0, 0) lies on `grid`. Where the file's
/// list of defects is in doubt (KlarfWafer::doubt), dies without a defect have no verdict, with a warning.
/// Throws Error(input) for a defect on a die that is not in the test plan of its test, where no die has a
/// verdict for a doubt, and where several wafers are in the file and none is the one asked for.
[[nodiscard]] ElTable el_from_klarf(const std::filesystem::path& path, const DieGrid& grid,
                                    const ElOptions& options);

}  // namespace waferglow
