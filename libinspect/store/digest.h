// SPDX-License-Identifier: GPL-3.0-or-later
// Digests of content: CRC-32 against damage, SHA-256 to name what a result was made from.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace waferglow {

/// CRC-32 of zip and PNG (polynomial 0x04C11DB7, reflected).
[[nodiscard]] std::uint32_t crc32_of(std::span<const std::byte> bytes, std::uint32_t before = 0);

/// SHA-256 (FIPS 180-4) of bytes given in pieces. Confined to one thread.
class Sha256 {
  public:
    void add(std::span<const std::byte> bytes);
    void add(std::string_view text) { add(std::as_bytes(std::span(text))); }
    /// The digest of all that was added, 64 hexadecimal digits; further calls of `add` go on.
    [[nodiscard]] std::string hex() const;

  private:
    static constexpr std::size_t kBlock = 64;
    void compress(const std::byte* block);

    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::byte, kBlock> pending_{};
    std::uint64_t length_ = 0;  // bytes added
};

/// SHA-256 of `bytes` in hexadecimal.
[[nodiscard]] std::string sha256_hex(std::span<const std::byte> bytes);

}  // namespace waferglow
