// SPDX-License-Identifier: GPL-3.0-or-later
// The checksum of HDF5's fletcher32 filter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace waferglow {

/// Fletcher's checksum over big-endian 16-bit words w_0 ... w_(n-1), an odd last byte being the high half of
/// a word: low half sum of w_i, high half sum of (n - i) w_i, both modulo 65535 by end-around carry, so that
/// the residue 0 shows as 65535 unless all words are 0 (as H5_checksum_fletcher32 gives it; RFC 1146 has the
/// principle). Thread-safe.
[[nodiscard]] std::uint32_t fletcher32(std::span<const std::byte> bytes);

}  // namespace waferglow
