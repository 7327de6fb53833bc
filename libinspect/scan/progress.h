// SPDX-License-Identifier: GPL-3.0-or-later
// How a scan tells how far it is. Rates and remaining time are the listener's: the core knows no clock.
#pragma once

#include <cstdint>
#include <string>

namespace waferglow {

struct ScanProgress {
    std::string stage;  ///< "register", a channel's name, "evaluate", "write"
    std::int64_t tiles_done = 0;
    std::int64_t tiles_total = 0;
    std::int64_t dies_measured = 0;  ///< die measurements so far, all channels
    std::int64_t pixels = 0;
};

/// Receives progress. Called by worker threads, one call at a time; must return quickly.
class ProgressListener {
  public:
    ProgressListener() = default;
    ProgressListener(const ProgressListener&) = delete;
    ProgressListener& operator=(const ProgressListener&) = delete;
    virtual ~ProgressListener() = default;
    virtual void on_progress(const ScanProgress& progress) = 0;
};

}  // namespace waferglow
