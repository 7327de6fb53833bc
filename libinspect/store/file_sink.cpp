// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/file_sink.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

namespace waferglow::hdf5 {

namespace {

constexpr std::uint64_t kWritebackBytes = std::uint64_t{64} << 20U;

}  // namespace

FileSink::FileSink(std::filesystem::path path) : path_(std::move(path)) {
    constexpr mode_t kReadableByAll = 0666;  // less the user's umask
    descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kReadableByAll);
    if (descriptor_ < 0) {
        throw Error(ErrorKind::job, fmt::format("{}: can't be created: {}", path_.string(),
                                                std::generic_category().message(errno)));
    }
    // Locked before it is emptied: two runs must not write into one another. A file system without locks is
    // no reason to refuse.
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::close(descriptor_);
        throw Error(ErrorKind::job, fmt::format("{}: is being written by another process", path_.string()));
    }
    if (::ftruncate(descriptor_, 0) != 0) error_ = errno;
}

FileSink::~FileSink() {
    ::close(descriptor_);
}

void FileSink::write(std::uint64_t offset, std::span<const std::byte> bytes) {
    std::uint64_t at = offset;
    std::span<const std::byte> rest = bytes;
    while (error_ == 0 && !rest.empty()) {
        const ssize_t put = ::pwrite(descriptor_, rest.data(), rest.size(), static_cast<off_t>(at));
        if (put < 0) {
            if (errno != EINTR) error_ = errno;
            continue;
        }
        at += static_cast<std::uint64_t>(put);
        rest = rest.subspan(static_cast<std::size_t>(put));
    }
    if (error_ != 0) lost_[offset].assign(bytes.begin(), bytes.end());
    end_ = std::max(end_, offset + bytes.size());
    start_writeback();
}

// The disk works while we compress, instead of all at once in `sync`.
void FileSink::start_writeback() {
    if (end_ < written_back_ + kWritebackBytes) return;
    ::sync_file_range(descriptor_, static_cast<off_t>(written_back_),
                      static_cast<off_t>(end_ - written_back_), SYNC_FILE_RANGE_WRITE);
    written_back_ = end_;
}

bool FileSink::read(std::uint64_t offset, std::span<std::byte> bytes) const {
    std::size_t got = 0;
    while (got < bytes.size()) {
        const ssize_t step =
            ::pread(descriptor_, bytes.data() + got, bytes.size() - got, static_cast<off_t>(offset + got));
        if (step < 0 && errno == EINTR) continue;
        if (step < 0) return false;
        if (step == 0) break;
        got += static_cast<std::size_t>(step);
    }
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(got), bytes.end(), std::byte{0});
    for (const auto& [lost_at, lost] : lost_) {
        const std::uint64_t begin = std::max(offset, lost_at);
        const std::uint64_t end = std::min(offset + bytes.size(), lost_at + lost.size());
        if (begin < end)
            std::memcpy(bytes.data() + (begin - offset), lost.data() + (begin - lost_at), end - begin);
    }
    return true;
}

void FileSink::truncate(std::uint64_t size) {
    if (error_ == 0 && ::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) error_ = errno;
    end_ = size;
}

void FileSink::sync() {
    if (error_ == 0 && ::fsync(descriptor_) != 0) error_ = errno;
}

}  // namespace waferglow::hdf5
