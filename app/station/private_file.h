// SPDX-License-Identifier: GPL-3.0-or-later
// Small files that only their owner may read.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace waferglow::station {

/// Writes beside, syncs and renames: whole or not at all, mode 0600. Makes the folder, mode 0700, where there
/// is none. Throws Error(job).
void write_private_file(const std::filesystem::path& path, const std::string& content);

/// Appends one line, which `make` makes from the last line of the file (empty where there is none), under a
/// lock that keeps other processes out, and syncs. Throws Error(job).
void append_private_line(const std::filesystem::path& path,
                         const std::function<std::string(const std::string& last)>& make);

}  // namespace waferglow::station
