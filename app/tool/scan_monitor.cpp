// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/scan_monitor.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waferglow::tool {
namespace {

constexpr int kThumbnailPx = 256;
constexpr std::size_t kMostEvents = 10000;

Image shrink(const Image& image) {
    const int step = std::max(1, (std::max(image.width(), image.height()) + kThumbnailPx - 1) / kThumbnailPx);
    Image small(std::max(1, image.width() / step), std::max(1, image.height() / step));
    for (int y = 0; y < small.height(); ++y) {
        for (int x = 0; x < small.width(); ++x) {
            std::uint64_t sum = 0;
            for (int v = 0; v < step; ++v) {
                for (int u = 0; u < step; ++u) sum += image.row(y * step + v)[x * step + u];
            }
            const auto pixels = static_cast<std::uint64_t>(step) * static_cast<std::uint64_t>(step);
            small.row(y)[x] = static_cast<std::uint16_t>(sum / pixels);
        }
    }
    return small;
}

}  // namespace

const char* to_string(ScanPhase phase) {
    switch (phase) {
        case ScanPhase::idle:
            return "idle";
        case ScanPhase::preparing:
            return "preparing";
        case ScanPhase::calibrating:
            return "calibrating";
        case ScanPhase::aligning:
            return "aligning";
        case ScanPhase::scanning:
            return "scanning";
        case ScanPhase::spectra:
            return "spectra";
        case ScanPhase::evaluating:
            return "evaluating";
        case ScanPhase::writing:
            return "writing";
        case ScanPhase::done:
            return "done";
        case ScanPhase::failed:
            return "failed";
    }
    return "";
}

ScanMonitor::ScanMonitor(std::chrono::milliseconds interval) : interval_(interval) {}

ScanState ScanMonitor::state() const {
    const std::lock_guard lock(mutex_);
    return state_;
}

ScanEvents ScanMonitor::events_since(std::int64_t first) const {
    const std::lock_guard lock(mutex_);
    const auto known = static_cast<std::int64_t>(events_.size());
    const std::int64_t oldest = events_told_ - known;
    const std::int64_t skip = std::clamp<std::int64_t>(first - oldest, 0, known);
    return {.texts = {events_.begin() + skip, events_.end()}, .next = events_told_};
}

void ScanMonitor::begin(const ScanJob& job, std::size_t shown_channel) {
    const std::lock_guard lock(mutex_);
    job_ = &job;
    shown_channel_ = shown_channel;
    layer_ = {.name = layer_name(job.channels[shown_channel], Quantity::sum),
              .grid = job.grid,
              .values = std::vector<float>(job.grid.cells(), kNoData)};
    state_.tiles_total = static_cast<std::int64_t>(job.tiles.size());
}

void ScanMonitor::set_phase(ScanPhase phase, const std::string& message) {
    const std::lock_guard lock(mutex_);
    state_.phase = phase;
    state_.message = message;
}

void ScanMonitor::add_event(const std::string& event) {
    const std::lock_guard lock(mutex_);
    if (events_.size() == kMostEvents) events_.erase(events_.begin(), events_.begin() + kMostEvents / 2);
    events_.push_back(event);
    ++events_told_;
}

void ScanMonitor::on_progress(const ScanProgress& progress) {
    {
        const std::lock_guard lock(mutex_);
        const Clock::time_point now = Clock::now();
        if (progress.stage == "register") {
            state_.phase = ScanPhase::aligning;
            tiles_at_start_ = progress.tiles_done;
        } else if (progress.stage == "evaluate") {
            state_.phase = ScanPhase::evaluating;
            if (job_ != nullptr)
                state_.layer = std::make_shared<const LayerSnapshot>(layer_);  // no more records
        } else if (progress.stage == "write") {
            state_.phase = ScanPhase::writing;
        } else {
            if (state_.phase != ScanPhase::scanning) first_tile_ = now;
            state_.phase = ScanPhase::scanning;
            state_.seconds = std::chrono::duration<double>(now - first_tile_).count();
            const auto done =
                static_cast<double>(progress.tiles_done - std::max<std::int64_t>(0, tiles_at_start_));
            const auto open = static_cast<double>(progress.tiles_total - progress.tiles_done);
            state_.remaining_s =
                done > 1.0 ? open * state_.seconds / done : std::numeric_limits<double>::quiet_NaN();
        }
        state_.tiles_done = progress.tiles_done;
        state_.tiles_total = progress.tiles_total;
        state_.dies_measured = progress.dies_measured;
        state_.pixels = progress.pixels;
    }
    if (forward_ != nullptr) forward_->on_progress(progress);
}

void ScanMonitor::on_record(const TileRecord& record) {
    const std::lock_guard lock(mutex_);
    if (job_ == nullptr || static_cast<std::size_t>(job_->tiles[record.tile].channel) != shown_channel_)
        return;
    std::size_t i = 0;
    for (std::int32_t row = record.rect.row_begin; row < record.rect.row_end; ++row) {
        for (std::int32_t col = record.rect.col_begin; col < record.rect.col_end; ++col, ++i) {
            const float value = record.values[static_cast<std::size_t>(Quantity::sum)][i];
            if (value == value) layer_.values[layer_.grid.cell({row, col})] = value;
        }
    }
    const Clock::time_point start = Clock::now();
    if (start < next_layer_) return;
    state_.layer = std::make_shared<const LayerSnapshot>(layer_);
    // Copying takes at most a twentieth of the time, however large the wafer.
    const Clock::time_point end = Clock::now();
    next_layer_ = end + std::max<Clock::duration>(interval_, 20 * (end - start));
}

void ScanMonitor::on_frame(const ScanTile& tile, const Image& image) {
    {
        const std::lock_guard lock(mutex_);
        const Clock::time_point now = Clock::now();
        if (now < next_image_) return;
        next_image_ = now + interval_;
    }
    auto thumbnail = std::make_shared<Thumbnail>();
    thumbnail->image = shrink(image);
    thumbnail->tile = tile.index;
    thumbnail->position = tile.position;
    const std::lock_guard lock(mutex_);
    if (job_ != nullptr) thumbnail->channel = job_->channels[static_cast<std::size_t>(tile.channel)].name;
    state_.last_image = std::move(thumbnail);
}

void ScanMonitor::on_spectrum(std::int64_t done, std::int64_t total) {
    const std::lock_guard lock(mutex_);
    state_.phase = ScanPhase::spectra;
    state_.spectra_done = done;
    state_.spectra_total = total;
}

}  // namespace waferglow::tool
