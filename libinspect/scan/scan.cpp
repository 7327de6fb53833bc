// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/scan.h"

#include "libinspect/base/error.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/scan/channel_pass.h"
#include "libinspect/scan/position_index.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

#include <fmt/format.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

namespace waferglow {
namespace {

ShiftSource shift_source_of(RegistrationSource source) {
    switch (source) {
        case RegistrationSource::own:
            return ShiftSource::own;
        case RegistrationSource::borrowed:
            return ShiftSource::borrowed;
        case RegistrationSource::predicted:
            return ShiftSource::predicted;
    }
    return ShiftSource::none;
}

/// The state of one scan while it runs. Tiles of a pass write different ledger entries, registrations and
/// cells; counters are atomic; only the progress listener needs the lock.
class Scan {
  public:
    Scan(TileSource& source, const RecordSink& sink, const ScanOptions& options)
        : source_(source), job_(source.job()), sink_(sink), options_(options) {
        result_.map = DieMap(job_.wafer, job_.grid);
        add_channel_layers(result_.map, job_.channels);
        registrations_.resize(job_.tiles.size());
        for (const ScanTile& tile : job_.tiles) {
            result_.ledger.push_back({.index = tile.index,
                                      .channel = tile.channel,
                                      .file = tile.name,
                                      .reported = tile.position,
                                      .status = TileStatus::expected,
                                      .message = {},
                                      .source = ShiftSource::none,
                                      .shift_x_um = 0.0,
                                      .shift_y_um = 0.0,
                                      .sigma_um = 0.0,
                                      .lit_dies = 0});
        }
    }

    ScanResult run(std::span<const TileRecord> done) {
        for (const TileRecord& record : done) accept(record);
        const std::vector<std::size_t> order = strongest_first(job_.channels);
        report("register");
        const PoseEstimate estimate =
            find_scan_pose(source_, result_.map.presence(), order.front(), options_.stop);
        const PixelCorrection correction = make_correction(job_.camera, job_.dark ? &*job_.dark : nullptr,
                                                           job_.flat ? &*job_.flat : nullptr);
        for (const std::size_t channel : order) {
            if (options_.stop.stop_requested()) break;
            run_pass(channel, order.front(), estimate, correction);
        }
        finish(estimate);
        return std::move(result_);
    }

  private:
    void run_pass(std::size_t channel, std::size_t strongest, const PoseEstimate& estimate,
                  const PixelCorrection& correction) {
        std::vector<std::size_t> open = tiles_of(job_, channel);
        std::erase_if(
            open, [this](std::size_t tile) { return result_.ledger[tile].status != TileStatus::expected; });
        if (open.empty()) return;
        const ChannelPass pass(source_, result_.map.presence(), correction, channel, estimate, options_.stop);
        const std::vector<std::size_t> strong_tiles = tiles_of(job_, strongest);
        const PositionIndex strong_positions(positions_of(job_, strong_tiles),
                                             0.5 * std::min(job_.grid.pitch_x_um, job_.grid.pitch_y_um));
        tbb::enumerable_thread_specific<TileWorkspace> workspaces;
        std::size_t next = 0;
        const auto take = [&](tbb::flow_control& flow) -> std::size_t {
            if (next == open.size() || options_.stop.stop_requested() || refused_) {
                flow.stop();
                return 0;
            }
            return open[next++];
        };
        const auto work = [&](std::size_t tile) {
            // A tile's own loops must not start another tile on this thread: its workspace is in use.
            tbb::this_task_arena::isolate([&] {
                const TileRegistration* hint =
                    channel == strongest ? nullptr : hint_for(tile, strong_positions, strong_tiles);
                process(pass, tile, hint, workspaces.local());
            });
            report(job_.channels[channel].name);
        };
        tbb::parallel_pipeline(tiles_in_flight(),
                               tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, take) &
                                   tbb::make_filter<std::size_t, void>(tbb::filter_mode::parallel, work));
    }

    void process(const ChannelPass& pass, std::size_t tile, const TileRegistration* hint,
                 TileWorkspace& workspace) {
        try {
            const TileRecord& record = pass.measure(tile, hint, workspace);
            accept(record);
            if (sink_ && !sink_(record)) refused_ = true;
        } catch (const Error& error) {
            if (!options_.keep_going || error.kind() == ErrorKind::job) throw;
            result_.ledger[tile].status = TileStatus::failed;
            result_.ledger[tile].message = full_message(error);
        }
    }

