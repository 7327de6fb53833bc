// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/scan.h"

#include "libinspect/base/error.h"
#include "libinspect/base/internal/parallel_stream.h"
#include "libinspect/base/parallel.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/scan/internal/appearance_scan.h"
#include "libinspect/scan/internal/channel_pass.h"
#include "libinspect/scan/internal/channel_tiles.h"
#include "libinspect/scan/internal/frame_check.h"
#include "libinspect/scan/internal/job_check.h"
#include "libinspect/scan/internal/located_pilots.h"
#include "libinspect/scan/internal/place_check.h"
#include "libinspect/scan/internal/scan_pose.h"
#include "libinspect/scan/internal/tile_evidence.h"
#include "libinspect/scan/internal/tile_groups.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <oneapi/tbb/enumerable_thread_specific.h>
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

/// The state of one scan while it runs. Tiles write different ledger entries, registrations and
/// cells; counters are atomic; only the progress listener needs the lock.
class Scan {
  public:
    Scan(TileSource& source, const RecordSink& sink, const ScanOptions& options)
        : source_(source), job_(source.job()), sink_(sink), options_(options) {
        result_.map = DieMap(job_.wafer, job_.grid, job_.layout);
        add_channel_layers(result_.map, job_.channels);
        for (const Channel& channel : job_.channels) {
            std::vector<float*>& layers = layers_.emplace_back();
            for (const std::string& name : measured_layers(channel))
                layers.push_back(result_.map.find(name)->values.data());
        }
        for (std::size_t i = 0; i < job_.channels.size(); ++i) {
            Layer* tile = result_.map.find(tile_layer_name(job_.channels[i]));
            tile_layers_.push_back(tile == nullptr ? nullptr : tile->values.data());
        }
        evidence_.resize(job_.tiles.size());
        if (options.appearance) appearance_.emplace(job_, *options.appearance);
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
        refuse_where([&] {
            check_channels(job_);
            check_positions(job_);
        });
        for (const TileRecord& record : done) accept(record);
        const std::size_t brightest = needed_strongest(job_.channels, &ChannelKindInfo::sets_pose);
        const std::vector<std::size_t> order = order_of_work(job_.channels);
        report("register");
        auto [estimate, correction] = prepare(brightest);
        refuse_where([&] { check_scale(job_, estimate.pose); });
        try {
            run_tiles(order, estimate, std::move(correction));
        } catch (const Error& error) {  // of the tiles from which windows are chosen
            if (error.kind() != ErrorKind::device) throw;
            end_early(error);
        }
        judge_frames(estimate);
        finish(estimate);
        if (appearance_ && result_.complete && result_.fault.empty()) finish_appearance(estimate);
        return std::move(result_);
    }

  private:
    /// Where the grid lies, from tiles of `channel`, and meanwhile the pixels' correction. Of two errors the
    /// first is thrown.
    std::pair<PoseEstimate, PixelCorrection> prepare(std::size_t channel) {
        std::optional<PoseEstimate> estimate;
        std::optional<PixelCorrection> correction;
        std::array<std::exception_ptr, 2> errors;
        parallel_blocks(errors.size(), 1, [&](std::size_t part, std::size_t) {
            try {
                if (part == 0)
                    estimate = find_scan_pose(source_, result_.map.presence(), channel, pilot_options());
                else
                    correction = make_correction(job_.camera, job_.dark ? &*job_.dark : nullptr,
                                                 job_.flat ? &*job_.flat : nullptr);
            } catch (...) {
                errors[part] = std::current_exception();
            }
        });
        for (const std::exception_ptr& error : errors) {
            if (error) std::rethrow_exception(error);
        }
        return {*estimate, std::move(*correction)};
    }

    /// Of each channel; those without frames of their own share one.
    std::vector<std::shared_ptr<const PixelCorrection>> corrections_of(PixelCorrection&& shared) const {
        std::vector<std::shared_ptr<const PixelCorrection>> corrections(
            job_.channels.size(), std::make_shared<const PixelCorrection>(std::move(shared)));
        for (std::size_t channel = 0; channel < job_.channels.size(); ++channel) {
            if (job_.has_own_frames(channel))
                corrections[channel] = std::make_shared<const PixelCorrection>(
                    make_correction(job_.camera, job_.dark_of(channel), job_.flat_of(channel)));
        }
        return corrections;
    }

