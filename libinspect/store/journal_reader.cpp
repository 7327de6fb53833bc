// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "libinspect/store/digest.h"
#include "libinspect/store/internal/journal_format.h"
#include "libinspect/store/journal.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace waferglow {

namespace {

void put_number(std::span<std::byte> into, std::uint64_t value) {
    for (std::size_t i = 0; i < into.size(); ++i) into[i] = static_cast<std::byte>(value >> (8 * i));
}

/// Reads a journal from its beginning. RAII for the descriptor.
class JournalFile {
  public:
    explicit JournalFile(const std::filesystem::path& path) : path_(path) {
        descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor_ < 0) throw error(std::generic_category().message(errno));
        struct stat status {};
        if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
            ::close(descriptor_);
            throw error("is not a file");
        }
        size_ = static_cast<std::uint64_t>(status.st_size);
    }
    ~JournalFile() { ::close(descriptor_); }
    JournalFile(const JournalFile&) = delete;
    JournalFile& operator=(const JournalFile&) = delete;

    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] std::uint64_t left() const { return size_ - at_; }

    /// Fills `into`; false where the file ends before.
    bool read(std::span<std::byte> into) {
        while (!into.empty()) {
            const ssize_t got = ::read(descriptor_, into.data(), into.size());
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) throw error(std::generic_category().message(errno));
            if (got == 0) return false;
            at_ += static_cast<std::uint64_t>(got);
            into = into.subspan(static_cast<std::size_t>(got));
        }
        return true;
    }

    [[nodiscard]] Error error(const std::string& what, ErrorKind kind = ErrorKind::input) const {
        return {kind, fmt::format("{}: {}", path_.string(), what)};
    }

  private:
    std::filesystem::path path_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
    std::uint64_t at_ = 0;
};

Error damaged_header(const JournalFile& file) {
    return file.error("has a damaged header; start anew (--force)");
}

// Checks the header; its length, or 0 where the run died before it was whole.
std::size_t read_header(JournalFile& file, std::string_view digest) {
    const std::vector<std::byte> wanted = journal_header(digest);
    std::vector<std::byte> fixed(std::min<std::uint64_t>(kFixedHeaderBytes, file.size()));
    if (fixed.empty() || !file.read(fixed)) return 0;
    const std::size_t magic = std::min(fixed.size(), kJournalMagic.size());
    if (std::memcmp(fixed.data(), kJournalMagic.data(), magic) != 0)
        throw file.error("is not a journal of WaferGlow");
    if (fixed.size() < kFixedHeaderBytes) return 0;
    const std::uint64_t version = read_number(std::span(fixed).subspan(8, 4));
    if (version != kJournalVersion) {
        throw file.error(
            fmt::format("is a journal of version {}, this program knows version {}; resume with the "
                        "program that wrote it, or start anew (--force)",
                        version, kJournalVersion));
    }
    const std::uint64_t length = read_number(std::span(fixed).subspan(12, 4));
    if (length == digest.size() && file.size() < wanted.size()) return 0;
    if (length > kMaxDigestBytes) throw damaged_header(file);
    std::vector<std::byte> rest(length + kCrcBytes);
    if (!file.read(rest)) throw damaged_header(file);
    const auto stored_digest = std::span(rest).first(length);
    const std::uint32_t crc = crc32_of(stored_digest, crc32_of(fixed));
    if (crc != read_number(std::span(rest).subspan(length))) throw damaged_header(file);
    if (!std::ranges::equal(stored_digest, std::as_bytes(std::span(digest)))) {
        throw file.error(
            "belongs to another job: the recording, the recipe, the layers or the version of the program "
            "have "
            "changed since. Resume with the same ones, or start anew (--force)",
            ErrorKind::job);
    }
    return wanted.size();
}

// The next record into `payload`; false where it is torn or damaged.
bool read_record(JournalFile& file, std::uint32_t& tile, std::vector<std::byte>& payload) {
    std::array<std::byte, kRecordHeadBytes> head{};
    if (!file.read(head)) return false;
    if (read_number(std::span(head).first(4)) != kRecordMark) return false;
    tile = static_cast<std::uint32_t>(read_number(std::span(head).subspan(4, 4)));
    const std::uint64_t length = read_number(std::span(head).subspan(8, 8));
    if (file.left() < kCrcBytes || length > file.left() - kCrcBytes) return false;
    payload.resize(length);
    std::array<std::byte, kCrcBytes> tail{};
    if (!file.read(payload) || !file.read(tail)) return false;
    return crc32_of(payload, crc32_of(head)) == read_number(tail);
}

}  // namespace

std::uint64_t read_number(std::span<const std::byte> bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
    return value;
}

std::vector<std::byte> journal_header(std::string_view digest) {
    std::vector<std::byte> header(kFixedHeaderBytes + digest.size() + kCrcBytes);
    const std::span<std::byte> all(header);
    std::memcpy(header.data(), kJournalMagic.data(), kJournalMagic.size());
    put_number(all.subspan(8, 4), kJournalVersion);
    put_number(all.subspan(12, 4), digest.size());
    std::ranges::copy(std::as_bytes(std::span(digest)), header.begin() + kFixedHeaderBytes);
    put_number(all.last(kCrcBytes), crc32_of(all.first(all.size() - kCrcBytes)));
    return header;
}

RecordFrame journal_frame(std::uint32_t tile, std::span<const std::byte> payload) {
    RecordFrame frame{};
    const std::span<std::byte> head(frame.head);
    put_number(head.first(4), kRecordMark);
    put_number(head.subspan(4, 4), tile);
    put_number(head.subspan(8, 8), payload.size());
    put_number(frame.tail, crc32_of(payload, crc32_of(frame.head)));
    return frame;
}

JournalState read_journal(const std::filesystem::path& path, std::string_view digest,
                          const JournalCallback& on_record) {
    JournalFile file(path);
    JournalState state;
    state.valid_bytes = read_header(file, digest);
    std::uint32_t tile = 0;
    std::vector<std::byte> payload;
    while (state.valid_bytes > 0 && file.left() > 0 && read_record(file, tile, payload)) {
        state.valid_bytes += kRecordHeadBytes + payload.size() + kCrcBytes;
        ++state.records;
        on_record(tile, payload);
    }
    state.cut_bytes = file.size() - state.valid_bytes;
    if (state.cut_bytes > 0) {
        state.note =
            fmt::format("{}: {} bytes after {} sound tiles are torn or damaged and will be measured again",
                        path.string(), state.cut_bytes, state.records);
    }
    return state;
}

}  // namespace waferglow
