// SPDX-License-Identifier: GPL-3.0-or-later
// A regular file opened for reading.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace waferglow {

/// RAII for the descriptor; its size is taken when it is opened. Reading at offsets is thread-safe.
class InputFile {
  public:
    /// Throws Error(input) where `path` is missing, not a regular file, or not readable.
    explicit InputFile(const std::filesystem::path& path);
    ~InputFile();
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::uint64_t size() const { return size_; }

    /// Reads `bytes` bytes at `offset`; returns how many there were (fewer only at the file's end), -1 on a
    /// fault of the disk.
    [[nodiscard]] std::ptrdiff_t read_at(std::uint64_t offset, void* into, std::size_t bytes) const noexcept;

  private:
    std::filesystem::path path_;
    std::uint64_t size_ = 0;
    int descriptor_ = -1;
};

/// `text` for a message: in quotes, as UTF-8, control characters as '?', at most 40 bytes.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace waferglow
