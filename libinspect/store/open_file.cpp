// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/internal/open_file.h"

#include <cerrno>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace waferglow::hdf5 {
namespace {

constexpr const char* kOpenElsewhere = "is open in another program; close it there";

Error refusal(const std::filesystem::path& path, std::string_view what) {
    return {ErrorKind::input, fmt::format("{}: {}", path.string(), what)};
}

std::string open_cause(int error) {
    switch (error) {
        case ENOENT:
            return "there is no such file";
        case EACCES:
        case EPERM:
            return "may not be read by this user; ask its owner for the right to read it";
        case EMFILE:
        case ENFILE:
            return "can't be opened: too many files are open; close some, or raise the limit (ulimit -n)";
        case ESTALE:
            return "can't be opened: its network folder is gone or was changed on the server; mount it again";
        case EAGAIN:  // what a lock of another gives
            return kOpenElsewhere;
        default:
            return "can't be opened: " + std::generic_category().message(error);
    }
}

/// A file of this process alone, for looking at it before HDF5 does.
class Descriptor {
  public:
    explicit Descriptor(const std::filesystem::path& path)
        : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)), error_(number_ < 0 ? errno : 0) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] int error() const { return error_; }
    /// HDF5 and this program lock what they write to; readers share.
    [[nodiscard]] bool is_locked_by_writer() const {
        return ::flock(number_, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    }

  private:
    int number_;
    int error_;
};

void require_readable(const std::filesystem::path& path) {
    const Descriptor file(path);
    if (file.number() < 0) throw refusal(path, open_cause(file.error()));
    struct stat about {};
    if (::fstat(file.number(), &about) != 0) throw refusal(path, open_cause(errno));
    if (!S_ISREG(about.st_mode))
        throw refusal(path, S_ISDIR(about.st_mode) ? "is not a file but a folder" : "is not a file");
    if (about.st_size == 0) throw refusal(path, "is empty; a wafer file is an HDF5 file");
    if (file.is_locked_by_writer()) throw refusal(path, kOpenElsewhere);
}

/// The errno that HDF5 tells in its reason, 0 where there is none: the system hindered it then, not the
/// content of the file.
int errno_of(const std::string& reason) {
    constexpr std::string_view kMark = "errno = ";
    const std::size_t at = reason.find(kMark);
    int error = 0;
    if (at != std::string::npos)
        std::from_chars(reason.data() + at + kMark.size(), reason.data() + reason.size(), error);
    return error;
}

Error open_failure(const std::filesystem::path& path) {
    const std::string reason = last_reason();
    if (const int error = errno_of(reason); error != 0) return refusal(path, open_cause(error));
    // The mark that a writer leaves in the file until it closes it (HDF5 1.10 and later).
    if (reason.find("already open for") != std::string::npos) {
        return refusal(path,
                       fmt::format("is open for writing in another program, or one that wrote to it died; "
                                   "close it there, or, where none has it open, run 'h5clear -s {}' and "
                                   "then verify",
                                   path.string()));
    }
    return refusal(path, fmt::format("is damaged or truncated: HDF5 can't open it ({})", reason));
}

}  // namespace

File open_file(const std::filesystem::path& path) {
    require_readable(path);
    const std::string name = path.string();
    const htri_t is_hdf5 = H5Fis_hdf5(name.c_str());
    if (is_hdf5 < 0) throw open_failure(path);
    if (is_hdf5 == 0) throw refusal(path, "is not an HDF5 file; a wafer file of WaferGlow is one");
    const PropertyList access(H5Pcreate(H5P_FILE_ACCESS));
    H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG);
    H5Pset_file_locking(access.get(), true, true);  // but where the file system has no locks
    File file(H5Fopen(name.c_str(), H5F_ACC_RDONLY, access.get()));
    if (!file) throw open_failure(path);
    return file;
}

void require_not_open_elsewhere(const std::filesystem::path& path) {
    const Descriptor file(path);
    if (file.number() >= 0 && file.is_locked_by_writer()) throw refusal(path, kOpenElsewhere);
}

}  // namespace waferglow::hdf5
