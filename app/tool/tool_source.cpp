// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/tool_source.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace waferglow::tool {

ToolSource::ToolSource(TileTaker& taker, ScanJob job, const Spool& spool, ScanControl& control,
                       ActivityClock& clock, ToolSourceOptions options)
    : taker_(taker),
      job_(std::move(job)),
      spool_(spool),
      control_(control),
      clock_(clock),
      options_(std::move(options)),
      tile_bytes_(sizeof(std::uint16_t) * static_cast<std::size_t>(job_.camera.width_px) *
                  static_cast<std::size_t>(job_.camera.height_px)),
      announced_(job_.tiles.size(), false) {
    spooled_.reserve(job_.tiles.size());
    for (const ScanTile& tile : job_.tiles) spooled_.push_back(spool_.has(tile));
    thread_ = std::jthread([this](const std::stop_token& closing) { run(closing); });
}

ToolSource::~ToolSource() {
    close();
}

void ToolSource::close() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void ToolSource::announce(std::span<const std::size_t> tiles, bool again) {
    {
        const std::lock_guard lock(mutex_);
        plan_.clear();
        again_ = again;
        ahead_ = 0;
        for (const std::size_t tile : tiles) {
            announced_[tile] = !spooled_[tile] && !ready_.contains(tile);
            if (announced_[tile] && in_hand_ != tile) plan_.push_back(tile);
            failed_.erase(tile);
        }
    }
    clock_.end_computing();
    if (!again) spool_.sync();  // what the pose rests on must outlive a power cut as the journal does
    work_.notify_all();
}

Image& ToolSource::load(std::size_t tile, Image& scratch) {
    bool keep = false;
    {
        std::unique_lock lock(mutex_);
        if (spooled_[tile]) {
            lock.unlock();
            spool_.load(job_.tiles[tile], scratch);
            clock_.begin_computing(tile);
            return scratch;
        }
        if (!announced_[tile] && !ready_.contains(tile) && !failed_.contains(tile))
            throw std::logic_error("a tile was loaded that had not been announced");
        if (!ready_.contains(tile)) wanted_.insert(tile);
        work_.notify_all();
        arrived_.wait(lock, [&] { return ready_.contains(tile) || failed_.contains(tile) || ended_; });
        const auto found = ready_.find(tile);
        if (found == ready_.end()) throw_if_ended(tile);
        std::swap(scratch, found->second);
        if (!found->second.empty()) free_.push_back(std::move(found->second));
        ready_.erase(found);
        keep = again_ || spool_.keeps_all() || kept_channel(tile);
        announced_[tile] = keep;  // until it lies in the spool: nobody looks ahead to it
    }
    work_.notify_all();
    clock_.begin_computing(tile);
    if (keep) {
        spool_.store(job_.tiles[tile], scratch);
        const std::lock_guard lock(mutex_);
        spooled_[tile] = true;
        announced_[tile] = false;
    }
    return scratch;
}

void ToolSource::throw_if_ended(std::size_t tile) const {
    if (const auto failed = failed_.find(tile); failed != failed_.end())
        throw Error(ErrorKind::input, failed->second);
    throw Error(end_kind_, end_message_);
}

bool ToolSource::kept_channel(std::size_t tile) const {
    const auto channel = static_cast<std::size_t>(job_.tiles[tile].channel);
    return channel < options_.kept.size() && options_.kept[channel];
}

bool ToolSource::keeps(std::size_t tile) const {
    const std::lock_guard lock(mutex_);
    return spooled_[tile];
}

std::string ToolSource::remark(std::size_t tile) const {
    const std::lock_guard lock(mutex_);
    const auto found = remarks_.find(tile);
    return found == remarks_.end() ? std::string() : found->second;
}

std::size_t ToolSource::peak_queue_bytes() const {
    const std::lock_guard lock(mutex_);
    return peak_bytes_;
}

void ToolSource::end(ErrorKind kind, const std::string& message) {
    clock_.end_acquiring();
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
        end_kind_ = kind;
        end_message_ = message;
    }
    arrived_.notify_all();
    if (kind == ErrorKind::device && options_.on_event) options_.on_event(message);
}

