// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/atomic_file.h"

#include "libinspect/base/error.h"
#include "libinspect/base/internal/folder.h"
#include "libinspect/base/write_cause.h"

#include <cerrno>
#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace waferglow {
namespace {

constexpr mode_t kReadableByAll = 0666;  // less the user's umask
constexpr mode_t kOwnerOnly = 0600;

/// rename(2) that fails where `to` exists, on file systems that know how; elsewhere a check just before.
int rename_fresh(const std::filesystem::path& from, const std::filesystem::path& to) {
    const int result = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE);
    if (result == 0 || (errno != EINVAL && errno != ENOSYS)) return result;
    if (::access(to.c_str(), F_OK) == 0) {
        errno = EEXIST;
        return -1;
    }
    return ::rename(from.c_str(), to.c_str());
}

bool is_same_file(int descriptor, const std::filesystem::path& path) {
    struct stat open {};
    struct stat named {};
    return ::fstat(descriptor, &open) == 0 && ::lstat(path.c_str(), &named) == 0 &&
           open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path path, const AtomicFileOptions& options)
    : path_(std::move(path)), options_(options), target_(resolve_output(path_)), part_(target_.path) {
    if (target_.is_stream) {
        open_stream();
    } else {
        part_ += ".waferglow-part";
        open_part();
    }
}

AtomicFile::~AtomicFile() {
    if (descriptor_ < 0) return;
    if (!target_.is_stream) ::unlink(part_.c_str());
    ::close(descriptor_);
}

void AtomicFile::open_stream() {
    // A descriptor of this process is shared rather than opened anew: others who write to it go on after us.
    descriptor_ = target_.descriptor ? ::fcntl(*target_.descriptor, F_DUPFD_CLOEXEC, 0)
                                     : ::open(target_.path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (descriptor_ < 0) fail("can't be opened for writing", errno);
}

void AtomicFile::open_part() {
    if (target_.exists && !options_.replace) fail("can't be created", EEXIST);
    if (target_.exists && ::access(target_.path.c_str(), W_OK) != 0) fail("is write-protected", errno);
    const mode_t mode = options_.owner_only ? kOwnerOnly : kReadableByAll;
    do {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = ::open(part_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode);
        if (descriptor_ < 0) fail("can't be created", errno);
    } while (!lock_part());
    // What a killed run left is used again.
    if (::ftruncate(descriptor_, 0) != 0) {
        const int error = errno;
        ::unlink(part_.c_str());
        ::close(std::exchange(descriptor_, -1));
        fail("can't be created", error);
    }
    keep_owner_and_mode();
}

/// Locked before it is emptied: two runs must not write into one another. False where the part has got its
/// name meanwhile: then it is the finished file of another run that is open here.
bool AtomicFile::lock_part() {
    // A file system without locks is no reason to refuse.
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::close(std::exchange(descriptor_, -1));
        throw Error(ErrorKind::job, fmt::format("{}: is being written by another process", path_.string()));
    }
    return is_same_file(descriptor_, part_);
}

void AtomicFile::keep_owner_and_mode() const {
    struct stat old {};
    if (options_.owner_only) {
        static_cast<void>(::fchmod(descriptor_, kOwnerOnly));
    } else if (target_.exists && ::stat(target_.path.c_str(), &old) == 0) {
        // Only root can give a file to others; for everybody else the new file is their own.
        static_cast<void>(::fchown(descriptor_, old.st_uid, old.st_gid));
        static_cast<void>(::fchmod(descriptor_, old.st_mode & 07777U));
    }
}

void AtomicFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t got = ::write(descriptor_, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail("writing stopped", errno);
        written_ += static_cast<std::uint64_t>(got);
        bytes.remove_prefix(static_cast<std::size_t>(got));
    }
}

void AtomicFile::commit() {
    if (!target_.is_stream) return give_name();
    if (::close(std::exchange(descriptor_, -1)) != 0) fail("can't be finished", errno);
}

void AtomicFile::give_name() {
    const bool synced = !options_.durable || ::fsync(descriptor_) == 0 || errno == EINVAL || errno == ENOSYS;
    if (!synced) fail("can't be brought to the disk", errno);
    // Whoever reads the file from its first moment on must not take it for one that is being written.
    if (::flock(descriptor_, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        fail("can't be finished", errno);
    const int renamed =
        options_.replace ? ::rename(part_.c_str(), target_.path.c_str()) : rename_fresh(part_, target_.path);
    if (renamed != 0) fail("can't be finished", errno);
    ::close(std::exchange(descriptor_, -1));
    if (options_.durable) sync_folder(folder_of(target_.path));
}

void AtomicFile::fail(const char* what, int error) const {
    if (error == EEXIST) {
        throw Error(ErrorKind::job,
                    fmt::format("{}: exists already; use --force to replace it, or write to another file",
                                path_.string()));
    }
    const std::string place = written_ == 0 ? "" : fmt::format(" after {} bytes", written_);
    const std::string name = target_.descriptor == STDOUT_FILENO ? "standard output" : path_.string();
    throw Error(ErrorKind::job, fmt::format("{}: {}{}: {}", name, what, place, write_cause(error)));
}

}  // namespace waferglow
