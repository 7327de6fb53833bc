// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a journal, as journal.h describes them. Internal to this room.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace waferglow {

inline constexpr std::string_view kJournalMagic = "WGJOURN\n";
inline constexpr std::uint32_t kJournalVersion = 1;
inline constexpr std::size_t kMaxDigestBytes = 4096;
inline constexpr std::size_t kFixedHeaderBytes = 16;  // magic, version, digest length
inline constexpr std::uint32_t kRecordMark = 0x4C495457;
inline constexpr std::size_t kRecordHeadBytes = 16;  // mark, tile, payload length
inline constexpr std::size_t kCrcBytes = 4;

/// What stands before and after a payload.
struct RecordFrame {
    std::array<std::byte, kRecordHeadBytes> head;
    std::array<std::byte, kCrcBytes> tail;
};

[[nodiscard]] std::vector<std::byte> journal_header(std::string_view digest);
[[nodiscard]] RecordFrame journal_frame(std::uint32_t tile, std::span<const std::byte> payload);

/// An unsigned little-endian number of all bytes given.
[[nodiscard]] std::uint64_t read_number(std::span<const std::byte> bytes);

}  // namespace waferglow
