// SPDX-License-Identifier: GPL-3.0-or-later
// The crash journal of a scan: an append-only file of checksummed records beside the output.
//
// An HDF5 file does not survive a kill in mid-write; this does. The results of each finished tile are
// appended to "<output>.journal" and count as written from then on; after the last tile the wafer file is
// written and the journal removed. Little-endian:
//   header  "WGJOURN\n", u32 version, u32 digest length, digest, u32 CRC-32 of all before
//   record  u32 0x4C495457 ("WTIL"), u32 tile, u64 payload length, payload, u32 CRC-32 of all before
// Appended bytes survive the death of the process at once, and a power cut from the next sync on. A record
// that is torn or damaged, and all that follows it, is cut off on resume: those tiles are measured again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace waferglow {

/// "<output>.journal".
[[nodiscard]] std::filesystem::path journal_path(const std::filesystem::path& output);

/// What `read_journal` found.
struct JournalState {
    std::int64_t records = 0;
    std::uint64_t valid_bytes = 0;  ///< header and sound records
    std::uint64_t cut_bytes = 0;    ///< torn or damaged tail that resuming cuts off
    std::string note;               ///< for people where cut_bytes > 0, else empty
};

/// Takes one record; the payload is valid during the call only.
using JournalCallback = std::function<void(std::uint32_t tile, std::span<const std::byte> payload)>;

/// Calls `on_record` for every sound record in the order of writing. The same tile may occur twice; the last
/// counts. `digest` is that of the job (any text up to 4096 bytes). Throws Error(job) where the journal is of
/// another job, Error(input) where it is missing, no journal, or of a newer version. Memory: one record.
JournalState read_journal(const std::filesystem::path& path, std::string_view digest,
                          const JournalCallback& on_record);

struct JournalOptions {
    std::uint64_t sync_bytes = std::uint64_t{64} << 20U;  ///< sync to disk after so many bytes appended
    bool overwrite = false;                               ///< `create` replaces the journal of an older run
};

/// Appends records. Confined to one thread at a time; movable. The file is locked against a second writer.
class JournalWriter {
  public:
    /// Starts a journal. Throws Error(job) where one exists (its tiles would be lost) unless `overwrite`.
    [[nodiscard]] static JournalWriter create(const std::filesystem::path& path, std::string_view digest,
                                              const JournalOptions& options = {});
    /// Goes on after the sound records that `read_journal` found; the rest is cut off.
    [[nodiscard]] static JournalWriter resume(const std::filesystem::path& path, std::string_view digest,
                                              const JournalState& state, const JournalOptions& options = {});
    ~JournalWriter();
    JournalWriter(JournalWriter&& other) noexcept;
    JournalWriter& operator=(JournalWriter&&) = delete;
    JournalWriter(const JournalWriter&) = delete;
    JournalWriter& operator=(const JournalWriter&) = delete;

    /// Throws Error(job) where it can't be written, for a full disk with what to do; the journal is then cut
    /// back to the records before, which stay good.
    void append(std::uint32_t tile, std::span<const std::byte> payload);
    /// Waits until all records are on the disk.
    void sync();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

  private:
    JournalWriter(const std::filesystem::path& path, int flags, const JournalOptions& options);
    void write_header(std::string_view digest);
    void cut_to(std::uint64_t bytes);
    [[noreturn]] void fail(const char* what, int error) const;

    std::filesystem::path path_;
    int descriptor_ = -1;
    std::uint64_t bytes_ = 0;     // length of the sound journal
    std::uint64_t unsynced_ = 0;  // of them not known to be on the disk
    std::uint64_t sync_bytes_ = 0;
};

}  // namespace waferglow
