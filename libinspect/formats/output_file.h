// SPDX-License-Identifier: GPL-3.0-or-later
// A file that appears whole or not at all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace waferglow {

/// Writes to "<path>.partial" and renames it in `commit`; without `commit` the destructor removes it. Faults
/// are Error(job) that names the file and the cause, a full disk and a file-size limit in words of their own.
/// (A process that does not ignore SIGXFSZ is killed by the latter.) Confined to one thread.
class OutputFile {
  public:
    explicit OutputFile(std::filesystem::path path);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    void write(std::string_view bytes);
    /// Closes the file and gives it its name; an older file of that name is replaced.
    void commit();

  private:
    [[noreturn]] void fail(const char* what, int error);

    std::filesystem::path path_;
    std::filesystem::path partial_;
    std::uint64_t written_ = 0;
    int descriptor_ = -1;
};

}  // namespace waferglow
