// SPDX-License-Identifier: GPL-3.0-or-later
// Whether files are of scans that were each measured: a copy repeats perfectly and flatters the tool.
#pragma once

#include "libinspect/store/ledger.h"

#include <filesystem>
#include <span>

namespace waferglow {

/// Throws Error(usage) naming both where two paths lead to one file, and Error(input) where two files hold
/// the same measurement: in a channel, the light of more than half of the dies that both have measured is the
/// same to the last bit, or more than half of the images are the same, which noise makes impossible in two
/// scans. Reads one layer a file and channel, keeps some 100,000 values of each. Errors of reading.
void require_distinct_scans(std::span<const std::filesystem::path> files, int threads);

/// The first of these: two paths that lead to one file.
void require_distinct_files(std::span<const std::filesystem::path> files);
/// Whether more than half of the images that the shorter of two ledgers knows are in the other one, too: the
/// same scan, measured with whatever settings.
[[nodiscard]] bool same_images(std::span<const LedgerEntry> a, std::span<const LedgerEntry> b);

}  // namespace waferglow
