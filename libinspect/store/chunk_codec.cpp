// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/internal/chunk_codec.h"

#include "libinspect/store/internal/byte_shuffle.h"
#include "libinspect/store/internal/fletcher32.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <new>

#include <libdeflate.h>

namespace waferglow {

namespace {

constexpr std::size_t kZlibHeader = 2;
constexpr std::size_t kAdlerBytes = 4;
constexpr std::size_t kFletcherBytes = 4;
constexpr std::size_t kStoredHeader = 5;
constexpr std::size_t kStoredMax = 65535;  // bytes of one stored deflate block (RFC 1951, 3.2.4)

// Whether deflate could gain on a plane of bytes of measured numbers, from a sample: the chance that two
// bytes are equal is 1/256 in pure noise. Where it is less than 1.25/256, Huffman codes save under 4 % and
// matches of three bytes are rare. Integer arithmetic: the same answer on every machine.
bool worth_deflating(std::span<const std::byte> plane) {
    constexpr std::size_t kPieces = 32;
    constexpr std::size_t kPieceBytes = 256;
    constexpr std::size_t kSampleBytes = kPieces * kPieceBytes;
    std::array<std::uint64_t, 256> count{};
    std::uint64_t sampled = 0;
    const bool whole = plane.size() <= kSampleBytes;
    const std::size_t pieces = whole ? 1 : kPieces;
    const std::size_t piece_bytes = whole ? plane.size() : kPieceBytes;
    for (std::size_t piece = 0; piece < pieces; ++piece) {
        const std::size_t begin = piece * (plane.size() / pieces);
        for (const std::byte b : plane.subspan(begin, piece_bytes)) ++count[std::to_integer<std::size_t>(b)];
        sampled += piece_bytes;
    }
    std::uint64_t equal_pairs = 0;
    for (const std::uint64_t n : count) equal_pairs += n * (n - (n > 0 ? 1 : 0));
    return sampled < 2 || 4 * 256 * equal_pairs >= 5 * sampled * (sampled - 1);
}

std::size_t stored_blocks(std::size_t bytes) {
    return (bytes + kStoredMax - 1) / kStoredMax;
}

// Appends stored deflate blocks; each starts and ends on a byte. `last` ends the stream.
std::byte* put_stored(std::span<const std::byte> bytes, bool last, std::byte* out) {
    if (bytes.empty() && last) {
        constexpr std::array<unsigned char, kStoredHeader> kEmptyBlock{1, 0, 0, 0xff, 0xff};
        std::memcpy(out, kEmptyBlock.data(), kStoredHeader);
        return out + kStoredHeader;
    }
    while (!bytes.empty()) {
        const std::size_t length = std::min(bytes.size(), kStoredMax);
        const bool final_block = last && length == bytes.size();
        const std::array<std::byte, kStoredHeader> header{
            static_cast<std::byte>(final_block ? 1 : 0), static_cast<std::byte>(length),
            static_cast<std::byte>(length >> 8U), static_cast<std::byte>(~length),
            static_cast<std::byte>(~length >> 8U)};
        std::memcpy(out, header.data(), kStoredHeader);
        std::memcpy(out + kStoredHeader, bytes.data(), length);
        out += kStoredHeader + length;
        bytes = bytes.subspan(length);
    }
    return out;
}

std::uint32_t little_endian(const std::byte* bytes) {
    std::uint32_t value = 0;
    for (unsigned i = 0; i < 4; ++i) value |= std::to_integer<std::uint32_t>(bytes[i]) << 8U * i;
    return value;
}

}  // namespace

std::size_t max_encoded_bytes(std::size_t raw_bytes) {
    // Twice what stored blocks need: other writers may deflate noise badly.
    return 2 * raw_bytes + kStoredHeader * (stored_blocks(raw_bytes) + 1) + 64;
}

ChunkEncoder::ChunkEncoder(int level)
    : compressor_(level > 0 ? libdeflate_alloc_compressor(level) : nullptr), level_(level) {
    if (level > 0 && compressor_ == nullptr) throw std::bad_alloc();
}

ChunkEncoder::~ChunkEncoder() {
    libdeflate_free_compressor(compressor_);
}

std::size_t ChunkEncoder::encode(std::span<const std::byte> raw, std::size_t element_size,
                                 ChunkContent content, std::vector<std::byte>& out) {
    shuffled_.resize(raw.size());
    shuffle_bytes(raw, element_size, shuffled_);
    const std::span<const std::byte> all(shuffled_);
    const std::size_t plane = raw.size() / element_size;

    // Little-endian numbers have their noise in the first planes; those become stored blocks, which end on a
    // byte, so that one deflate stream of the rest can follow.
    std::size_t stored = level_ == 0 ? raw.size() : 0;
    if (level_ > 0 && content == ChunkContent::noisy) {
        while (stored + plane <= raw.size() && plane > 0 && !worth_deflating(all.subspan(stored, plane))) {
            stored += plane;
        }
    }
    const std::span<const std::byte> rest = all.subspan(stored);
    const std::size_t rest_bound =
        rest.empty() ? kStoredHeader : libdeflate_deflate_compress_bound(compressor_, rest.size());
    const std::size_t bound = kZlibHeader + stored + kStoredHeader * stored_blocks(stored) + rest_bound +
                              kAdlerBytes + kFletcherBytes;
    if (out.size() < bound) out.resize(bound);

    out[0] = std::byte{0x78};  // deflate, window of 32 KiB (RFC 1950)
    out[1] = std::byte{0x01};  // fastest; makes the header a multiple of 31
    std::byte* at = put_stored(all.first(stored), rest.empty(), out.data() + kZlibHeader);
    if (!rest.empty()) {
        at += libdeflate_deflate_compress(compressor_, rest.data(), rest.size(), at, rest_bound);
    }
    const std::uint32_t adler = libdeflate_adler32(1, all.data(), all.size());
    for (unsigned i = 0; i < 4; ++i) *at++ = static_cast<std::byte>(adler >> (24U - 8U * i));
    const auto stream = static_cast<std::size_t>(at - out.data());
    const std::uint32_t checksum = fletcher32(std::span(out).first(stream));
    for (unsigned i = 0; i < 4; ++i) *at++ = static_cast<std::byte>(checksum >> (8U * i));
    return stream + kFletcherBytes;
}

ChunkDecoder::ChunkDecoder() : decompressor_(libdeflate_alloc_decompressor()) {
    if (decompressor_ == nullptr) throw std::bad_alloc();
}

ChunkDecoder::~ChunkDecoder() {
    libdeflate_free_decompressor(decompressor_);
}

const char* ChunkDecoder::decode(std::span<const std::byte> stored, std::size_t element_size,
                                 std::span<std::byte> raw) {
    if (stored.size() < kFletcherBytes) return "a chunk is too short";
    const auto stream = stored.first(stored.size() - kFletcherBytes);
    if (fletcher32(stream) != little_endian(stored.data() + stream.size())) {
        return "a chunk's fletcher32 checksum does not match";
    }
    shuffled_.resize(raw.size());
    std::size_t got = 0;
    const libdeflate_result result = libdeflate_zlib_decompress(decompressor_, stream.data(), stream.size(),
                                                                shuffled_.data(), shuffled_.size(), &got);
    if (result != LIBDEFLATE_SUCCESS || got != raw.size()) return "a chunk can't be decompressed";
    unshuffle_bytes(shuffled_, element_size, raw);
    return "";
}

}  // namespace waferglow
