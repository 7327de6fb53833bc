// SPDX-License-Identifier: GPL-3.0-or-later
// One chunk of an HDF5 dataset through the filters shuffle, deflate and fletcher32, outside of the library.
//
// The result is what HDF5's own pipeline reads, bit for bit its format: a zlib stream of the shuffled bytes,
// then the fletcher32 checksum in little-endian order. Made outside, chunks are compressed on all cores.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

struct libdeflate_compressor;
struct libdeflate_decompressor;

namespace waferglow {

inline constexpr std::size_t kBatchChunks = 64;   ///< on their way between file and memory at once
inline constexpr std::size_t kChunksPerTask = 4;  ///< for which one coder is made

/// What the bytes of an element are like.
enum class ChunkContent {
    noisy,  ///< measured numbers: low bytes that are pure noise are stored, the rest is deflated
    plain,  ///< all is deflated
};

/// Compresses chunks. Reuses its memory; one object a thread.
class ChunkEncoder {
  public:
    /// `level`: deflate effort 1 to 12; 0 stores.
    explicit ChunkEncoder(int level);
    ~ChunkEncoder();
    ChunkEncoder(const ChunkEncoder&) = delete;
    ChunkEncoder& operator=(const ChunkEncoder&) = delete;

    /// Encodes `raw` into the beginning of `out`, which only ever grows; returns how many bytes it took.
    [[nodiscard]] std::size_t encode(std::span<const std::byte> raw, std::size_t element_size,
                                     ChunkContent content, std::vector<std::byte>& out);

  private:
    libdeflate_compressor* compressor_;
    int level_;
    std::vector<std::byte> shuffled_;
};

/// Decompresses chunks. Reuses its memory; one object a thread.
class ChunkDecoder {
  public:
    ChunkDecoder();
    ~ChunkDecoder();
    ChunkDecoder(const ChunkDecoder&) = delete;
    ChunkDecoder& operator=(const ChunkDecoder&) = delete;

    /// Decodes into `raw`, which has the size of a chunk. An empty string, or what is wrong with the bytes.
    [[nodiscard]] const char* decode(std::span<const std::byte> stored, std::size_t element_size,
                                     std::span<std::byte> raw);

  private:
    libdeflate_decompressor* decompressor_;
    std::vector<std::byte> shuffled_;
};

/// The most bytes that `raw_bytes` can become, for checking a size before memory is taken for it.
[[nodiscard]] std::size_t max_encoded_bytes(std::size_t raw_bytes);

}  // namespace waferglow
