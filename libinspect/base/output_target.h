// SPDX-License-Identifier: GPL-3.0-or-later
// Where an output path leads: to a file that may be replaced, or to something that is written to.
#pragma once

#include <filesystem>
#include <optional>
#include <span>

namespace waferglow {

struct OutputTarget {
    /// Behind all symbolic links, so that the links stay. Need not exist.
    std::filesystem::path path;
    /// A pipe, a device or an open descriptor: it is written to and never replaced.
    bool is_stream = false;
    /// The descriptor of this process that /dev/stdout, /dev/fd/N and their like name.
    std::optional<int> descriptor;
    /// A regular file is there.
    bool exists = false;
};

/// Throws Error(job) where `path` is a folder, or a link that can't be followed. Touches nothing.
[[nodiscard]] OutputTarget resolve_output(const std::filesystem::path& path);

/// Throws Error(usage) where `output` is one of the files that the job reads, be it by a link: what is
/// written would take its place. Empty paths are none.
void refuse_as_output(const std::filesystem::path& output, std::span<const std::filesystem::path> inputs);

/// Whether writing to `path` writes to what standard output is.
[[nodiscard]] bool leads_to_standard_output(const std::filesystem::path& path);

}  // namespace waferglow