    /// Takes over a tile's results: into its own cells, its ledger entry and its registration.
    void accept(const TileRecord& record) {
        const ScanTile& tile = job_.tiles[record.tile];
        const Channel& channel = job_.channels[static_cast<std::size_t>(tile.channel)];
        for (std::size_t q = 0; q < kQuantities; ++q) {
            Layer& layer = *result_.map.find(layer_name(channel, static_cast<Quantity>(q)));
            copy_owned(record.rect, record.values[q], layer.values);
        }
        dies_ += std::ranges::count_if(record.values[0], [](float value) { return value == value; });
        registrations_[record.tile] = record.registration;
        LedgerEntry& entry = result_.ledger[record.tile];
        entry.status = TileStatus::written;
        entry.source = shift_source_of(record.registration.source);
        entry.shift_x_um = record.registration.shift_x_um;
        entry.shift_y_um = record.registration.shift_y_um;
        entry.sigma_um = record.registration.sigma_um;
        entry.lit_dies = record.registration.lit_dies;
        ++tiles_written_;
    }

    void copy_owned(const DieRect& rect, const std::vector<float>& values, std::vector<float>& layer) const {
        std::size_t i = 0;
        for (std::int32_t row = rect.row_begin; row < rect.row_end; ++row) {
            const std::size_t first = job_.grid.cell({row, rect.col_begin});
            for (std::int32_t col = 0; col < rect.cols(); ++col, ++i) {
                if (values[i] == values[i]) layer[first + static_cast<std::size_t>(col)] = values[i];
            }
        }
    }

    /// The strong channel's result at the same position, where there is one.
    [[nodiscard]] const TileRegistration* hint_for(std::size_t tile, const PositionIndex& strong_positions,
                                                   std::span<const std::size_t> strong_tiles) const {
        const auto found = strong_positions.find(job_.tiles[tile].position);
        if (!found) return nullptr;
        const std::size_t strong = strong_tiles[*found];
        return result_.ledger[strong].status == TileStatus::written ? &registrations_[strong] : nullptr;
    }

    [[nodiscard]] std::size_t tiles_in_flight() const {
        const std::size_t tile_bytes = sizeof(std::uint16_t) *
                                       static_cast<std::size_t>(job_.camera.width_px) *
                                       static_cast<std::size_t>(job_.camera.height_px);
        return std::max<std::size_t>(1, options_.bytes_in_flight / std::max<std::size_t>(1, tile_bytes));
    }

    void finish(const PoseEstimate& estimate) {
        std::vector<PlacedTile> placed;
        for (std::size_t i = 0; i < job_.tiles.size(); ++i) {
            if (result_.ledger[i].status == TileStatus::written) {
                placed.push_back({job_.tiles[i].position, registrations_[i]});
            }
        }
        result_.pose = fit_pose(placed, estimate, job_.camera);
        result_.pixels =
            static_cast<std::int64_t>(placed.size()) * job_.camera.width_px * job_.camera.height_px;
        result_.complete = std::ranges::none_of(
            result_.ledger, [](const LedgerEntry& e) { return e.status == TileStatus::expected; });
    }

    void report(const std::string& stage) {
        if (options_.progress == nullptr) return;
        const std::lock_guard lock(progress_mutex_);
        const std::int64_t tiles = tiles_written_;
        options_.progress->on_progress({.stage = stage,
                                        .tiles_done = tiles,
                                        .tiles_total = static_cast<std::int64_t>(job_.tiles.size()),
                                        .dies_measured = dies_,
                                        .pixels = tiles * job_.camera.width_px * job_.camera.height_px});
    }

    TileSource& source_;
    const ScanJob& job_;
    const RecordSink& sink_;
    const ScanOptions& options_;
    ScanResult result_;
    std::vector<TileRegistration> registrations_;  // one a tile, valid where the ledger says written
    std::atomic<std::int64_t> tiles_written_ = 0;
    std::atomic<std::int64_t> dies_ = 0;
    std::atomic<bool> refused_ = false;
    std::mutex progress_mutex_;  // one progress report at a time
};

}  // namespace

ScanResult run_scan(TileSource& source, std::span<const TileRecord> done, const RecordSink& sink,
                    const ScanOptions& options) {
    return Scan(source, sink, options).run(done);
}

}  // namespace waferglow
