// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/checkpoint.h"

#include "libinspect/base/error.h"
#include "libinspect/map/measures.h"
#include "libinspect/store/journal.h"

#include <map>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kQueueBytes = std::size_t{64} << 20U;

void check_record(const TileRecord& record, const ScanJob& job, const std::filesystem::path& path) {
    const DieRect& rect = record.rect;
    const bool inside = rect.empty() || (rect.row_begin >= 0 && rect.row_end <= job.grid.rows &&
                                         rect.col_begin >= 0 && rect.col_end <= job.grid.cols);
    if (record.tile >= job.tiles.size() || !inside) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: holds a tile that the job does not have; start again with --force",
                                path.string()));
    }
    const Channel& channel = job.channels[static_cast<std::size_t>(job.tiles[record.tile].channel)];
    const std::size_t planes = planes_of(channel).size();
    if (record.values.size() != planes) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: holds {} numbers a die of channel '{}' where {} are measured; start "
                                "again with --force",
                                path.string(), record.values.size(), channel.name, planes));
    }
}

TileRecord decode(std::span<const std::byte> payload, const std::filesystem::path& path) {
    try {
        return decode_tile_record(payload);
    } catch (const Error& error) {
        throw Error(error.kind(), fmt::format("{}: {}", path.string(), error.what()));
    }
}

}  // namespace

Checkpoint::Checkpoint(const std::filesystem::path& output, const std::string& digest, const ScanJob& job,
                       bool resume, bool force, const std::stop_token& stop)
    : path_(journal_path(output)) {
    const bool exists = std::filesystem::exists(path_);
    if (exists && !resume && !force) {
        throw Error(ErrorKind::job,
                    fmt::format("{}: an interrupted run left its results here; go on with --resume, or start "
                                "again with --force",
                                path_.string()));
    }
    if (exists && resume) {
        std::map<std::uint32_t, TileRecord> records;
        const JournalState state =
            read_journal(path_, digest, [&](std::uint32_t tile, std::span<const std::byte> payload) {
                TileRecord record = decode(payload, path_);
                check_record(record, job, path_);
                records.insert_or_assign(tile, std::move(record));
            });
        for (auto& [tile, record] : records) done_.push_back(std::move(record));
        note_ = state.note;
        empty_ = done_.empty();
        writer_ =
            std::make_unique<TileWriter>(JournalWriter::resume(path_, digest, state), kQueueBytes, stop);
    } else {
        writer_ = std::make_unique<TileWriter>(
            JournalWriter::create(path_, digest, {.overwrite = force || resume}), kQueueBytes, stop);
    }
}

bool Checkpoint::add(const TileRecord& record) {
    empty_ = false;
    return writer_->push(record.tile, encode_tile_record(record));
}

void Checkpoint::finish() {
    writer_->finish();
    std::vector<TileRecord>().swap(done_);
}

void Checkpoint::remove() {
    writer_.reset();
    std::filesystem::remove(path_);
}

}  // namespace waferglow
