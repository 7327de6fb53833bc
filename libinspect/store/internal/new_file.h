// SPDX-License-Identifier: GPL-3.0-or-later
// An HDF5 file that appears whole or not at all.
#pragma once

#include "libinspect/base/atomic_file.h"
#include "libinspect/store/internal/file_sink.h"
#include "libinspect/store/internal/hdf5_handle.h"

#include <cstdint>
#include <filesystem>

namespace waferglow::hdf5 {

/// An AtomicFile for HDF5: without `commit` nothing happens to what is at `path`. Confined to the thread that
/// talks to HDF5.
class NewFile {
  public:
    /// `replace`: an existing file may be replaced. `raw_bytes`: size of the content before compression, for
    /// the message when the disk is full. Throws Error(job).
    NewFile(const std::filesystem::path& path, bool replace, std::uint64_t raw_bytes);
    ~NewFile() = default;
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    [[nodiscard]] hid_t id() const { return file_.get(); }
    /// Throws Error(job) where a write has failed: HDF5 itself does not know (see file_sink.h).
    void check() const;
    /// Closes, syncs and renames; all handles of the file become invalid. Throws Error(job).
    void commit();

  private:
    std::filesystem::path path_;
    std::uint64_t raw_bytes_;
    AtomicFile output_;
    FileSink sink_;
    SinkDriver driver_;
    File file_;
};

}  // namespace waferglow::hdf5
