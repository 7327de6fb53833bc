// SPDX-License-Identifier: GPL-3.0-or-later
// Whether files are of scans that were each measured: a copy repeats perfectly and flatters the tool.
#pragma once

#include <filesystem>
#include <span>

namespace waferglow {

/// Throws Error(usage) naming both where two paths lead to one file, and Error(input) where two files hold
/// the same measurement: in a channel, the light of more than half of the dies that both have measured is the
/// same to the last bit, or more than half of the images are the same, which noise makes impossible in two
/// scans. Reads one layer a file and channel, keeps some 100,000 values of each. Errors of reading.
void require_distinct_scans(std::span<const std::filesystem::path> files, int threads);

}  // namespace waferglow
