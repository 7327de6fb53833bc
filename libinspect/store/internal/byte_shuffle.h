// SPDX-License-Identifier: GPL-3.0-or-later
// HDF5's shuffle filter: byte k of every element side by side, so that deflate meets like with like.
#pragma once

#include <cstddef>
#include <span>

namespace waferglow {

/// out[k * n + i] = in[i * size + k] for n = in.size() / element_size elements; bytes beyond the last whole
/// element are copied. Sizes of `in` and `out` must agree. Thread-safe.
void shuffle_bytes(std::span<const std::byte> in, std::size_t element_size, std::span<std::byte> out);

/// The inverse of `shuffle_bytes`.
void unshuffle_bytes(std::span<const std::byte> in, std::size_t element_size, std::span<std::byte> out);

}  // namespace waferglow
