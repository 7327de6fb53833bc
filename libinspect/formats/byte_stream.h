// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a file in order, unpacked on the way where the file is gzip. What a file is packed with is
// seen in its first bytes, never in its name. All packed input goes through here: what a file unpacks to is
// not known before it is unpacked, so memory is set aside by what came out of it, never by its packed size.
#pragma once

#include "libinspect/formats/input_file.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
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

    /// Fills `into` with the next bytes; returns how many there were, fewer than it holds only at the end.
    /// Throws Error(input) for a fault of the disk; for gzip data that is damaged, cut off or followed by
    /// something else (with the offset in the file); and beyond `most_bytes`.
    std::size_t read(std::span<char> into);

    [[nodiscard]] const std::filesystem::path& path() const { return file_.path(); }
    [[nodiscard]] bool packed() const { return inflater_ != nullptr; }
    /// A size for the buffer of one who reads to the end: the whole of a small plain file and one byte, by
    /// which the end is seen; between 4 KiB and `most`.
    [[nodiscard]] std::size_t block_size(std::size_t most) const;
    /// Unpacked bytes read so far.
    [[nodiscard]] std::uint64_t position() const { return position_; }

  private:
    struct Inflater;
    std::size_t read_file(std::span<char> into);
    std::size_t inflate_some(std::span<char> into);
    void refill();
    void end_member();

    InputFile file_;
    std::uint64_t most_bytes_;
    std::uint64_t file_offset_ = 0;
    std::uint64_t position_ = 0;
    std::unique_ptr<Inflater> inflater_;
};

/// All of a file, unpacked. Throws Error(input) where it is longer than `most_bytes`.
[[nodiscard]] std::string read_bytes(const std::filesystem::path& path,
                                     std::uint64_t most_bytes = kMostTextBytes);

/// All of a text file as UTF-8; a byte-order mark is taken off, and bytes that are no UTF-8 are taken as
/// Windows-1252 (`to_utf8`). Throws Error(input) for what is no text, with what it seems to be.
[[nodiscard]] std::string read_text(const std::filesystem::path& path,
                                    std::uint64_t most_bytes = kMostTextBytes);

/// The first bytes of a file, unpacked, at most `bytes`: enough to see what it is. What lies behind them is
/// neither read nor checked.
[[nodiscard]] std::string read_beginning(const std::filesystem::path& path, std::size_t bytes);

}  // namespace waferglow
