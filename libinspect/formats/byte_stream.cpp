// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/byte_stream.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>
#include <zlib.h>

namespace waferglow {
namespace {

constexpr std::size_t kPackedBytes = 1U << 16U;

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& what) {
    throw Error(ErrorKind::input, fmt::format("{}: {}", path.string(), what));
}

std::string size_text(std::uint64_t bytes) {
    return bytes >> 20U != 0 ? fmt::format("{} MiB", bytes >> 20U) : fmt::format("{} bytes", bytes);
}

}  // namespace

/// zlib's state and the packed bytes it works on.
struct ByteStream::Inflater {
    Inflater() : packed(kPackedBytes) {
        constexpr int kGzipOnly = 16 + MAX_WBITS;
        if (inflateInit2(&state, kGzipOnly) != Z_OK) throw std::bad_alloc();
    }
    ~Inflater() { inflateEnd(&state); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    z_stream state{};
    std::vector<unsigned char> packed;
    bool ended = false;  // behind the last member
};

ByteStream::ByteStream(const std::filesystem::path& path, std::uint64_t most_bytes)
    : file_(path), most_bytes_(most_bytes) {
    std::array<unsigned char, 3> magic{};
    const std::ptrdiff_t got = file_.read_at(0, magic.data(), magic.size());
    if (got == 3 && magic[0] == 0x1F && magic[1] == 0x8B && magic[2] == 8) {
        inflater_ = std::make_unique<Inflater>();
    }
}

ByteStream::~ByteStream() = default;

std::size_t ByteStream::expected_size() const {
    constexpr std::uint64_t kUsualRatio = 8;
    return static_cast<std::size_t>(
        std::min(most_bytes_, packed() ? kUsualRatio * file_.size() : file_.size()));
}

std::size_t ByteStream::read(void* into, std::size_t bytes) {
    auto* const to = static_cast<char*>(into);
    std::size_t done = 0;
    while (done < bytes) {
        const std::size_t got =
            inflater_ ? inflate_some(to + done, bytes - done) : read_file(to + done, bytes - done);
        if (got == 0) break;
        done += got;
        position_ += got;
        if (position_ > most_bytes_) {
            fail(path(), fmt::format("{} than {}, more than such a file may hold; {}",
                                     inflater_ ? "unpacks to more" : "is longer", size_text(most_bytes_),
                                     inflater_ ? "is it a decompression bomb?" : "is it the right file?"));
        }
    }
    return done;
}

std::size_t ByteStream::read_file(void* into, std::size_t bytes) {
    const std::ptrdiff_t got = file_.read_at(file_offset_, into, bytes);
    if (got < 0) fail(path(), fmt::format("can't be read at byte {}; check the disk", file_offset_));
    file_offset_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
}

std::size_t ByteStream::inflate_some(char* into, std::size_t bytes) {
    z_stream& state = inflater_->state;
    constexpr std::size_t kMost = 1U << 30U;  // zlib counts in 32 bits
    const auto wanted = static_cast<uInt>(std::min(bytes, kMost));
    state.next_out = reinterpret_cast<Bytef*>(into);
    state.avail_out = wanted;
    while (state.avail_out == wanted && !inflater_->ended) {
        if (state.avail_in == 0) {
            const std::size_t got = read_file(inflater_->packed.data(), inflater_->packed.size());
            if (got == 0)
                fail(path(),
                     fmt::format("its gzip data is cut off at byte {}; copy the file anew", file_offset_));
            state.next_in = inflater_->packed.data();
            state.avail_in = static_cast<uInt>(got);
        }
        const int code = inflate(&state, Z_NO_FLUSH);
        if (code != Z_OK && code != Z_STREAM_END) {
            fail(path(), fmt::format("its gzip data is damaged near byte {} ({}); copy the file anew",
                                     file_offset_ - state.avail_in,
                                     state.msg != nullptr ? state.msg : "no progress"));
        }
        if (code != Z_STREAM_END) continue;
        // A gzip file may have several members one behind the other; zero bytes may pad its end.
        if (state.avail_in == 0) {
            const std::size_t got = read_file(inflater_->packed.data(), inflater_->packed.size());
            state.next_in = inflater_->packed.data();
            state.avail_in = static_cast<uInt>(got);
        }
        inflater_->ended = state.avail_in == 0 || *state.next_in != 0x1F;
        if (!inflater_->ended) inflateReset(&state);
    }
    return wanted - state.avail_out;
}

std::string read_bytes(const std::filesystem::path& path, std::uint64_t most_bytes) {
    ByteStream stream(path, most_bytes);
    std::string bytes;
    // One byte more than expected, so that the end is seen without another block.
    const std::size_t block = std::clamp<std::size_t>(stream.expected_size() + 1, 4096, 1U << 26U);
    for (std::size_t got = block; got == block;) {
        const std::size_t kept = bytes.size();
        if (bytes.capacity() < kept + block) bytes.reserve(std::max(2 * bytes.capacity(), kept + block));
        bytes.resize(kept + block);
        got = stream.read(bytes.data() + kept, block);
        bytes.resize(kept + got);
    }
    return bytes;
}

std::string read_text(const std::filesystem::path& path, std::uint64_t most_bytes) {
    std::string text = read_bytes(path, most_bytes);
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        fail(path, "is UTF-16 text; save it as UTF-8");
    }
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    if (const std::size_t zero = text.find('\0'); zero != std::string::npos) {
        fail(path,
             fmt::format("is no text: byte {} is zero (UTF-16 without its mark, or a damaged file?)", zero));
    }
    return text;
}

std::string read_beginning(const std::filesystem::path& path, std::size_t bytes) {
    ByteStream stream(path);
    std::string text(std::min(bytes, std::max<std::size_t>(stream.expected_size(), 4096)), '\0');
    text.resize(stream.read(text.data(), bytes));
    return text;
}

}  // namespace waferglow
