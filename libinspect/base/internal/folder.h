// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of a file, and making its list of names durable.
#pragma once

#include <filesystem>

namespace waferglow {

/// The folder that holds `path`; "." for a bare name.
[[nodiscard]] std::filesystem::path folder_of(const std::filesystem::path& path);

/// Makes names given in `folder` survive a power cut. Not every file system can; then nothing happens.
void sync_folder(const std::filesystem::path& folder);

}  // namespace waferglow
