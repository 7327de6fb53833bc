// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/internal/new_file.h"

#include "libinspect/base/internal/folder.h"
#include "libinspect/base/write_cause.h"
#include "libinspect/store/internal/open_file.h"
#include "libinspect/store/wafer_file.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace waferglow {
namespace {

/// An HDF5 file, or an empty one: a tile of a recording, an EL table or a recipe is no output of old.
bool may_be_replaced(const std::filesystem::path& path) {
    constexpr std::string_view kSignature = "\x89HDF\r\n\x1a\n";
    std::array<char, kSignature.size()> begin{};
    std::ifstream file(path, std::ios::binary);
    file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    return file.gcount() == 0 || std::string_view(begin.data(), begin.size()) == kSignature;
}

}  // namespace

void check_output(const std::filesystem::path& path, bool force) {
    const OutputTarget target = resolve_output(path);
    const auto fail = [&path](const std::string& what) {
        throw Error(ErrorKind::job, fmt::format("{}: {}", path.string(), what));
    };
    if (target.is_stream) fail("is a pipe or a device; a wafer file must be a file of its own");
    if (target.exists && !force) fail("exists already; use --force to replace it, or write to another file");
    if (target.exists && !may_be_replaced(target.path))
        fail("is no wafer file, and only these are replaced; write to another file, or delete it first");
    std::error_code ignored;
    const std::filesystem::path folder = folder_of(target.path);
    if (!std::filesystem::is_directory(folder, ignored))
        fail(fmt::format("the folder {} does not exist; make it first", folder.string()));
    if (::access(folder.c_str(), W_OK) != 0)
        fail(fmt::format("the folder {} can't be written to: {}", folder.string(), write_cause(errno)));
    if (target.exists && ::access(target.path.c_str(), W_OK) != 0)
        fail(fmt::format("is write-protected: {}", write_cause(errno)));
    if (target.exists) hdf5::require_not_open_elsewhere(target.path);
}

namespace hdf5 {

namespace {

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

}  // namespace

NewFile::NewFile(const std::filesystem::path& path, bool replace, std::uint64_t raw_bytes)
    : path_((check_output(path, replace), path)),
      raw_bytes_(raw_bytes),
      output_(path, {.replace = replace}),
      sink_(output_.descriptor(), path),
      driver_(sink_),
      file_(create(sink_, driver_)) {}

void NewFile::check() const {
    const int error = sink_.error();
    if (error == 0) return;
    throw Error(ErrorKind::job, fmt::format("{}: writing stopped at {} bytes of at most {} needed: {}, or "
                                            "write elsewhere. Nothing at that path was changed",
                                            path_.string(), sink_.end(), raw_bytes_, write_cause(error)));
}

void NewFile::commit() {
    if (file_.reset() < 0) throw failure(ErrorKind::job, path_.string(), "can't be finished");
    check();
    output_.commit();
}

}  // namespace hdf5
}  // namespace waferglow
