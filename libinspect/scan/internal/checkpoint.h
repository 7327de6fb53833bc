// SPDX-License-Identifier: GPL-3.0-or-later
// A scan's journal as the scan needs it: what an earlier run left, and where this one's tiles go.
#pragma once

#include "libinspect/scan/tile_record.h"
#include "libinspect/scan/tile_source.h"
#include "libinspect/store/internal/tile_writer.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace waferglow {

/// Owns the journal beside an output file. `add` is thread-safe; the rest belongs to the thread that made it.
class Checkpoint {
  public:
    /// Opens the journal of `output`; `digest` tells the job (job_digest). With `resume`, takes over the
    /// tiles of an earlier run of the same job where there is one. Throws Error(job) where there is one of
    /// another job, or one and `resume` was not asked for (unless `force`: then it is thrown away).
    Checkpoint(const std::filesystem::path& output, const std::string& digest, const ScanJob& job,
               bool resume, bool force, const std::stop_token& stop);

    /// Tiles of earlier runs, the last record of each; until `finish`, which frees their memory.
    [[nodiscard]] const std::vector<TileRecord>& done() const { return done_; }
    /// What had to be cut off a damaged journal, for people; empty: nothing.
    [[nodiscard]] const std::string& note() const { return note_; }

    /// Queues a finished tile; false where a stop was requested while waiting.
    bool add(const TileRecord& record);
    /// Whether the journal holds no tile, of this run or an earlier one.
    [[nodiscard]] bool empty() const { return empty_; }
    /// Waits until everything added is on disk; throws the writer's error.
    void finish();
    /// Removes the journal: the wafer file holds everything.
    void remove();

  private:
    std::filesystem::path path_;
    std::vector<TileRecord> done_;
    std::string note_;
    std::atomic<bool> empty_ = true;
    std::unique_ptr<TileWriter> writer_;
};

}  // namespace waferglow
