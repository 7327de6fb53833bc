// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/journal.h"

#include "libinspect/base/error.h"
#include "libinspect/base/internal/folder.h"
#include "libinspect/base/write_cause.h"
#include "libinspect/store/internal/journal_format.h"

#include <array>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace waferglow {

namespace {

Error digest_too_long(const std::filesystem::path& path) {
    return {ErrorKind::usage,
            fmt::format("{}: a job digest has at most {} bytes", path.string(), kMaxDigestBytes)};
}

// Writes all pieces one after the other; 0 or errno.
int write_all(int descriptor, std::span<iovec> pieces) {
    while (!pieces.empty()) {
        const ssize_t put = ::writev(descriptor, pieces.data(), static_cast<int>(pieces.size()));
        if (put < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        auto left = static_cast<std::size_t>(put);
        while (!pieces.empty() && left >= pieces.front().iov_len) {
            left -= pieces.front().iov_len;
            pieces = pieces.subspan(1);
        }
        if (!pieces.empty()) {
            pieces.front().iov_base = static_cast<std::byte*>(pieces.front().iov_base) + left;
            pieces.front().iov_len -= left;
        }
    }
    return 0;
}

iovec piece(std::span<const std::byte> bytes) {
    return {const_cast<std::byte*>(bytes.data()), bytes.size()};  // writev only reads
}

}  // namespace

std::filesystem::path journal_path(const std::filesystem::path& output) {
    std::filesystem::path path = output;
    path += ".journal";
    return path;
}

JournalWriter::JournalWriter(const std::filesystem::path& path, int flags, const JournalOptions& options)
    : path_(path), sync_bytes_(options.sync_bytes) {
    constexpr mode_t kReadableByAll = 0666;  // less the user's umask
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | flags, kReadableByAll);
    if (descriptor_ < 0) fail("can't be opened for writing", errno);
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::close(descriptor_);
        throw Error(ErrorKind::job,
                    fmt::format("{}: another run is writing to it; wait for its end", path.string()));
    }
}

JournalWriter::JournalWriter(JournalWriter&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      bytes_(other.bytes_),
      unsynced_(other.unsynced_),
      sync_bytes_(other.sync_bytes_) {}

JournalWriter::~JournalWriter() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

JournalWriter JournalWriter::create(const std::filesystem::path& path, std::string_view digest,
                                    const JournalOptions& options) {
    if (digest.size() > kMaxDigestBytes) throw digest_too_long(path);
    struct stat existing {};
    if (!options.overwrite && ::stat(path.c_str(), &existing) == 0 && existing.st_size > 0) {
        throw Error(ErrorKind::job,
                    fmt::format("{}: holds the finished tiles of an interrupted run; go on with it "
                                "(--resume), or start anew and lose them (--force)",
                                path.string()));
    }
    JournalWriter writer(path, O_CREAT, options);
    writer.cut_to(0);
    writer.write_header(digest);
    sync_folder(folder_of(path));
    return writer;
}

JournalWriter JournalWriter::resume(const std::filesystem::path& path, std::string_view digest,
                                    const JournalState& state, const JournalOptions& options) {
    if (digest.size() > kMaxDigestBytes) throw digest_too_long(path);
    JournalWriter writer(path, 0, options);
    writer.cut_to(state.valid_bytes);
    if (state.valid_bytes == 0) writer.write_header(digest);  // the run died before its header was whole
    return writer;
}

void JournalWriter::write_header(std::string_view digest) {
    const std::vector<std::byte> header = journal_header(digest);
    std::array pieces{piece(header)};
    const int error = write_all(descriptor_, pieces);
    if (error != 0) fail("writing stopped", error);
    bytes_ = header.size();
    unsynced_ = bytes_;
    sync();
}

void JournalWriter::append(std::uint32_t tile, std::span<const std::byte> payload) {
    const RecordFrame frame = journal_frame(tile, payload);
    std::array pieces{piece(frame.head), piece(payload), piece(frame.tail)};
    const int error = write_all(descriptor_, pieces);
    if (error != 0) {
        static_cast<void>(
            ::ftruncate(descriptor_, static_cast<off_t>(bytes_)));  // a torn record does no harm
        fail("writing stopped", error);
    }
    const std::uint64_t written = frame.head.size() + payload.size() + frame.tail.size();
    bytes_ += written;
    unsynced_ += written;
    if (unsynced_ >= sync_bytes_) sync();
}

void JournalWriter::sync() {
    if (unsynced_ == 0) return;
    if (::fdatasync(descriptor_) != 0) fail("can't be brought to the disk", errno);
    unsynced_ = 0;
}

void JournalWriter::cut_to(std::uint64_t bytes) {
    if (::ftruncate(descriptor_, static_cast<off_t>(bytes)) != 0) fail("can't be cut", errno);
    bytes_ = bytes;
}

void JournalWriter::fail(const char* what, int error) const {
    const char* next = bytes_ == 0 ? "" : ", then go on with --resume: the tiles measured so far are kept";
    throw Error(ErrorKind::job, fmt::format("{}: {} at {} bytes: {}{}", path_.string(), what, bytes_,
                                            write_cause(error), next));
}

}  // namespace waferglow
