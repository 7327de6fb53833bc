// SPDX-License-Identifier: GPL-3.0-or-later
// The file below a new HDF5 file, and the HDF5 driver that writes to it.
//
// HDF5 1.10 can't close a file whose writes fail: the handle stays open and the process crashes at its exit.
// So a fault of the disk is remembered here while HDF5 is told that all is well; it can close in peace, and
// the caller asks `check` before it believes that anything was written.
#pragma once

#include "libinspect/store/internal/hdf5_handle.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <vector>

namespace waferglow::hdf5 {

/// An open file that is written and read at offsets; the first failed write is kept, and from then on writes
/// go to memory. Must outlive the HDF5 file made on it. Confined to one thread.
class FileSink {
  public:
    /// `descriptor` is that of an empty file, open for reading and writing; it stays the caller's. `path`
    /// names it in messages.
    FileSink(int descriptor, std::filesystem::path path);
    ~FileSink() = default;
    FileSink(const FileSink&) = delete;
    FileSink& operator=(const FileSink&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// errno of the first failed write, 0 where there was none.
    [[nodiscard]] int error() const { return error_; }
    [[nodiscard]] std::uint64_t end() const { return end_; }

    /// Bytes to `offset`; faults are remembered.
    void write(std::uint64_t offset, std::span<const std::byte> bytes);
    /// Bytes from `offset`, zeros beyond the end of the file; false on a fault.
    [[nodiscard]] bool read(std::uint64_t offset, std::span<std::byte> bytes) const;
    void truncate(std::uint64_t size);

  private:
    void start_writeback();

    std::filesystem::path path_;
    int descriptor_;
    int error_ = 0;
    std::uint64_t end_ = 0;                                 // of what was written
    std::uint64_t written_back_ = 0;                        // up to here the disk is at work already
    std::map<std::uint64_t, std::vector<std::byte>> lost_;  // what could not be written, by offset
};

/// The driver for one FileSink, registered with HDF5 while it lives.
class SinkDriver {
  public:
    explicit SinkDriver(FileSink& sink);
    ~SinkDriver();
    SinkDriver(const SinkDriver&) = delete;
    SinkDriver& operator=(const SinkDriver&) = delete;

    /// Makes `access_list` open files on the sink.
    void apply(hid_t access_list) const;

  private:
    FileSink* sink_;
    hid_t driver_;
};

}  // namespace waferglow::hdf5
