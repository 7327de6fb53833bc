// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/internal/file_sink.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace waferglow::hdf5 {

namespace {

constexpr std::uint64_t kWritebackBytes = std::uint64_t{64} << 20U;

}  // namespace

FileSink::FileSink(int descriptor, std::filesystem::path path)
    : path_(std::move(path)), descriptor_(descriptor) {}

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

}  // namespace waferglow::hdf5
