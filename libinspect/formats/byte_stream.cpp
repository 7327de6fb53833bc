// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/byte_stream.h"

#include "libinspect/base/error.h"
#include "libinspect/base/internal/utf8.h"
#include "libinspect/formats/internal/content_kind.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>
#include <zlib.h>

namespace waferglow {
namespace {

constexpr std::size_t kPackedBytes = 1U << 16U;
constexpr std::string_view kGzipMember = "\x1F\x8B\x08";  // magic number and method, RFC 1952

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& what) {
    throw Error(ErrorKind::input, fmt::format("{}: {}", path.string(), what));
}

std::string size_text(std::uint64_t bytes) {
    return bytes >> 20U != 0 ? fmt::format("{} MiB", bytes >> 20U) : fmt::format("{} bytes", bytes);
}

/// Where the address sanitizer watches, it sees that all of a buffer may be written: it does not look into
/// zlib, which would overrun one that is smaller than said without a word.
void show_to_sanitizer([[maybe_unused]] std::span<char> buffer) {
#if defined(__SANITIZE_ADDRESS__)
    std::ranges::fill(buffer, '\0');
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    std::ranges::fill(buffer, '\0');
#endif
#endif
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
    std::vector<char> packed;
    bool between_members = false;
    bool ended = false;
};

ByteStream::ByteStream(const std::filesystem::path& path, std::uint64_t most_bytes)
    : file_(path), most_bytes_(most_bytes) {
    std::array<char, 3> magic{};
    const std::ptrdiff_t got = file_.read_at(0, magic.data(), magic.size());
    if (got == 3 && std::string_view(magic.data(), magic.size()) == kGzipMember) {
        inflater_ = std::make_unique<Inflater>();
    }
}

ByteStream::~ByteStream() = default;

std::size_t ByteStream::block_size(std::size_t most) const {
    constexpr std::size_t kLeast = 4096;
    if (packed()) return std::clamp(kPackedBytes, kLeast, most);
    return static_cast<std::size_t>(std::clamp<std::uint64_t>(file_.size() + 1, kLeast, most));
}

std::size_t ByteStream::read(std::span<char> into) {
    show_to_sanitizer(into);
    std::size_t done = 0;
    while (done < into.size()) {
        const std::span<char> rest = into.subspan(done);
        const std::size_t got = inflater_ ? inflate_some(rest) : read_file(rest);
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

std::size_t ByteStream::read_file(std::span<char> into) {
    const std::ptrdiff_t got = file_.read_at(file_offset_, into.data(), into.size());
    if (got < 0) fail(path(), fmt::format("can't be read at byte {}; check the disk", file_offset_));
    file_offset_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
}

/// The next packed bytes, where zlib has used up those before.
void ByteStream::refill() {
    z_stream& state = inflater_->state;
    if (state.avail_in != 0) return;
    const std::size_t got = read_file(inflater_->packed);
    state.next_in = reinterpret_cast<Bytef*>(inflater_->packed.data());
    state.avail_in = static_cast<uInt>(got);
}

/// Some bytes, at least one but at the end. zlib is never told of more room than `into` has.
std::size_t ByteStream::inflate_some(std::span<char> into) {
    z_stream& state = inflater_->state;
    constexpr std::size_t kMost = 1U << 30U;  // zlib counts in 32 bits
    const auto room = static_cast<uInt>(std::min(into.size(), kMost));
    state.next_out = reinterpret_cast<Bytef*>(into.data());
    state.avail_out = room;
    while (state.avail_out == room) {
        if (inflater_->between_members) end_member();
        if (inflater_->ended) break;
        refill();
        if (state.avail_in == 0)
            fail(path(),
                 fmt::format("its gzip data is cut off at byte {}; copy the file anew", file_offset_));
        const int code = inflate(&state, Z_NO_FLUSH);
        if (code != Z_OK && code != Z_STREAM_END) {
            fail(path(), fmt::format("its gzip data is damaged near byte {} ({}); copy the file anew",
                                     file_offset_ - state.avail_in,
                                     state.msg != nullptr ? state.msg : "no progress"));
        }
        inflater_->between_members = code == Z_STREAM_END;
    }
    return room - state.avail_out;
}

/// A gzip file may have several members one behind the other; zero bytes may pad their ends (RFC 1952 knows
/// them not, tapes and block devices leave them). Anything else was not packed: to leave it out would lose
/// what somebody added.
void ByteStream::end_member() {
    z_stream& state = inflater_->state;
    for (refill(); state.avail_in != 0 && *state.next_in == 0; refill()) {
        ++state.next_in;
        --state.avail_in;
    }
    inflater_->between_members = false;
    inflater_->ended = state.avail_in == 0;
    if (inflater_->ended) return;
    if (*state.next_in != static_cast<unsigned char>(kGzipMember.front())) {
        fail(path(), fmt::format("from byte {} on it holds something that is not gzip; pack it anew in one "
                                 "piece, or cut off what was added",
                                 file_offset_ - state.avail_in));
    }
    inflateReset(&state);
}

std::string read_bytes(const std::filesystem::path& path, std::uint64_t most_bytes) {
    constexpr std::size_t kMostAtOnce = 1U << 26U;
    ByteStream stream(path, most_bytes);
    std::string bytes;
    std::size_t block = stream.packed() ? kPackedBytes : stream.block_size(kMostAtOnce);
    for (std::size_t got = block; got == block;) {
        const std::size_t kept = bytes.size();
        if (kept != 0) block = std::min(kept, kMostAtOnce);  // what came out says what to make room for
        bytes.resize(kept + block);
        got = stream.read(std::span(bytes).subspan(kept));
        bytes.resize(kept + got);
    }
    return bytes;
}

std::string read_text(const std::filesystem::path& path, std::uint64_t most_bytes) {
    std::string text = read_bytes(path, most_bytes);
    constexpr std::size_t kEnough = 1U << 16U;
    if (const std::string kind = what_is_no_text(std::string_view(text).substr(0, kEnough)); !kind.empty())
        fail(path, fmt::format("is no text: it seems to be {}", kind));
    if (const std::size_t zero = text.find('\0'); zero != std::string::npos)
        fail(path, fmt::format("is no text: byte {} is zero; is the file damaged?", zero));
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    return to_utf8(std::move(text));
}

std::string read_beginning(const std::filesystem::path& path, std::size_t bytes) {
    ByteStream stream(path);
    std::string text(bytes, '\0');
    text.resize(stream.read(text));
    return text;
}

}  // namespace waferglow
