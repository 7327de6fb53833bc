// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/internal/tile_writer.h"

#include <stdexcept>
#include <utility>

namespace waferglow {

TileWriter::TileWriter(JournalWriter journal, std::size_t capacity_bytes, std::stop_token stop)
    : journal_(std::move(journal)),
      capacity_bytes_(capacity_bytes),
      stop_(std::move(stop)),
      thread_([this] { run(); }) {}

TileWriter::~TileWriter() {
    try {
        finish();
    } catch (...) {  // NOLINT(bugprone-empty-catch): who wants the error calls finish
    }
}

bool TileWriter::push(std::uint32_t tile, std::vector<std::byte> payload) {
    std::unique_lock lock(mutex_);
    const std::size_t bytes = payload.size();
    const auto has_room = [&] {
        return error_ || queue_.empty() || queued_bytes_ + bytes <= capacity_bytes_;
    };
    const bool taken = room_.wait(lock, stop_, has_room);
    if (error_) std::rethrow_exception(error_);
    if (closing_) throw std::logic_error("a tile was pushed to a writer that has finished");
    if (!taken) return false;
    queued_bytes_ += bytes;
    queue_.push_back({tile, std::move(payload)});
    work_.notify_one();
    return true;
}

void TileWriter::finish() {
    {
        const std::lock_guard lock(mutex_);
        if (!thread_.joinable()) return;
        closing_ = true;
    }
    work_.notify_one();
    thread_.join();
    if (error_) std::rethrow_exception(error_);
}

std::int64_t TileWriter::written() const {
    const std::lock_guard lock(mutex_);
    return written_;
}

void TileWriter::run() {
    try {
        std::unique_lock lock(mutex_);
        while (true) {
            work_.wait(lock, [this] { return closing_ || !queue_.empty(); });
            if (queue_.empty()) break;
            // Stays in the queue, and counts there, until it is written; producers only add behind it.
            const Record& record = queue_.front();
            lock.unlock();
            journal_.append(record.tile, record.payload);
            lock.lock();
            queued_bytes_ -= record.payload.size();
            queue_.pop_front();
            ++written_;
            room_.notify_all();
        }
        lock.unlock();
        journal_.sync();
    } catch (...) {
        const std::lock_guard lock(mutex_);
        error_ = std::current_exception();
        room_.notify_all();
    }
}

}  // namespace waferglow
