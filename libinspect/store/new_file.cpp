// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/new_file.h"

#include "libinspect/store/folder.h"
#include "libinspect/store/wafer_file.h"

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace waferglow {

namespace {

Error exists_error(const std::filesystem::path& path) {
    return {ErrorKind::job,
            fmt::format("{}: exists already; use --force to replace it, or write to another file",
                        path.string())};
}

}  // namespace

void check_output(const std::filesystem::path& path, bool force) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        throw Error(ErrorKind::job, fmt::format("{}: is a folder; name a file in it", path.string()));
    }
    if (std::filesystem::exists(path, ignored) && !force) throw exists_error(path);
    const std::filesystem::path folder = folder_of(path);
    if (!std::filesystem::is_directory(folder, ignored)) {
        throw Error(ErrorKind::job, fmt::format("{}: the folder {} does not exist; make it first",
                                                path.string(), folder.string()));
    }
    if (::access(folder.c_str(), W_OK) != 0) {
        throw Error(ErrorKind::job, fmt::format("{}: the folder {} can't be written to: {}", path.string(),
                                                folder.string(), std::generic_category().message(errno)));
    }
}

namespace hdf5 {

namespace {

std::filesystem::path part_of(const std::filesystem::path& path) {
    std::filesystem::path part = path;
    part += ".part";
    return part;
}

// The file behind a symbolic link, so that the link itself stays.
std::filesystem::path resolve(const std::filesystem::path& path) {
    std::error_code failed;
    const std::filesystem::path target = std::filesystem::canonical(path, failed);
    return failed ? path : target;
}

File create(const FileSink& sink, const SinkDriver& driver) {
    const std::string name = sink.path().string();
    const PropertyList access(H5Pcreate(H5P_FILE_ACCESS));
    const PropertyList creation(H5Pcreate(H5P_FILE_CREATE));
    driver.apply(access.get());
    // Version 1.10 of the format has checksums on all metadata. Times would make equal files differ.
    H5Pset_libver_bounds(access.get(), H5F_LIBVER_V110, H5F_LIBVER_V110);
    H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG);
    H5Pset_obj_track_times(creation.get(), false);
    File file(H5Fcreate(name.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()));
    if (!file) throw failure(ErrorKind::job, name, "can't be created");
    return file;
}

// rename(2) that fails where `to` exists, on file systems that know how; elsewhere a check just before.
int rename_fresh(const std::filesystem::path& from, const std::filesystem::path& to) {
    const int result = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE);
    if (result == 0 || (errno != EINVAL && errno != ENOSYS)) return result;
    if (::access(to.c_str(), F_OK) == 0) {
        errno = EEXIST;
        return -1;
    }
    return ::rename(from.c_str(), to.c_str());
}

}  // namespace

NewFile::NewFile(const std::filesystem::path& path, bool replace, std::uint64_t raw_bytes)
    : path_(resolve(path)),
      replace_(replace),
      raw_bytes_(raw_bytes),
      sink_((check_output(path_, replace), part_of(path_))),
      driver_(sink_) {
    try {
        file_ = create(sink_, driver_);
    } catch (...) {
        ::unlink(sink_.path().c_str());
        throw;
    }
}

NewFile::~NewFile() {
    if (!committed_) ::unlink(sink_.path().c_str());
}

void NewFile::check() const {
    const int error = sink_.error();
    if (error == 0) return;
    std::string cause = std::generic_category().message(error);
    if (error == ENOSPC || error == EDQUOT)
        cause = "the disk is full; free space or write elsewhere, then run again";
    if (error == EFBIG)
        cause = "the file-size limit is reached; raise it (ulimit -f) or write elsewhere, then run again";
    throw Error(
        ErrorKind::job,
        fmt::format(
            "{}: writing stopped at {} bytes of at most {} needed: {}. Nothing at that path was changed",
            path_.string(), sink_.end(), raw_bytes_, cause));
}

void NewFile::commit() {
    if (file_.reset() < 0) throw failure(ErrorKind::job, path_.string(), "can't be finished");
    sink_.sync();
    check();
    const int renamed =
        replace_ ? ::rename(sink_.path().c_str(), path_.c_str()) : rename_fresh(sink_.path(), path_);
    if (renamed != 0) {
        if (errno == EEXIST) throw exists_error(path_);
        throw Error(ErrorKind::job, fmt::format("{}: can't get its name: {}", path_.string(),
                                                std::generic_category().message(errno)));
    }
    committed_ = true;
    sync_folder(folder_of(path_));
}

}  // namespace hdf5
}  // namespace waferglow
