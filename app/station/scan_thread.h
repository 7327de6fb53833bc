// SPDX-License-Identifier: GPL-3.0-or-later
// One scan in a thread of its own, from opening the tool to the written file.
#pragma once

#include "app/station/scan_order.h"

#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace waferglow::station {

/// What stays of a scan when it is over.
struct ScanSummary {
    bool complete = false;
    bool stopped = false;  ///< on request
    bool resumable = false;
    bool device_fault = false;
    bool disk_fault = false;
    std::string message;  ///< the fault, or something to know
    std::int64_t measured = 0;
    std::int64_t binned = 0;
    std::int64_t passed = 0;
    double seconds = 0.0;
};

/// Its owner asks for state and news; nothing blocks but destruction, which aborts and waits until the tool
/// is safe.
class ScanThread {
  public:
    /// `order.request.hdf5` must outlive the thread.
    explicit ScanThread(ScanOrder order);
    ~ScanThread();
    ScanThread(const ScanThread&) = delete;
    ScanThread& operator=(const ScanThread&) = delete;

    void pause() { control_.pause(); }
    void resume() { control_.resume(); }
    void abort() { control_.abort(); }
    [[nodiscard]] tool::ScanState state() const { return monitor_.state(); }
    [[nodiscard]] tool::ScanEvents events_since(std::int64_t first) const {
        return monitor_.events_since(first);
    }
    /// What became of the devices since the last call.
    [[nodiscard]] std::vector<drivers::DeviceNotice> take_news();
    /// None while it runs.
    [[nodiscard]] std::optional<ScanSummary> summary() const;

  private:
    void run();
    [[nodiscard]] ScanSummary scan();

    const ScanOrder order_;
    tool::ScanControl control_;
    tool::ScanMonitor monitor_;
    mutable std::mutex mutex_;
    std::vector<drivers::DeviceNotice> news_;  // guarded by mutex_
    std::optional<ScanSummary> summary_;       // guarded by mutex_
    std::jthread thread_;                      // last: it uses all of the above
};

}  // namespace waferglow::station