    /// Measures all tiles that are still expected, position by position.
    void run_tiles(std::span<const std::size_t> order, const PoseEstimate& estimate,
                   PixelCorrection&& correction) {
        const auto corrections = corrections_of(std::move(correction));
        const auto open = [this](std::size_t tile) { return is_open(tile); };
        std::vector<std::unique_ptr<const ChannelPass>> passes(job_.channels.size());
        for (const std::size_t channel : order) {
            const std::vector<std::size_t> tiles = tiles_of(job_, channel);
            const bool all_done = std::ranges::none_of(tiles, open);
            if (!all_done && options_.stop.stop_requested()) continue;
            const AppearancePass* const appearance =
                appearance_ ? appearance_->learn(source_, result_.map.presence(), estimate,
                                                 {.channel = channel,
                                                  .correction = corrections[channel],
                                                  .settings = *options_.appearance,
                                                  .pilots = pilot_options()})
                            : nullptr;
            if (all_done) continue;
            passes[channel] =
                std::make_unique<const ChannelPass>(source_, result_.map.presence(), *corrections[channel],
                                                    channel, estimate, pilot_options(), appearance);
        }
        std::vector<std::vector<TileGroup>> by_pass = split_by_pass(job_, group_by_position(job_, order));
        std::vector<std::size_t> sequence;
        for (std::vector<TileGroup>& groups : by_pass) {
            for (TileGroup& group : groups) {
                std::erase_if(group.tiles, std::not_fn(open));
                sequence.insert(sequence.end(), group.tiles.begin(), group.tiles.end());
            }
            std::erase_if(groups, [](const TileGroup& group) { return group.tiles.empty(); });
        }
        source_.announce(sequence, false);
        // One after the other: a tile of a later pass looks at what an earlier one found at its place.
        for (const std::vector<TileGroup>& groups : by_pass) run_groups(groups, passes);
    }

    using ChannelPasses = std::vector<std::unique_ptr<const ChannelPass>>;

    void run_groups(const std::vector<TileGroup>& groups, const ChannelPasses& passes) {
        tbb::enumerable_thread_specific<TileWorkspace> workspaces;
        std::size_t next = 0;
        const auto take = [&]() -> std::optional<std::size_t> {
            if (next == groups.size() || options_.stop.stop_requested() || ending_) return std::nullopt;
            return next++;
        };
        const auto work = [&](std::size_t number) {
            const TileGroup& group = groups[number];
            for (const std::size_t tile : group.tiles) {
                if (ending_ || options_.stop.stop_requested()) return;
                const auto channel = static_cast<std::size_t>(job_.tiles[tile].channel);
                const TileRegistration* hint = hint_for(group, tile);
                // A tile's own loops must not start another tile on this thread: its workspace is in use.
                tbb::this_task_arena::isolate(
                    [&] { process(*passes[channel], tile, hint, workspaces.local()); });
                report(job_.channels[channel].name);
            }
        };
        parallel_stream(positions_in_flight(), take, work);
    }

    [[nodiscard]] bool is_open(std::size_t tile) const {
        return result_.ledger[tile].status == TileStatus::expected;
    }

