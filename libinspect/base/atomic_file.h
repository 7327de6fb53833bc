// SPDX-License-Identifier: GPL-3.0-or-later
// A file that appears whole or not at all: the one way in which this program writes files that hold measured
// data or settings.
#pragma once

#include "libinspect/base/output_target.h"

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace waferglow {

struct AtomicFileOptions {
    bool replace = true;      ///< a file of that name may be replaced
    bool durable = true;      ///< `commit` waits for the disk; false for what can be made again at any time
    bool owner_only = false;  ///< mode 0600; else that of the file replaced, or what the umask leaves of 0666
};

/// Writes "<path>.waferglow-part" and gives it its name in `commit`: write, fsync, rename, fsync of the
/// folder. Whatever fails before that leaves the file that was there as it was, and the destructor removes
/// the part. A symbolic link stays, its target is replaced. A pipe, a device and /dev/stdout are written to
/// directly and never replaced.
///
/// Faults are Error(job) that names the file and the cause: an existing file without `replace`, a
/// write-protected one, a folder, another process that writes the same file, a full disk. (A process that
/// does not ignore SIGXFSZ is killed at a file-size limit.) Confined to one thread.
class AtomicFile {
  public:
    explicit AtomicFile(std::filesystem::path path, const AtomicFileOptions& options = {});
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::string_view bytes);
    void commit();

    /// For those who write at offsets; open for reading and writing unless `target().is_stream`.
    [[nodiscard]] int descriptor() const { return descriptor_; }
    [[nodiscard]] const OutputTarget& target() const { return target_; }

  private:
    void open_stream();
    void open_part();
    [[nodiscard]] bool lock_part();
    void keep_owner_and_mode() const;
    void give_name();
    [[noreturn]] void fail(const char* what, int error) const;

    std::filesystem::path path_;  // as given, for messages
    AtomicFileOptions options_;
    OutputTarget target_;
    std::filesystem::path part_;
    std::uint64_t written_ = 0;
    int descriptor_ = -1;
};

}  // namespace waferglow
