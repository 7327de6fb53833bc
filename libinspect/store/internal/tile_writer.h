// SPDX-License-Identifier: GPL-3.0-or-later
// The writer thread of a scan: takes results of tiles from the workers and appends them to the journal.
#pragma once

#include "libinspect/store/journal.h"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace waferglow {

/// Owns a JournalWriter and the thread that writes to it. The queue is bounded in bytes; a full one holds the
/// producers back. Records taken are written even after a stop: nothing measured is lost. `push` is
/// thread-safe; the rest belongs to the thread that made it.
class TileWriter {
  public:
    /// A record larger than `capacity_bytes` is taken when the queue is empty.
    TileWriter(JournalWriter journal, std::size_t capacity_bytes, std::stop_token stop = {});
    /// Writes what is queued; an error is lost unless `finish` is called before.
    ~TileWriter();
    TileWriter(const TileWriter&) = delete;
    TileWriter& operator=(const TileWriter&) = delete;

    /// Queues a record, waiting for room. Returns false, and takes nothing, where a stop is requested while
    /// it waits. Throws the writer's error once there is one.
    bool push(std::uint32_t tile, std::vector<std::byte> payload);

    /// Writes what is queued, syncs, ends the thread; throws the writer's error. Calling it again does
    /// nothing.
    void finish();

    /// Records that are in the journal by now. Thread-safe.
    [[nodiscard]] std::int64_t written() const;

  private:
    struct Record {
        std::uint32_t tile = 0;
        std::vector<std::byte> payload;
    };

    void run();

    JournalWriter journal_;  // the writer thread's alone while it runs
    const std::size_t capacity_bytes_;
    const std::stop_token stop_;
    mutable std::mutex mutex_;  // guards all that follows
    std::condition_variable_any room_;
    std::condition_variable work_;
    std::deque<Record> queue_;
    std::size_t queued_bytes_ = 0;
    std::int64_t written_ = 0;
    bool closing_ = false;
    std::exception_ptr error_;
    std::thread thread_;
};

}  // namespace waferglow
