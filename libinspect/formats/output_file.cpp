// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/output_file.h"

#include "libinspect/base/error.h"

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace waferglow {

OutputFile::OutputFile(std::filesystem::path path) : path_(std::move(path)), partial_(path_) {
    partial_ += ".partial";
    constexpr mode_t kReadableByAll = 0666;  // less the user's umask
    descriptor_ = ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kReadableByAll);
    if (descriptor_ < 0) fail("can't be created", errno);
}

OutputFile::~OutputFile() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
        ::unlink(partial_.c_str());
    }
}

void OutputFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t got = ::write(descriptor_, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail("writing stopped", errno);
        written_ += static_cast<std::uint64_t>(got);
        bytes.remove_prefix(static_cast<std::size_t>(got));
    }
}

void OutputFile::commit() {
    const int closed = ::close(std::exchange(descriptor_, -1));
    if (closed == 0 && ::rename(partial_.c_str(), path_.c_str()) == 0) return;
    const int error = errno;
    ::unlink(partial_.c_str());
    fail("can't be finished", error);
}

void OutputFile::fail(const char* what, int error) {
    std::string cause = std::generic_category().message(error);
    if (error == ENOSPC || error == EDQUOT) cause = "the disk is full; make room or write elsewhere";
    if (error == EFBIG) cause = "the file-size limit is reached; raise it (ulimit -f) or write elsewhere";
    throw Error(ErrorKind::job,
                fmt::format("{}: {} after {} bytes: {}", path_.string(), what, written_, cause));
}

}  // namespace waferglow