void ToolSource::run(const std::stop_token& closing) {
    // Either the scan is stopped by the user or this object goes: one token for both.
    std::stop_source stop;
    const std::stop_callback by_user(control_.token(), [&stop] { stop.request_stop(); });
    const std::stop_callback by_owner(closing, [&stop] { stop.request_stop(); });
    try {
        std::unique_lock lock(mutex_);
        while (wait_for_work(lock, stop.get_token())) take_next(lock, stop.get_token());
        lock.unlock();
        end(ErrorKind::cancelled, "the scan was stopped");
    } catch (const Error& error) {
        end(error.kind() == ErrorKind::cancelled ? ErrorKind::cancelled : ErrorKind::device,
            full_message(error));
    } catch (const std::exception& error) {
        end(ErrorKind::device, full_message(error));
    }
}

/// Plans the tile after the next one, so that the stage can go there meanwhile.
void ToolSource::look_ahead() {
    constexpr std::size_t kPlanned = 2;
    if (!options_.look_ahead || !again_) return;
    for (; plan_.size() < kPlanned && ahead_ < job_.tiles.size(); ++ahead_) {
        const bool had = spooled_[ahead_] || announced_[ahead_] || ready_.contains(ahead_);
        if (!had && !failed_.contains(ahead_)) plan_.push_back(ahead_);
    }
}

/// False where the scan was stopped. While nothing is planned no die is lit.
bool ToolSource::wait_for_work(std::unique_lock<std::mutex>& lock, const std::stop_token& stop) {
    look_ahead();
    if (plan_.empty()) {
        lock.unlock();
        taker_.lights_off();
        lock.lock();
    }
    const auto may_take = [this] {
        const bool room = ready_.empty() || (ready_.size() + 1) * tile_bytes_ <= options_.queue_bytes;
        return !plan_.empty() && (room || !wanted_.empty());
    };
    if (!may_take()) clock_.end_acquiring();
    return work_.wait(lock, stop, may_take) && !stop.stop_requested();
}

void ToolSource::take_next(std::unique_lock<std::mutex>& lock, const std::stop_token& stop) {
    const std::size_t tile = plan_.front();
    plan_.pop_front();
    in_hand_ = tile;
    const ScanTile* next = plan_.empty() ? nullptr : &job_.tiles[plan_.front()];
    drivers::Frame frame;
    if (!free_.empty()) {
        frame.image = std::move(free_.back());
        free_.pop_back();
    }
    lock.unlock();
    if (control_.paused()) {
        clock_.end_acquiring();
        taker_.lights_off();
        control_.wait_while_paused([this] { taker_.look(); });
        // `stop` follows the control's token a moment later: without this a light could come on once more.
        if (control_.token().stop_requested()) throw Error(ErrorKind::cancelled, "the scan was stopped");
    }
    std::string remark;
    std::string failure;
    clock_.begin_acquiring();
    try {
        remark = taker_.take(job_.tiles[tile], next, frame, stop);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::input || !options_.keep_going) throw;
        failure = full_message(error);
    }
    if (failure.empty() && options_.on_frame) options_.on_frame(job_.tiles[tile], frame.image);
    if (options_.on_event && !(failure + remark).empty()) options_.on_event(failure + remark);
    lock.lock();
    in_hand_.reset();
    wanted_.erase(tile);
    if (failure.empty()) {
        failed_in_a_row_ = 0;
        if (!remark.empty()) remarks_[tile] = remark;
        ready_[tile] = std::move(frame.image);
        peak_bytes_ = std::max(peak_bytes_, ready_.size() * tile_bytes_);
    } else {
        failed_[tile] = failure;
        announced_[tile] = false;
        if (++failed_in_a_row_ >= options_.most_failed_in_a_row)
            throw Error(ErrorKind::device,
                        "too many tiles in a row could not be taken, the last one: " + failure);
    }
    arrived_.notify_all();
}

}  // namespace waferglow::tool
