// SPDX-License-Identifier: GPL-3.0-or-later
// A tool as the tile source of a scan: one acquisition thread takes tiles ahead of the workers.
//
// Tiles are taken in the order announced and wait in a queue bounded in bytes; a full queue holds the stage
// back, unless a worker waits for a tile that is not there yet. Tiles that are asked for again later, and all
// tiles of a recording, are kept in the spool and come from there the next time, also after a restart.
#pragma once

#include "app/tool/activity_clock.h"
#include "app/tool/scan_control.h"
#include "app/tool/spool.h"
#include "app/tool/tile_taker.h"
#include "libinspect/base/error.h"
#include "libinspect/scan/tile_source.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace waferglow::tool {

struct ToolSourceOptions {
    std::size_t queue_bytes = std::size_t{256} << 20U;
    bool keep_going = false;       ///< a tile that can't be taken is told as failed; else it ends the scan
    int most_failed_in_a_row = 3;  ///< so many end the scan even so: the tool is out of order
    /// While pilots are worked on, tiles of the job are taken in its order: only where none is done yet.
    bool look_ahead = false;
    std::vector<bool>
        kept{};  ///< by channel: tiles stay in the spool, to be loaded again; none: of no channel
    std::function<void(const ScanTile&, const Image&)> on_frame{};  ///< by the acquisition thread
    std::function<void(const std::string&)> on_event{};             ///< likewise; retries and faults
};

/// See TileSource for threads. The taker is the acquisition thread's alone while this object lives.
class ToolSource : public TileSource {
  public:
    ToolSource(TileTaker& taker, ScanJob job, const Spool& spool, ScanControl& control, ActivityClock& clock,
               ToolSourceOptions options);
    /// As `close`.
    ~ToolSource() override;

    /// Ends the acquisition after the tile in hand and waits for it: the taker is free then.
    void close();

    [[nodiscard]] const ScanJob& job() const override { return job_; }
    [[nodiscard]] Image& load(std::size_t tile, Image& scratch) override;
    void announce(std::span<const std::size_t> tiles, bool again) override;
    [[nodiscard]] bool keeps(std::size_t tile) const override;
    [[nodiscard]] std::string remark(std::size_t tile) const override;

    /// Most bytes that ever waited in the queue.
    [[nodiscard]] std::size_t peak_queue_bytes() const;

  private:
    void run(const std::stop_token& stop);
    void look_ahead();
    bool wait_for_work(std::unique_lock<std::mutex>& lock, const std::stop_token& stop);
    void take_next(std::unique_lock<std::mutex>& lock, const std::stop_token& stop);
    void end(ErrorKind kind, const std::string& message);
    [[nodiscard]] bool kept_channel(std::size_t tile) const;
    void throw_if_ended(std::size_t tile) const;

    TileTaker& taker_;
    ScanJob job_;
    const Spool& spool_;
    ScanControl& control_;
    ActivityClock& clock_;
    ToolSourceOptions options_;
    std::size_t tile_bytes_;

    mutable std::mutex mutex_;  // guards all that follows
    std::condition_variable_any work_;
    std::condition_variable arrived_;
    std::deque<std::size_t> plan_;  // the front is taken next
    std::vector<bool> announced_;   // and neither loaded nor failed
    std::vector<bool> spooled_;
    std::map<std::size_t, Image> ready_;
    std::map<std::size_t, std::string> failed_;
    std::map<std::size_t, std::string> remarks_;
    std::vector<Image> free_;             // memory to be used again
    std::optional<std::size_t> in_hand_;  // being taken
    std::size_t ahead_ = 0;               // where looking ahead goes on
    bool again_ = false;
    std::set<std::size_t> wanted_;  // a worker waits for them and they are not there yet
    int failed_in_a_row_ = 0;
    std::size_t peak_bytes_ = 0;
    bool ended_ = false;
    ErrorKind end_kind_ = ErrorKind::cancelled;
    std::string end_message_;
    std::jthread thread_;  // last: starts when all else is there
};

}  // namespace waferglow::tool
