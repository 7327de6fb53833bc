// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the command line program as a user does, and makes recordings for it.
#pragma once

#include "libinspect/map/die_map.h"

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/types.h>

namespace waferglow::test {

struct Outcome {
    int exit_code = -1;  ///< 128 + signal where it was killed
    std::string out;
    std::string err;
};

/// Runs waferglow-cli with `arguments`. `max_file_bytes` limits every file it writes (0: no limit).
[[nodiscard]] Outcome run_cli(const std::vector<std::string>& arguments, std::uint64_t max_file_bytes = 0);

/// What it printed with --json; fails the test where it did not succeed.
nlohmann::json json_of(const Outcome& outcome);

/// Starts it in the background with its output thrown away; `finish` waits for it.
[[nodiscard]] pid_t start_cli(const std::vector<std::string>& arguments);
[[nodiscard]] int finish(pid_t pid);

/// A folder that is removed with the object.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

/// A recording of some hundred dies in two channels, made anew in `folder`; returns the recording's folder.
std::filesystem::path make_small_recording(const TemporaryFolder& folder);

/// Equal to the last bit, NaN included.
[[nodiscard]] bool same_bytes(const Layer& a, const Layer& b);

/// Replaces the first `from` in a text file by `to`; fails the test where it is not there.
void edit(const std::filesystem::path& file, const std::string& from, const std::string& to);

}  // namespace waferglow::test
