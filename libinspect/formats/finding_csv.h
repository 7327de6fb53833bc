// SPDX-License-Identifier: GPL-3.0-or-later
// Findings of one kind as CSV: the columns of the wafer file, one line a finding.
#pragma once

#include "libinspect/finding/finding_kinds.h"

#include <filesystem>

namespace waferglow {

/// Numbers are the shortest text that reads back as the same; empty: not known. The file appears whole or not
/// at all. Throws Error(job) where it can't be written.
void write_finding_csv(const std::filesystem::path& path, const FindingList& list, const DieGrid& grid);

}  // namespace waferglow
