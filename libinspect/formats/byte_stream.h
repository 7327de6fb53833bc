// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a file in order, unpacked on the way where the file is gzip. What a file is packed with is
// seen in its first bytes, never in its name.
#pragma once

#include "libinspect/formats/input_file.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace waferglow {

/// Most bytes that a packed file may unpack to while it is read in order: a bomb is refused, not obeyed.
inline constexpr std::uint64_t kMostUnpackedBytes = std::uint64_t{16} << 30U;
/// Most bytes of a file that is read whole (wafer maps): 10^8 dies in the widest text of them.
inline constexpr std::uint64_t kMostTextBytes = std::uint64_t{1} << 30U;

/// Confined to one thread.
class ByteStream {
  public:
    /// Throws Error(input) where the file can't be opened.
    explicit ByteStream(const std::filesystem::path& path, std::uint64_t most_bytes = kMostUnpackedBytes);
    ~ByteStream();
    ByteStream(const ByteStream&) = delete;
    ByteStream& operator=(const ByteStream&) = delete;

    /// The next bytes, fewer than asked for only at the end. Throws Error(input) for a fault of the disk, for
    /// damaged or cut-off gzip (with the offset in the file), and beyond `most_bytes`.
    std::size_t read(void* into, std::size_t bytes);

    [[nodiscard]] const std::filesystem::path& path() const { return file_.path(); }
    [[nodiscard]] bool packed() const { return inflater_ != nullptr; }
    /// About how many bytes there will be: exact for a plain file, a guess for a packed one.
    [[nodiscard]] std::size_t expected_size() const;
    /// Unpacked bytes read so far.
    [[nodiscard]] std::uint64_t position() const { return position_; }

  private:
    struct Inflater;
    std::size_t read_file(void* into, std::size_t bytes);
    std::size_t inflate_some(char* into, std::size_t bytes);

    InputFile file_;
    std::uint64_t most_bytes_;
    std::uint64_t file_offset_ = 0;
    std::uint64_t position_ = 0;
    std::unique_ptr<Inflater> inflater_;
};

/// All of a file, unpacked. Throws Error(input) where it is longer than `most_bytes`.
[[nodiscard]] std::string read_bytes(const std::filesystem::path& path,
                                     std::uint64_t most_bytes = kMostTextBytes);

/// All of a text file in UTF-8 or another encoding that has ASCII in it; a byte-order mark is taken off.
/// Throws Error(input) for UTF-16 and for zero bytes (no text).
[[nodiscard]] std::string read_text(const std::filesystem::path& path,
                                    std::uint64_t most_bytes = kMostTextBytes);

/// The first bytes of a file, unpacked, at most `bytes`: enough to see what it is.
[[nodiscard]] std::string read_beginning(const std::filesystem::path& path, std::size_t bytes);

}  // namespace waferglow
