// SPDX-License-Identifier: GPL-3.0-or-later
// The report of the file of a wafer or a display module as a file: HTML or PDF by the name's ending.
#pragma once

#include <filesystem>
#include <string>

namespace waferglow {

enum class PaperSize { a4, letter };

/// Throws Error(usage) unless `path` ends in .html, .htm or .pdf; for asking before a long job.
void check_report_name(const std::filesystem::path& path);

/// Reads `wafer_file` (of a wafer or a display module) and writes its report to `path`, whole or not at all;
/// an older file of that name is replaced. The same wafer file gives the same bytes. Errors as of reading the
/// file, and Error(job) where `path` can't be written. To be called from one thread.
void write_report(const std::filesystem::path& wafer_file, const std::filesystem::path& path,
                  PaperSize paper = PaperSize::a4, int threads = 0);

}  // namespace waferglow