    void process(const ChannelPass& pass, std::size_t tile, const TileRegistration* hint,
                 TileWorkspace& workspace) {
        try {
            const TileRecord& record = pass.measure(tile, hint, workspace);
            accept(record);
            if (sink_ && !sink_(record)) ending_ = true;
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::device || error.kind() == ErrorKind::cancelled) {
                end_early(error);
                return;
            }
            if (!options_.keep_going || error.kind() == ErrorKind::job) throw;
            fail(tile, full_message(error));
        }
    }

    void fail(std::size_t tile, const std::string& why) {
        result_.ledger[tile].status = TileStatus::failed;
        result_.ledger[tile].message = why;
    }

    void finish_appearance(const PoseEstimate& estimate) {
        const auto counts = [this](std::size_t tile) {
            return result_.ledger[tile].status == TileStatus::written;
        };
        for (std::size_t i = 0; i < result_.lattices.size(); ++i) {
            const PixelPoint moved = appearance_->moved(i);
            result_.lattices[i].origin.x += moved.x;
            result_.lattices[i].origin.y += moved.y;
        }
        result_.appearance = appearance_->finish(estimate.pose, counts, result_.map);
    }

    void end_early(const Error& error) {
        ending_ = true;
        if (error.kind() != ErrorKind::device) return;
        const std::lock_guard lock(fault_mutex_);
        if (result_.fault.empty()) result_.fault = full_message(error);
    }

    /// Takes over a tile's results: into its own cells, its ledger entry and its registration.
    void accept(const TileRecord& record) {
        const ScanTile& tile = job_.tiles[record.tile];
        if (appearance_) appearance_->accept(record);
        if (!record.fault().empty()) return fail(record.tile, record.fault());
        const auto channel = static_cast<std::size_t>(tile.channel);
        dies_ += copy_owned(record, layers_[channel], tile_layers_[channel]);
        evidence_[record.tile] = evidence_of(record);
        LedgerEntry& entry = result_.ledger[record.tile];
        entry.status = TileStatus::written;
        entry.message = record.remark;
        entry.source = shift_source_of(record.registration.source);
        entry.shift_x_um = record.registration.shift_x_um;
        entry.shift_y_um = record.registration.shift_y_um;
        entry.sigma_um = record.registration.sigma_um;
        entry.lit_dies = record.registration.lit_dies;
        entry.pixels = record.look.digest;
        ++tiles_written_;
    }

    /// Copies each run of owned dies: the cells beside it belong to other tiles, on other threads. Returns
    /// how many dies there are.
    std::int64_t copy_owned(const TileRecord& record, std::span<float* const> layers,
                            float* tile_layer) const {
        const std::vector<float>& sums = record.values[static_cast<std::size_t>(Quantity::sum)];
        const auto owned = [&sums](std::size_t i) { return sums[i] == sums[i]; };
        const auto cols = static_cast<std::size_t>(record.rect.cols());
        std::int64_t dies = 0;
        for (std::int32_t row = record.rect.row_begin; row < record.rect.row_end; ++row) {
            const std::size_t first = static_cast<std::size_t>(row - record.rect.row_begin) * cols;
            const std::size_t cell = job_.grid.cell({row, record.rect.col_begin});
            for (std::size_t begin = 0; begin < cols;) {
                if (!owned(first + begin)) {
                    ++begin;
                    continue;
                }
                std::size_t end = begin + 1;
                while (end < cols && owned(first + end)) ++end;
                for (std::size_t plane = 0; plane < layers.size(); ++plane) {
                    std::copy_n(record.values[plane].data() + first + begin, end - begin,
                                layers[plane] + cell + begin);
                }
                if (tile_layer != nullptr)
                    std::fill_n(tile_layer + cell + begin, end - begin, static_cast<float>(record.tile));
                dies += static_cast<std::int64_t>(end - begin);
                begin = end;
            }
        }
        return dies;
    }

    /// The strongest channel's result at the same position, where there is one and `tile` is not that itself.
    [[nodiscard]] const TileRegistration* hint_for(const TileGroup& group, std::size_t tile) const {
        if (!group.strongest || *group.strongest == tile) return nullptr;
        const bool written = result_.ledger[*group.strongest].status == TileStatus::written;
        return written ? &evidence_[*group.strongest].registration : nullptr;
    }

    [[nodiscard]] std::size_t positions_in_flight() const {
        const std::size_t tile_bytes = sizeof(std::uint16_t) *
                                       static_cast<std::size_t>(job_.camera.width_px) *
                                       static_cast<std::size_t>(job_.camera.height_px);
        return std::max<std::size_t>(1, options_.bytes_in_flight / std::max<std::size_t>(1, tile_bytes));
    }

    [[nodiscard]] PilotOptions pilot_options() const {
        return {.keep_going = options_.keep_going, .stop = options_.stop};
    }

    /// What `check` throws, as ScanRefused.
    template <class Check>
    static void refuse_where(const Check& check) {
        try {
            check();
        } catch (const Error& error) {
            throw ScanRefused(error);
        }
    }

    /// Leaves out the frames that can't be of the wafer. Of a scan that was stopped they are told when it is
    /// resumed: many checks need the tiles around.
    void judge_frames(const PoseEstimate& estimate) {
        const bool all_there = std::ranges::none_of(
            result_.ledger, [](const LedgerEntry& e) { return e.status == TileStatus::expected; });
        if (!all_there) return;
        std::vector<FrameVerdict> verdicts;
        refuse_where([&] { verdicts = check_frames(job_, result_.map, evidence_, estimate.pose); });
        leave_out_refused(job_, verdicts, evidence_, estimate.pose, result_.map);
        for (std::size_t i = 0; i < verdicts.size(); ++i) {
            if (!verdicts[i].refused()) continue;
            LedgerEntry& entry = result_.ledger[i];
            entry.status = TileStatus::dropped;
            entry.message = verdicts[i].reason() + (entry.message.empty() ? "" : "; " + entry.message);
            entry.source = ShiftSource::none;
            entry.shift_x_um = entry.shift_y_um = entry.sigma_um = 0.0;
            entry.lit_dies = 0;
        }
        refuse_where([&] {
            check_measured(result_.map, job_.channels);
            check_kinds(result_.map, job_.channels);
        });
    }

    void finish(const PoseEstimate& estimate) {
        std::vector<PlacedTile> placed;
        result_.lattices.resize(job_.tiles.size());
        for (std::size_t i = 0; i < job_.tiles.size(); ++i) {
            if (result_.ledger[i].status == TileStatus::written) {
                placed.push_back({job_.tiles[i].position, evidence_[i].registration});
                result_.lattices[i] = lattice_of(job_, estimate.pose, i, evidence_[i].registration);
            }
        }
        result_.pose = fit_pose(placed, estimate, job_.camera);
        result_.pixels =
            static_cast<std::int64_t>(placed.size()) * job_.camera.width_px * job_.camera.height_px;
        result_.dies_measured = dies_;
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
    std::vector<std::vector<float*>> layers_;  // of result_.map, by channel and plane
    std::vector<float*> tile_layers_;          // likewise, by channel; null where tiles don't count
    std::vector<TileEvidence> evidence_;       // one a tile
    std::optional<AppearanceScan> appearance_;
    std::atomic<std::int64_t> tiles_written_ = 0;
    std::atomic<std::int64_t> dies_ = 0;
    std::atomic<bool> ending_ = false;  // the sink refused, the source was stopped or its device failed
    std::mutex progress_mutex_;         // one progress report at a time
    std::mutex fault_mutex_;            // guards result_.fault
};

}  // namespace

ScanResult run_scan(TileSource& source, std::span<const TileRecord> done, const RecordSink& sink,
                    const ScanOptions& options) {
    return Scan(source, sink, options).run(done);
}

}  // namespace waferglow
